import type { NewJob, SkeduloOffice } from '../skedulo/office.ts';
import type { JobRow } from '../skedulo/rows.ts';
import { specialJobs } from './special-jobs.ts';
import type { Fate } from './special-jobs.ts';
import { everydayVisits } from './visits.ts';

/** One job of the demo and what is to become of it. */
export interface DemoJob {
  /** Live: it shows later changes too. */
  readonly row: JobRow;
  readonly fate: Fate;
  /** Lower-cased addresses of those who are to get one message each. */
  readonly guests: readonly string[];
}

/** Fills the office with a few dozen believable jobs over four time zones, relative to `nowMs`. */
export function fillOffice(office: SkeduloOffice, nowMs: number): readonly DemoJob[] {
  const visits = everydayVisits(nowMs).map((job) => ({ job, fate: 'meeting' as const }));
  return [...visits, ...specialJobs(nowMs)].map(({ job, fate }) => ({
    row: office.addJob(job),
    fate,
    guests: fate === 'meeting' ? guestsOf(job) : [],
  }));
}

/** The contact, and the attendees of a group event who have not cancelled; each address once. */
function guestsOf({ contact, isGroupEvent, attendees }: NewJob): readonly string[] {
  const people = [
    ...(contact === undefined || contact === null ? [] : [contact]),
    ...(isGroupEvent === true ? (attendees ?? []).filter(({ status }) => status !== 'Cancelled') : []),
  ];
  return [...new Set(people.flatMap(({ email }) => (email === null ? [] : [email.toLowerCase()])))];
}
