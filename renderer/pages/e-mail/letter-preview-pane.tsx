import { Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { LetterPreview } from '../../../preload/contract/letters.ts';
import { CommandMessage } from '../../components/command-button.tsx';
import { Card, Section } from '../../components/layout.tsx';
import { systemZone, zoneWords } from '../../format/time.ts';
import type { Command } from '../../hooks/use-command.ts';
import { showLetter } from './show-letter.ts';

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: '12px' },
  subject: { margin: 0, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  letter: {
    overflow: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: '#ffffff',
    color: '#1f1f1f',
    colorScheme: 'light',
    // What guests get has colours of its own, whatever this computer forces.
    forcedColorAdjust: 'none',
  },
});

const ZONES = [
  'Australia/Brisbane',
  'Australia/Sydney',
  'Australia/Adelaide',
  'Australia/Perth',
  'Pacific/Auckland',
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'Asia/Singapore',
];

export interface LetterPreviewPaneProps {
  readonly preview: LetterPreview | null;
  readonly kindName: string;
  readonly zone: string;
  readonly onZoneChange: (zone: string) => void;
  readonly command: Command<'preview-letter'>;
}

/** The sample letter as a guest sees it. */
export function LetterPreviewPane({
  preview,
  kindName,
  zone,
  onZoneChange,
  command,
}: LetterPreviewPaneProps) {
  const styles = useStyles();
  const place = useRef<HTMLDivElement>(null);
  const html = preview?.html ?? '';
  const [nowMs] = useState(() => Date.now());
  const zones = useMemo(() => [...new Set([systemZone(), ...ZONES])], []);
  useEffect(() => {
    if (place.current !== null) showLetter(place.current, html);
  }, [html]);
  return (
    <Section title={`Preview: ${kindName}`}>
      <Card>
        <div className={styles.body}>
          <Field label="The sample job is in">
            <Select
              value={zone}
              onChange={(_event, { value }) => {
                onZoneChange(value);
              }}
            >
              {zones.map((name) => (
                <option key={name} value={name}>
                  {zoneWords(nowMs, name)}
                </option>
              ))}
            </Select>
          </Field>
          <p className={styles.subject}>{`Subject: ${preview?.subject ?? ''}`}</p>
          <div ref={place} className={styles.letter} role="document" aria-label={`Sample: ${kindName}`} />
          <CommandMessage command={command} />
        </div>
      </Card>
    </Section>
  );
}
