import type { Job, JobLink, Meeting, ProviderKind, Sighting } from './model.ts';
import type { JobRecord } from './record.ts';

const ID_PREFIX: Readonly<Record<ProviderKind, string>> = { zoom: 'Zoom', teams: 'Teams', meet: 'Meet' };

/** A link with all three fields empty. */
export const BLANK_LINK: JobLink = { url: null, id: null, info: null };

/**
 * The link as it is written onto the job: the id in Skedulo's own form `<Provider>:<id>`, the info as text a person
 * can read. The info's last line is the reference that tells our link from one another ReadyMeet wrote for the same
 * meeting.
 */
export function linkOf(meeting: Meeting, reference: string): JobLink {
  const lines: string[] = [];
  if (meeting.passcode !== null) lines.push(`Passcode: ${meeting.passcode}`);
  for (const dialIn of meeting.dialIn) {
    const place = dialIn.label === null ? '' : ` (${dialIn.label})`;
    const code = dialIn.code === null ? '' : `, code ${dialIn.code}`;
    lines.push(`Phone: ${dialIn.number}${place}${code}`);
  }
  lines.push(referenceLine(reference));
  return {
    url: meeting.joinUrl,
    id: `${ID_PREFIX[meeting.providerKind]}:${meeting.id}`,
    info: lines.join('\n'),
  };
}

const REFERENCE = 'ReadyMeet reference ';

function referenceLine(reference: string): string {
  return `${REFERENCE}${reference}`;
}

/** Whether the info carries the reference of a ReadyMeet other than ours. One that was cut off or edited tells nothing. */
function isOfAnother(link: JobLink, reference: string): boolean {
  const info = link.info ?? '';
  return info.includes(REFERENCE) && !info.includes(referenceLine(reference));
}

/** Whether two links are alike in all three fields. */
export function areLinksEqual(left: JobLink, right: JobLink): boolean {
  return pointsAtSameMeeting(left, right) && left.info === right.info;
}

function pointsAtSameMeeting(left: JobLink, right: JobLink): boolean {
  return left.url === right.url && left.id === right.id;
}

/**
 * Whose link a job shows.
 *
 * - `blank`: none (the info alone does not count: people keep notes there)
 * - `ours`: one this ledger wrote
 * - `shared`: that of our meeting, written by another ReadyMeet that uses the same provider account
 * - `foreign`: somebody else's
 */
export type Standing = 'blank' | 'ours' | 'shared' | 'foreign';

/** Decides whose link the job shows, by what the ledger says was written. */
export function standingOf(job: Job, record: JobRecord, reference: string): Standing {
  const shown = job.link;
  if (shown.url === null && shown.id === null) return 'blank';
  const ownOrShared = isOfAnother(shown, reference) ? 'shared' : 'ours';
  switch (record.link.state) {
    case 'confirmed':
    case 'clearing':
      return pointsAtSameMeeting(shown, record.link.link) ? 'ours' : 'foreign';
    case 'writing':
    case 'written':
      if (pointsAtSameMeeting(shown, record.link.link)) return ownOrShared;
      return isReplaced(shown, record.link.replaces) ? 'ours' : 'foreign';
    case 'deleted':
      // The meeting behind it is taken back, so whoever wrote the link last: nobody needs it any more.
      return pointsAtSameMeeting(shown, record.link.link) || isReplaced(shown, record.link.replaces)
        ? 'ours'
        : 'foreign';
    case 'yielded':
      return pointsAtSameMeeting(shown, record.link.link) ? 'shared' : 'foreign';
    case 'none': {
      if (record.meeting.state !== 'made') return 'foreign';
      if (!pointsAtSameMeeting(shown, linkOf(record.meeting.meeting, reference))) return 'foreign';
      return ownOrShared;
    }
  }
}

function isReplaced(shown: JobLink, replaces: JobLink | null): boolean {
  return replaces !== null && pointsAtSameMeeting(shown, replaces);
}

/** The sighting as it must look after our own writing: the next plan is made by it. */
export function showing(sighting: Sighting, link: JobLink): Sighting {
  return sighting.kind === 'present' ? { kind: 'present', job: { ...sighting.job, link } } : sighting;
}

/** The link that a job shows, as far as a sighting tells. */
export function shownBy(sighting: Sighting): JobLink {
  return sighting.kind === 'present' ? sighting.job.link : BLANK_LINK;
}
