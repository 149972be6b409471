import { Tooltip } from '@fluentui/react-components';
import { dayWords, relativeWords, timeOfDay, zoneWords } from '../format/time.ts';
import { useNow } from '../hooks/use-now.ts';

export interface WhenProps {
  readonly atMs: number;
  /** IANA name; this computer's zone unless told. */
  readonly zone?: string | null;
  /**
   * - `full`: in 12 minutes, 14:30 Brisbane time (UTC+10)
   * - `relative`: in 12 minutes; the rest in the tooltip
   * - `time`: 14:30, with the day where it is another one; the rest in the tooltip
   */
  readonly show?: 'full' | 'relative' | 'time';
}

/** An instant in words that stay true while time goes on. */
export function When(props: WhenProps) {
  // Another instant is told from now on, not from when the one before was told last.
  return <Instant key={props.atMs} {...props} />;
}

function Instant({ atMs, zone = null, show = 'full' }: WhenProps) {
  const nowMs = useNow((now) => (Math.abs(atMs - now) < 90_000 ? 1000 : 15_000));
  const relative = relativeWords(atMs, nowMs);
  const day = dayWords(atMs, zone, nowMs);
  const time = day === 'today' ? timeOfDay(atMs, zone) : `${day} ${timeOfDay(atMs, zone)}`;
  const inZone = `${time} ${zoneWords(atMs, zone)}`;
  const dateTime = new Date(atMs).toISOString();
  if (show === 'full') return <time dateTime={dateTime}>{`${relative}, ${inZone}`}</time>;
  return (
    <Tooltip content={show === 'relative' ? inZone : `${relative}, ${inZone}`} relationship="description">
      <time dateTime={dateTime}>{show === 'relative' ? relative : time}</time>
    </Tooltip>
  );
}
