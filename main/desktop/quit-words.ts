/** A virtual job as far as quitting is concerned. */
export interface ComingJob {
  readonly startMs: number;
  readonly hasMeeting: boolean;
}

const SOON_MS = 60 * 60_000;

/**
 * Says what quitting now means, for a person to decide by. Null where it changes nothing, because nothing is done for
 * jobs anyway.
 */
export function quitConsequence(
  isAutomationOn: boolean,
  jobs: Iterable<ComingJob>,
  nowMs: number,
): string | null {
  if (!isAutomationOn) return null;
  const soon = [...jobs].filter(({ startMs }) => startMs >= nowMs && startMs < nowMs + SOON_MS);
  const without = soon.filter(({ hasMeeting }) => !hasMeeting).length;
  const sentences = [
    sentenceFor(without, soon.length - without),
    'What was made so far stays as it is, and ReadyMeet goes on from there when it is opened again.',
  ];
  return sentences.join(' ');
}

function sentenceFor(without: number, withMeeting: number): string {
  if (without > 0) {
    return without === 1
      ? '1 job starts in the next hour; it will get no meeting while ReadyMeet is closed.'
      : `${String(without)} jobs start in the next hour; they will get no meeting while ReadyMeet is closed.`;
  }
  if (withMeeting > 0) {
    return withMeeting === 1
      ? '1 job starts in the next hour and has its meeting; nobody will hear of a change to it while ReadyMeet is closed.'
      : `${String(withMeeting)} jobs start in the next hour and have their meetings; nobody will hear of a change to them while ReadyMeet is closed.`;
  }
  return 'Jobs that become Ready will get no meeting while ReadyMeet is closed.';
}
