import { useEffect } from 'react';
import type { LetterKind, LetterPreview, LetterTemplate } from '../../../preload/contract/letters.ts';
import { useCommand } from '../../hooks/use-command.ts';
import type { Command } from '../../hooks/use-command.ts';
import { useApp } from '../../store/context.tsx';

/** A preview for each key pressed would be behind the typing. */
const PAUSE_MS = 250;

/** Asks for a preview whenever the person stops typing. Gives the newest one, of whatever it was asked for. */
export function useLetterPreview(
  template: LetterTemplate,
  kind: LetterKind,
  timeZone: string,
): { readonly preview: LetterPreview | null; readonly command: Command<'preview-letter'> } {
  const command = useCommand('preview-letter');
  const { run } = command;
  useEffect(() => {
    const timer = setTimeout(() => void run({ template, kind, timeZone }), PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [run, template, kind, timeZone]);
  return { preview: useApp((state) => state.letterPreview), command };
}
