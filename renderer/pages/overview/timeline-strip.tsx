import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { hourOfDay } from '../../format/time.ts';
import type { TimelineDay, TimelineJob } from './timeline-days.ts';

const HOUR_MS = 3_600_000;
/** Hours that are shown in any case: an office day. */
const OFFICE_HOURS = { from: 8, to: 18 };
/** A lane is as high as this, or less where there are many: a busy day is no taller than a quiet one. */
const LANE_PX = 10;
const LEAST_LANE_PX = 2;
const LANES_PX = 120;
const FEWEST_LANES = 3;
const MOST_LANES = LANES_PX / LEAST_LANE_PX;

const useStyles = makeStyles({
  strip: { position: 'relative' },
  lanes: {
    position: 'relative',
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    overflow: 'hidden',
  },
  hour: {
    position: 'absolute',
    top: 0,
    bottom: 0,
    borderLeft: `1px solid ${tokens.colorNeutralStroke3}`,
    // There is no quiet line in forced colours, and the hours are written below.
    '@media (forced-colors: active)': { display: 'none' },
  },
  job: {
    position: 'absolute',
    boxSizing: 'border-box',
    minWidth: '3px',
    border: `1px solid ${tokens.colorCompoundBrandStroke}`,
    borderRadius: '3px',
    backgroundColor: tokens.colorCompoundBrandBackground,
    '@media (forced-colors: active)': { backgroundColor: 'CanvasText', border: '1px solid CanvasText' },
  },
  over: { opacity: 0.45 },
  // An outline with a thick edge instead of a filled bar: another shape, not only another colour.
  attention: {
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorStatusWarningForeground1}`,
    borderLeftWidth: '4px',
    '@media (forced-colors: active)': { backgroundColor: 'Canvas', border: '2px solid CanvasText' },
  },
  now: {
    zIndex: 2,
    position: 'absolute',
    top: 0,
    bottom: 0,
    borderLeft: `2px solid ${tokens.colorStatusDangerForeground1}`,
    '@media (forced-colors: active)': { borderLeftColor: 'Highlight' },
  },
  labels: {
    position: 'relative',
    height: '18px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  label: { position: 'absolute', transform: 'translateX(-50%)', whiteSpace: 'nowrap' },
});

export interface TimelineStripProps {
  readonly day: TimelineDay;
  readonly nowMs: number;
}

/** The shape of a day: a bar for each virtual job, and where now is. The list below it says the same in words. */
export function TimelineStrip({ day, nowMs }: TimelineStripProps) {
  const styles = useStyles();
  const { fromMs, toMs } = hoursOf(day);
  const place = (atMs: number): string => `${String(((atMs - fromMs) / (toMs - fromMs)) * 100)}%`;
  const lanes = Math.max(FEWEST_LANES, Math.min(day.lanes, MOST_LANES));
  const laneHeight = Math.min(LANE_PX, Math.floor(LANES_PX / lanes));
  const hours = Math.round((toMs - fromMs) / HOUR_MS);
  const everyHours = hours > 14 ? 4 : 2;
  const ticks = Array.from({ length: hours + 1 }, (_, hour) => fromMs + hour * HOUR_MS);
  const hasNow = nowMs > fromMs && nowMs < toMs;
  return (
    <div className={styles.strip} aria-hidden="true">
      <div className={styles.lanes} style={{ height: `${String(lanes * laneHeight + 6)}px` }}>
        {ticks.map((atMs) => (
          <div key={atMs} className={styles.hour} style={{ left: place(atMs) }} />
        ))}
        {day.jobs.map((job) => (
          <div
            key={job.row.jobId}
            className={mergeClasses(
              styles.job,
              job.endMs <= nowMs && styles.over,
              job.row.standing === 'attention' && styles.attention,
            )}
            style={placeOf(job, place, laneHeight)}
          />
        ))}
        {hasNow && <div className={styles.now} style={{ left: place(nowMs) }} />}
      </div>
      <div className={styles.labels}>
        {ticks
          .filter((_, hour) => hour % everyHours === 0 && hour > 0 && hour < hours)
          .map((atMs) => (
            <span key={atMs} className={styles.label} style={{ left: place(atMs) }}>
              {hourOfDay(atMs)}
            </span>
          ))}
      </div>
    </div>
  );
}

function placeOf(
  { startMs, endMs, lane }: TimelineJob,
  place: (atMs: number) => string,
  laneHeight: number,
): { left: string; width: string; top: string; height: string } {
  return {
    left: place(startMs),
    width: `calc(${place(endMs)} - ${place(startMs)})`,
    top: `${String((lane % MOST_LANES) * laneHeight + 3)}px`,
    height: `${String(Math.max(laneHeight - 2, LEAST_LANE_PX))}px`,
  };
}

/** Office hours, and longer where jobs are earlier or later, in whole hours. */
function hoursOf({ day, jobs }: TimelineDay): { readonly fromMs: number; readonly toMs: number } {
  const at = (hour: number): number => new Date(`${day}T00:00:00`).setHours(hour);
  const firstMs = Math.min(at(OFFICE_HOURS.from), ...jobs.map(({ startMs }) => startMs));
  const lastMs = Math.min(at(24), Math.max(at(OFFICE_HOURS.to), ...jobs.map(({ endMs }) => endMs)));
  return {
    fromMs: new Date(firstMs).setMinutes(0, 0, 0),
    toMs: Math.ceil(lastMs / HOUR_MS) * HOUR_MS,
  };
}
