import type { JobSituation } from '../automation/automation.ts';
import type { Lookup } from '../sync/model.ts';

/** One at sign with something that looks like an address around it. */
const ADDRESS = /([^\s@<>"'(),;:[\]{}])[^\s@<>"'(),;:[\]{}]*@([^\s@<>"'(),;:[\]{}]+)/gu;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu;
/** Shorter names are more often a piece of something else. */
const SHORTEST_NAME = 3;

/** Names of everybody who appears in the jobs: contacts, attendees, guests and resources. */
export function peopleOf(jobs: Iterable<JobSituation>): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (lookup: Lookup): void => {
    if (lookup.kind === 'known') names.add(lookup.person.name);
  };
  for (const { job, record } of jobs) {
    if (job !== null) {
      add(job.contact);
      for (const { contact } of job.attendees) add(contact);
      for (const { resourceName } of job.allocations) names.add(resourceName);
    }
    for (const { name } of record?.invitations.values() ?? []) names.add(name);
  }
  return names;
}

/**
 * Makes a function that leaves of every e-mail address the first letter and the domain, and of the names their
 * initials: enough to tell two people apart, too little to know them.
 */
export function createShortener(names: Iterable<string>): (text: string) => string {
  /** Names by their first word, longest first. */
  const byFirstWord = new Map<string, string[]>();
  for (const given of names) {
    // Names come with brackets, quotes and emoji around them.
    const name = given
      .replace(/\s+/g, ' ')
      .replace(/^[^\p{L}\p{N}]+/u, '')
      .trim();
    const [first] = name.match(WORD) ?? [];
    if (name.length < SHORTEST_NAME || first === undefined || !name.startsWith(first)) continue;
    byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), name]);
  }
  for (const same of byFirstWord.values()) same.sort((left, right) => right.length - left.length);

  return (text) => {
    const shortAddresses = text.replaceAll(ADDRESS, '$1…@$2');
    let result = '';
    let doneTo = 0;
    for (const match of shortAddresses.matchAll(WORD)) {
      if (match.index < doneTo) continue;
      const name = byFirstWord
        .get(match[0])
        ?.find((candidate) => shortAddresses.startsWith(candidate, match.index));
      if (name === undefined) continue;
      result += shortAddresses.slice(doneTo, match.index) + initialsOf(name);
      doneTo = match.index + name.length;
    }
    return result + shortAddresses.slice(doneTo);
  };
}

function initialsOf(name: string): string {
  return name
    .split(' ')
    .map((word) => `${String.fromCodePoint(word.codePointAt(0) ?? 0x20)}.`)
    .join(' ');
}
