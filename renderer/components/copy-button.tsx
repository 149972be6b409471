import { Button } from '@fluentui/react-components';
import type { ButtonProps } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { useEffect, useState } from 'react';
import { useAnnounceWords } from '../hooks/use-announce-words.ts';

const SAID_MS = 2000;

export interface CopyButtonProps {
  readonly text: string;
  /** `Copy link`, so that it can be told from others on the page. */
  readonly label: string;
  readonly size?: ButtonProps['size'];
  readonly appearance?: ButtonProps['appearance'];
}

/** Copies a text and says `Copied`, or that it could not. */
export function CopyButton({ text, label, size = 'small', appearance = 'secondary' }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  const announce = useAnnounceWords();
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => {
      setOutcome(null);
    }, SAID_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [outcome]);
  const copy = async (): Promise<void> => {
    // Without https or focus there may be no clipboard: that is said, and the text can be marked by hand.
    const outcome = await navigator.clipboard.writeText(text).then(
      () => 'copied' as const,
      () => 'refused' as const,
    );
    setOutcome(outcome);
    announce(outcome === 'copied' ? 'Copied' : 'Could not be copied');
  };
  return (
    <Button
      size={size}
      appearance={appearance}
      icon={outcome === 'copied' ? <CheckmarkRegular /> : <CopyRegular />}
      onClick={() => void copy()}
    >
      {outcome === null ? label : outcome === 'copied' ? 'Copied' : 'Could not be copied'}
    </Button>
  );
}
