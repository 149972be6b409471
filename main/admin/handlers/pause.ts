import { DateTime } from 'luxon';
import type { CommandInput } from '../../../preload/contract/commands.ts';
import type { Handler } from '../admin-context.ts';
import { answerOf, DONE, refuse } from '../answers.ts';

const HALF_HOUR_MS = 30 * 60_000;
/** When the next day's work begins: nobody gets an invitation at midnight. */
const MORNING_HOUR = 6;

const NOT_ENABLED = 'Automation is not enabled, so there is nothing to pause.';

/** Begins nothing new until the time has come. The time is kept, so that it outlives a restart. */
export const pause: Handler<'pause'> = async ({ until }, { automation, clock, settings, timeZone }) => {
  if (!settings.current.automation.isEnabled) {
    return refuse('not-enabled', NOT_ENABLED);
  }
  const untilMs = endOfPause(until, clock.nowMs(), timeZone);
  const saved = await settings.change((current) =>
    current.automation.isEnabled
      ? { ...current, automation: { ...current.automation, pausedUntilMs: untilMs } }
      : current,
  );
  if (!saved.ok) return answerOf(saved);
  // It may have been disabled while this waited for its turn.
  if (!settings.current.automation.isEnabled) return refuse('not-enabled', NOT_ENABLED);
  automation.pause(untilMs);
  return DONE;
};

/** `tomorrow` is six in the morning of the next day at this computer. */
export function endOfPause(until: CommandInput<'pause'>['until'], nowMs: number, timeZone: string): number {
  switch (until) {
    case 'half-hour':
      return nowMs + HALF_HOUR_MS;
    case 'hour':
      return nowMs + 2 * HALF_HOUR_MS;
    case 'tomorrow':
      return DateTime.fromMillis(nowMs, { zone: timeZone })
        .startOf('day')
        .plus({ days: 1 })
        .set({ hour: MORNING_HOUR })
        .toMillis();
  }
}
