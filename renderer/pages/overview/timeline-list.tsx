import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Fragment } from 'react';
import { Mark } from '../../components/mark.tsx';
import { Unseen } from '../../components/unseen.tsx';
import { systemZone, timeOfDay, utcOffset, zonePlace } from '../../format/time.ts';
import { useNavigate } from '../../hooks/use-navigate.ts';
import { listedJobs } from './timeline-days.ts';
import type { TimelineDay, TimelineJob } from './timeline-days.ts';

const MOST_LISTED = 8;

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', margin: '0 -8px', padding: 0, listStyleType: 'none' },
  job: {
    boxSizing: 'border-box',
    display: 'grid',
    gridTemplateColumns: '116px minmax(0, 1fr) auto',
    gap: '0 12px',
    alignItems: 'center',
    width: '100%',
    minHeight: '36px',
    padding: '4px 8px',
    border: '1px solid transparent',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: 'inherit',
    font: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    '@media (forced-colors: active)': { border: '1px solid Canvas' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  over: { color: tokens.colorNeutralForeground2 },
  time: { fontVariantNumeric: 'tabular-nums' },
  zone: {
    display: 'block',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: tokens.fontSizeBase100,
    color: tokens.colorNeutralForeground2,
  },
  words: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  contact: { color: tokens.colorNeutralForeground2 },
  marks: { display: 'inline-flex', gap: '8px' },
  now: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    padding: '2px 8px',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    '::after': {
      content: '""',
      flexGrow: 1,
      borderTop: `2px solid ${tokens.colorStatusDangerForeground1}`,
    },
  },
  more: { alignSelf: 'flex-start' },
});

export interface TimelineListProps {
  readonly day: TimelineDay;
  readonly nowMs: number;
  readonly labelledBy: string;
}

/** The jobs of a day in order, with a line where now is. Each opens the job. */
export function TimelineList({ day, nowMs, labelledBy }: TimelineListProps) {
  const styles = useStyles();
  const navigate = useNavigate();
  const { listed, before, after } = listedJobs(day.jobs, nowMs, MOST_LISTED);
  // Only today has both: jobs of tomorrow all start later.
  const isToday = new Date(nowMs).toDateString() === new Date(`${day.day}T12:00:00`).toDateString();
  const nowBefore = isToday ? listed.find(({ startMs }) => startMs > nowMs) : undefined;
  const more = moreWords(before, after);
  return (
    <>
      <ol className={styles.list} aria-labelledby={labelledBy}>
        {listed.map((job) => (
          <Fragment key={job.row.jobId}>
            {job === nowBefore && <li className={styles.now}>{`Now, ${timeOfDay(nowMs)}`}</li>}
            <li>
              <TimelineItem job={job} nowMs={nowMs} />
            </li>
          </Fragment>
        ))}
        {isToday && nowBefore === undefined && after === 0 && (
          <li className={styles.now}>{`Now, ${timeOfDay(nowMs)}`}</li>
        )}
      </ol>
      {more !== null && (
        <Button
          className={styles.more}
          size="small"
          appearance="subtle"
          onClick={() => {
            navigate('jobs');
          }}
        >
          {more}
        </Button>
      )}
    </>
  );
}

function TimelineItem({
  job: { row, startMs, endMs },
  nowMs,
}: {
  readonly job: TimelineJob;
  readonly nowMs: number;
}) {
  const styles = useStyles();
  const navigate = useNavigate();
  return (
    <button
      type="button"
      className={mergeClasses(styles.job, endMs <= nowMs && styles.over)}
      onClick={() => {
        navigate('jobs', row.jobId);
      }}
    >
      <span className={styles.time}>
        {timeOfDay(startMs)}
        <span className={styles.zone}>{ownTime(row.timeZone, startMs)}</span>
      </span>
      <span className={styles.words}>
        {row.jobName}
        {row.contact !== null && <span className={styles.contact}>{` · ${row.contact}`}</span>}
        {row.standing === 'attention' && <Unseen>, needs you</Unseen>}
      </span>
      <span className={styles.marks}>
        <Mark mark={row.meeting} label="Meeting" />
        <Mark mark={row.link} label="Link" />
        <Mark mark={row.invitations} label="Invitations" />
      </span>
    </button>
  );
}

/** The start where the job takes place, where that is another time than here. */
function ownTime(zone: string | null, atMs: number): string {
  if (zone === null || utcOffset(atMs, zone) === utcOffset(atMs, systemZone())) return '';
  return `${timeOfDay(atMs, zone)} ${zonePlace(zone) ?? zone}`;
}

function moreWords(before: number, after: number): string | null {
  if (before === 0 && after === 0) return null;
  const parts = [
    ...(before > 0 ? [`${String(before)} earlier`] : []),
    ...(after > 0 ? [`${String(after)} later`] : []),
  ];
  return `${parts.join(' and ')} in Jobs`;
}
