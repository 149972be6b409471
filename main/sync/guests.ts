import type { Guest, Job, Lookup } from './model.ts';
import type { Policy } from './policy.ts';

export interface GuestList {
  /** Each address once, the contact first. */
  readonly guests: readonly Guest[];
  /** Names of people who have no e-mail address. */
  readonly withoutAddress: readonly string[];
  /** People whose address cannot be one, as written. */
  readonly withBadAddress: readonly { readonly name: string; readonly email: string }[];
  /** How many people an access rule hides from us. */
  readonly hiddenCount: number;
}

/** Lists who gets an invitation: the contact, and the attendees of a group event when the admin wants that. */
export function guestsOf(job: Job, policy: Pick<Policy, 'enableAttendees'>): GuestList {
  const lookups: Lookup[] = [job.contact];
  if (policy.enableAttendees && job.isGroupEvent) {
    for (const attendee of job.attendees) {
      if (attendee.status !== 'Cancelled') lookups.push(attendee.contact);
    }
  }
  const guests = new Map<string, Guest>();
  const withoutAddress: string[] = [];
  const withBadAddress: { name: string; email: string }[] = [];
  let hiddenCount = 0;
  for (const lookup of lookups) {
    if (lookup.kind === 'hidden') hiddenCount += 1;
    if (lookup.kind !== 'known') continue;
    const name = lookup.person.name.replace(/\s+/g, ' ').trim();
    const email = lookup.person.email?.trim() ?? '';
    if (email === '') {
      withoutAddress.push(name);
    } else if (!isAddress(email)) {
      withBadAddress.push({ name, email });
    } else {
      const address = comparable(email);
      if (!guests.has(address)) guests.set(address, { address, email, name });
    }
  }
  return { guests: [...guests.values()], withoutAddress, withBadAddress, hiddenCount };
}

/**
 * The address in the form in which it is compared: lower-cased, an international domain in its ASCII form, so that
 * `bücher.test` and `xn--bcher-kva.test` are one (RFC 5891).
 */
function comparable(email: string): string {
  const lower = email.toLowerCase();
  const at = lower.lastIndexOf('@');
  const domain = lower.slice(at + 1);
  if (!/\P{ASCII}/u.test(domain)) return lower;
  return `${lower.slice(0, at)}@${URL.parse(`https://${domain}`)?.hostname ?? domain}`;
}

/**
 * Whether somebody who once was invited may still be meant, although the list does not name the address: while an
 * access rule hides somebody that can be anybody, and a person whose address was lost or mistyped is still a guest.
 */
export function mayStillBeGuest(list: GuestList, invited: { readonly name: string }): boolean {
  if (list.hiddenCount > 0) return true;
  const unreachable = [...list.withoutAddress, ...list.withBadAddress.map(({ name }) => name)];
  return unreachable.includes(invited.name);
}

/**
 * One @, something before it, a dotted domain after it, no spaces or control characters, and in the domain nothing at
 * which a web address would end: catches typing errors; the mail server has the last word.
 */
const ADDRESS = /^[^\s\p{Cc}@<>(),;:"\\]+@[^\s@<>(),;:"\\/?#%]+\.[^\s@<>(),;:"\\/?#%.]+$/u;

/** RFC 5321 allows at most 254 characters in a path. */
function isAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text);
}
