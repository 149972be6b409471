import { domainToASCII } from 'node:url';
import addressparser from 'nodemailer/lib/addressparser';
import * as z from 'zod';
import { failed, inputFailure, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import { toSingleLine } from './plain-text.ts';

/** Whose name and address stand in the From line. */
export interface Sender {
  /** Empty when only an address was given. */
  readonly name: string;
  readonly address: string;
  /** The part after the at sign, lower-case ASCII. */
  readonly domain: string;
}

/** RFC 5321 section 4.5.3.1. */
const LONGEST_LOCAL_PART = 64;
const LONGEST_ADDRESS = 254;
/** `domainToASCII` reads as web addresses are read: it would leave out or cut off what is written with these. */
const NOT_IN_DOMAIN = /[\s\p{Cc}/?#%\\]/u;

/**
 * Whether the text is written like one e-mail address that mail servers and calendars accept: an ASCII name, an at
 * sign, and a domain with a dot. International domains count; nobody is asked whether the mailbox exists.
 */
export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1 || at > LONGEST_LOCAL_PART || NOT_IN_DOMAIN.test(domainOf(text))) return false;
  const ascii = toAsciiAddress(text);
  return ascii.length <= LONGEST_ADDRESS && domainOf(ascii).includes('.') && z.regexes.html5Email.test(ascii);
}

/** The address with its domain as DNS and calendars want it (`müller.example` becomes `xn--mller-kva.example`). */
export function toAsciiAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1))}`;
}

/**
 * Reads a From line such as `Acme Care <care@acme.test>` or a bare address.
 * Fails with `input` and code `sender-unusable` unless it holds exactly one usable address.
 */
export function parseSender(text: string): Result<Sender> {
  const [mailbox, ...others] = addressparser(text, { flatten: true });
  if (mailbox === undefined || others.length > 0 || !isEmailAddress(mailbox.address)) {
    return failed(
      inputFailure({
        party: 'mail',
        code: 'sender-unusable',
        message: 'The sender of the invitations is not one e-mail address.',
        mend: 'Write it like this: Acme Care <care@acme.com>',
        field: 'from',
        scope: 'party',
      }),
    );
  }
  return success({
    name: toSingleLine(mailbox.name),
    address: mailbox.address,
    domain: domainOf(toAsciiAddress(mailbox.address)).toLowerCase(),
  });
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
