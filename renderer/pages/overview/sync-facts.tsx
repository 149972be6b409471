import { makeStyles, tokens } from '@fluentui/react-components';
import { dayWords, timeOfDay } from '../../format/time.ts';
import { useNow } from '../../hooks/use-now.ts';
import { useView } from '../../store/context.tsx';

const useStyles = makeStyles({
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '2px 20px',
    margin: '0 0 0 52px',
    '@media (max-width: 640px)': { marginLeft: 0 },
    padding: 0,
    listStyleType: 'none',
    color: tokens.colorNeutralForeground2,
  },
  // Digits of one width: the line does not tremble while it counts.
  fact: { fontVariantNumeric: 'tabular-nums' },
});

/** Covered up to 14:32:05; next look in 20 s; 128 jobs looked at. */
export function SyncFacts() {
  const styles = useStyles();
  const { coveredUpToMs, lastPassMs, jobsSeen } = useView((view) => view.sync);
  // Drawn anew each minute: the day is said from midnight on, also while nothing else changes.
  useNow(60_000);
  return (
    <ul className={styles.facts}>
      {coveredUpToMs !== null && (
        <li className={styles.fact}>{`Covered up to ${momentWords(coveredUpToMs)}`}</li>
      )}
      {lastPassMs !== null && <li className={styles.fact}>{`Last look ${momentWords(lastPassMs)}`}</li>}
      <li className={styles.fact}>
        <NextLook />
      </li>
      {lastPassMs !== null && (
        <li>{jobsSeen === 1 ? '1 job seen' : `${jobsSeen.toLocaleString()} jobs seen`}</li>
      )}
    </ul>
  );
}

/** When the next look is, counting down. */
function NextLook() {
  const nowMs = useNow(1000);
  const { isLooking, nextPassMs, pausedUntilMs } = useView((view) => view.sync);
  if (isLooking) return 'Looking now';
  if (pausedUntilMs !== null) return `Next look at ${momentWords(pausedUntilMs)}, or when you resume`;
  if (nextPassMs === null) return 'No look is planned';
  const seconds = Math.max(0, Math.ceil((nextPassMs - nowMs) / 1000));
  if (seconds === 0) return 'Next look now';
  return seconds < 120 ? `Next look in ${String(seconds)} s` : `Next look at ${momentWords(nextPassMs)}`;
}

function momentWords(atMs: number): string {
  const day = dayWords(atMs, null, Date.now());
  const time = timeOfDay(atMs, null, true);
  return day === 'today' ? time : `${day} ${time}`;
}
