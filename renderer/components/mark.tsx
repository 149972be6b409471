import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { Mark as MarkState } from '../../preload/contract/jobs.ts';
import { Unseen } from './unseen.tsx';
import { dayWords, timeOfDay } from '../format/time.ts';

const useStyles = makeStyles({
  mark: { position: 'relative', display: 'inline-flex', alignItems: 'center', gap: '6px', minWidth: 0 },
  shape: { flexShrink: 0, display: 'block' },
  'not-meant': { color: tokens.colorNeutralForeground3 },
  'not-yet': { color: tokens.colorNeutralForeground2 },
  confirmed: { color: tokens.colorStatusSuccessForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
  words: { color: tokens.colorNeutralForeground1, overflow: 'hidden', textOverflow: 'ellipsis' },
});

/** What each shape says, for those who do not see it. */
export const MARK_WORDS: Readonly<Record<MarkState['state'], string>> = {
  'not-meant': 'not meant to be',
  'not-yet': 'not yet',
  confirmed: 'confirmed',
  failed: 'failed',
};

const SHAPES: Readonly<Record<MarkState['state'], React.ReactNode>> = {
  'not-meant': <path d="M3.5 8h9" />,
  'not-yet': <circle cx="8" cy="8" r="5.25" />,
  confirmed: <path d="M2.75 8.5l3.5 3.5 7-7.75" />,
  failed: <path d="M3.75 3.75l8.5 8.5M12.25 3.75l-8.5 8.5" />,
};

export interface MarkProps {
  readonly mark: MarkState;
  /** Of what: `Meeting`, `Link`, `Invitations`. */
  readonly label: string;
  /** Shows the words beside the shape instead of in a tooltip. */
  readonly withWords?: boolean;
}

/** The state of one part of a job: dash, ring, tick or cross. The name says it all in words. */
export function Mark({ mark, label, withWords = false }: MarkProps) {
  const styles = useStyles();
  const name = markName(mark, label);
  const shape = (
    <svg
      className={styles.shape}
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      data-shape={mark.state}
    >
      {SHAPES[mark.state]}
    </svg>
  );
  const className = mergeClasses(styles.mark, styles[mark.state]);
  if (withWords) {
    return (
      <span className={className}>
        {shape}
        <Unseen>{`${label}: ${MARK_WORDS[mark.state]}. `}</Unseen>
        <span className={styles.words}>{mark.words === '' ? MARK_WORDS[mark.state] : mark.words}</span>
      </span>
    );
  }
  return (
    // The browser's own tooltip: a table draws hundreds of these while it is scrolled.
    <span className={className} title={name}>
      {shape}
      <Unseen>{name}</Unseen>
    </span>
  );
}

/** `Invitations: confirmed. 2 of 3 sent, today 14:30` */
export function markName(mark: MarkState, label: string, nowMs: number = Date.now()): string {
  const state = `${label}: ${MARK_WORDS[mark.state]}`;
  const at = mark.atMs === null ? '' : `${dayWords(mark.atMs, null, nowMs)} ${timeOfDay(mark.atMs)}`;
  const rest = [mark.words, at].filter((part) => part !== '').join(', ');
  return rest === '' ? state : `${state}. ${rest}`;
}
