import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { memo } from 'react';
import type { JobRow } from '../../../preload/contract/jobs.ts';
import { Mark } from '../../components/mark.tsx';
import { StateIcon } from '../../components/state-icon.tsx';
import { Unseen } from '../../components/unseen.tsx';
import { shortDay, timeOfDay, utcOffset, zonePlace } from '../../format/time.ts';

/** All rows are equally high, so that any of them can be scrolled to without drawing those before. */
export const ROW_PX = 52;

/** Where the navigation leaves room for all columns, the last of which says what there is to know. */
const WIDE = '@media (min-width: 1360px)';

/** The columns, shared by head and rows. */
export const useGridStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(136px, 1fr) minmax(196px, 1fr) minmax(124px, 1.4fr) 100px 76px 120px',
    padding: '0 8px',
    [WIDE]: {
      gridTemplateColumns: '168px 196px minmax(168px, 1fr) 104px 80px 124px minmax(200px, 1.6fr)',
    },
  },
  note: { display: 'none', [WIDE]: { display: 'flex' } },
});

const useStyles = makeStyles({
  row: {
    position: 'absolute',
    insetInlineStart: 0,
    insetInlineEnd: 0,
    top: 0,
    boxSizing: 'border-box',
    height: `${String(ROW_PX)}px`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  open: { backgroundColor: tokens.colorNeutralBackground1Selected },
  cell: {
    boxSizing: 'border-box',
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    minWidth: 0,
    padding: '0 8px',
  },
  lines: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  words: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  small: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  time: { fontVariantNumeric: 'tabular-nums' },
});

export interface JobTableRowProps {
  readonly row: JobRow;
  /** Counted from 1, the head included. */
  readonly rowIndex: number;
  /** Distance from the top of the table's body, in pixels. */
  readonly top: number;
  readonly isActive: boolean;
  /** For the year, which is left out where it is this one. */
  readonly nowMs: number;
  readonly isOpen: boolean;
  readonly onOpen: (jobId: string) => void;
  readonly onActivate: (jobId: string) => void;
}

/** One job: its number, its start where it takes place, whom it is for, and the three marks. */
export const JobTableRow = memo(function JobTableRow(props: JobTableRowProps) {
  const { row, rowIndex, top, nowMs, isActive, isOpen, onOpen, onActivate } = props;
  const styles = useStyles();
  const grid = useGridStyles();
  return (
    <tr
      className={mergeClasses(grid.row, styles.row, isOpen && styles.open)}
      style={{ transform: `translateY(${String(top)}px)` }}
      aria-rowindex={rowIndex}
      aria-selected={isOpen}
      tabIndex={isActive ? 0 : -1}
      onClick={() => {
        onActivate(row.jobId);
        onOpen(row.jobId);
      }}
      onFocus={() => {
        onActivate(row.jobId);
      }}
    >
      <td className={styles.cell}>
        <TwoLines upper={row.jobName} lower={row.type ?? ''} className={styles.name} />
        {row.standing === 'attention' && (
          <>
            <StateIcon state="attention" size={18} />
            <Unseen>needs you</Unseen>
          </>
        )}
      </td>
      <td className={styles.cell}>
        <Start startMs={row.startMs} zone={row.timeZone} nowMs={nowMs} />
      </td>
      <td className={styles.cell}>
        <TwoLines upper={row.contact ?? 'No contact'} lower={addressWords(row.addresses)} />
      </td>
      <td className={styles.cell}>
        <Mark mark={row.meeting} label="Meeting" />
      </td>
      <td className={styles.cell}>
        <Mark mark={row.link} label="Link" />
      </td>
      <td className={styles.cell}>
        <Mark mark={row.invitations} label="Invitations" />
      </td>
      <td className={mergeClasses(styles.cell, grid.note)}>
        <span className={mergeClasses(styles.words, styles.quiet)}>{row.words}</span>
      </td>
    </tr>
  );
});

interface StartProps {
  readonly startMs: number | null;
  readonly zone: string | null;
  readonly nowMs: number;
}

/** `Mon, 23 Nov, 14:30` above `Brisbane (UTC+10)` */
function Start({ startMs, zone, nowMs }: StartProps) {
  const styles = useStyles();
  if (startMs === null) return <span className={styles.quiet}>No start</span>;
  const place = zone === null ? null : zonePlace(zone);
  const offset = utcOffset(startMs, zone);
  return (
    <TwoLines
      upper={`${shortDay(startMs, zone, nowMs)}, ${timeOfDay(startMs, zone)}`}
      lower={place === null ? offset : `${place} (${offset})`}
      className={styles.time}
    />
  );
}

interface TwoLinesProps {
  readonly upper: string;
  readonly lower: string;
  /** Of the upper line. */
  readonly className?: string;
}

function TwoLines({ upper, lower, className }: TwoLinesProps) {
  const styles = useStyles();
  return (
    <span className={styles.lines}>
      <span className={mergeClasses(styles.words, className)}>{upper}</span>
      <span className={mergeClasses(styles.words, styles.small)}>{lower}</span>
    </span>
  );
}

function addressWords([first, ...more]: readonly string[]): string {
  if (first === undefined) return '';
  return more.length === 0 ? first : `${first} and ${String(more.length)} more`;
}
