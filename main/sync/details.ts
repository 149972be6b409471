import type { Job, MeetingDetails } from './model.ts';

export type DetailsOutcome =
  | { readonly ok: true; readonly details: MeetingDetails }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly mend: string };

/**
 * Derives what a meeting for the job is about and when, or says in words why none can be made. The job's description
 * is left out on purpose: people keep internal notes in it, and guests would read them.
 */
export function detailsOf(job: Job): DetailsOutcome {
  if (job.startMs === null) {
    return {
      ok: false,
      code: 'no-start',
      message: `${job.name} has no start time.`,
      mend: 'Give the job a start time in Skedulo.',
    };
  }
  if (job.endMs === null) {
    return {
      ok: false,
      code: 'no-end',
      message: `${job.name} has neither an end nor a duration.`,
      mend: 'Give the job an end or a duration in Skedulo.',
    };
  }
  if (job.endMs <= job.startMs) {
    return {
      ok: false,
      code: 'end-before-start',
      message: `${job.name} does not end after it starts.`,
      mend: 'Correct the start, end or duration of the job in Skedulo.',
    };
  }
  if (job.timeZone === null || job.timeZone.trim() === '') {
    return {
      ok: false,
      code: 'no-time-zone',
      message: `${job.name} has no time zone, so guests could not be told the right time.`,
      mend: "Set the time zone of the job's region in Skedulo.",
    };
  }
  if (!isTimeZone(job.timeZone)) {
    return {
      ok: false,
      code: 'unknown-time-zone',
      message: `${job.name} has the time zone "${job.timeZone.slice(0, 60)}", which is not a known one.`,
      mend: "Set the time zone of the job's region in Skedulo to a name such as Australia/Brisbane.",
    };
  }
  return {
    ok: true,
    details: {
      topic: topicOf(job),
      startMs: job.startMs,
      endMs: job.endMs,
      timeZone: job.timeZone,
    },
  };
}

/** The meeting's topic: the job's type and name on one line. */
function topicOf(job: Job): string {
  const name = oneLine(job.name);
  const type = job.type === null ? '' : oneLine(job.type);
  return type === '' ? name : `${type} – ${name}`;
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** Zone names seen so far: asking Intl again for every job of every pass would be the dearest part of a plan. */
const knownZones = new Map<string, boolean>();
const MOST_ZONES = 1_000;

function isTimeZone(name: string): boolean {
  let isKnown = knownZones.get(name);
  if (isKnown === undefined) {
    isKnown = canFormat(name);
    if (knownZones.size >= MOST_ZONES) knownZones.clear();
    knownZones.set(name, isKnown);
  }
  return isKnown;
}

function canFormat(timeZone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Whether two meetings are alike in everything that may change. */
export function areDetailsEqual(left: MeetingDetails, right: MeetingDetails): boolean {
  return (
    left.topic === right.topic &&
    left.startMs === right.startMs &&
    left.endMs === right.endMs &&
    left.timeZone === right.timeZone
  );
}
