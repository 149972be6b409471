import { z } from 'zod';
import { isLoopback } from '../http/loopback.ts';

/** Kinds of fields of the configuration, each with plain words for what may be wrong with it. */

/** A text that must be there. Blanks around it are dropped: they come with copying. */
export function requiredText(what: string) {
  return z
    .string({
      error: ({ input }) => (input === undefined ? `is missing. Give ${what}.` : `must be ${what}, as text.`),
    })
    .trim()
    .min(1, { error: `is empty. Give ${what}.` });
}

/** A text that may be missing, null or empty: an unset secret must not be taken for an empty one. */
export function optionalText(what: string) {
  return z
    .string({ error: `must be ${what}, as text; or leave it out.` })
    .nullish()
    .transform((text) => (text === undefined || text === null || text.trim() === '' ? null : text.trim()));
}

/** A secret that may hold blanks at its ends. */
export function optionalPassword(what: string) {
  return z
    .string({ error: `must be ${what}, as text; or leave it out.` })
    .nullish()
    .transform((text) => (text === undefined || text === null || text === '' ? null : text));
}

/** A switch with a default. */
export function yesOrNo(isOnByDefault: boolean) {
  return z.boolean({ error: 'must be true or false, without quotation marks.' }).default(isOnByDefault);
}

/** A number within bounds. */
export function numberBetween(least: number, most: number, isWhole: boolean) {
  const words = `must be a ${isWhole ? 'whole ' : ''}number from ${String(least)} to ${String(most)}, without quotation marks.`;
  const number = z.number({ error: words }).min(least, { error: words }).max(most, { error: words });
  return isWhole ? number.refine(Number.isInteger, { error: words }) : number;
}

/** An address on the web, by https unless it is on this computer; kept without a slash at its end. */
export function optionalUrl() {
  return optionalText('a web address').transform((text, context) => {
    if (text === null) return null;
    const problem = findUrlProblem(text);
    if (problem === null) return text.replace(/\/+$/, '');
    context.addIssue({ code: 'custom', message: problem });
    return z.NEVER;
  });
}

function findUrlProblem(text: string): string | null {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return 'must be a web address such as https://example.com.';
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return 'must begin with https:// (http:// is for this computer alone), so that nobody can listen in.';
  }
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or password.';
  return url.search === '' && url.hash === '' ? null : 'must end before any "?" or "#".';
}

/** An instant in ISO 8601, as milliseconds since 1970, UTC; null when left out. */
export function optionalInstant() {
  return optionalText('a time').transform((text, context) => {
    if (text === null) return null;
    const parsed = z.iso.datetime({ offset: true }).safeParse(text);
    if (parsed.success) return Date.parse(parsed.data);
    context.addIssue({ code: 'custom', message: 'must be an ISO 8601 time such as 2031-05-06T01:00:00Z.' });
    return z.NEVER;
  });
}
