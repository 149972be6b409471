import { parseJsonBody, statusFailure } from '../http/http-client.ts';
import type { HttpAnswer } from '../http/http-client.ts';
import { authFailure, remoteFailure } from '../sync/failure.ts';
import type { Failure } from '../sync/failure.ts';
import { refusalAnswer } from './answers.ts';
import { serverWords } from './server-words.ts';
import { tokenExpiryMs } from './token-expiry.ts';

export const SKEDULO = 'Skedulo';

export interface RefusalContext {
  readonly isWrite: boolean;
  readonly nowMs: number;
  readonly token: string;
  /** Texts that were sent and must not come back in a message. */
  readonly secrets: readonly string[];
}

const NEW_TOKEN =
  'In Skedulo, open Settings > Developer tools > API tokens, create a token and enter it in ReadyMeet.';

/** The token is not known to Skedulo, or its time is over (which a JWT tells without asking). */
export function tokenFailure(token: string, nowMs: number): Failure {
  const expiryMs = tokenExpiryMs(token);
  if (expiryMs !== null && expiryMs <= nowMs) {
    const date = Number.isFinite(new Date(expiryMs).getTime())
      ? ` on ${new Date(expiryMs).toISOString().slice(0, 10)}`
      : '';
    return authFailure({
      party: 'skedulo',
      code: 'token-expired',
      message: `The Skedulo API token expired${date}.`,
      mend: NEW_TOKEN,
    });
  }
  return authFailure({
    party: 'skedulo',
    code: 'token-refused',
    message: 'Skedulo does not accept the API token: it is mistyped, or was revoked.',
    mend: NEW_TOKEN,
  });
}

/** The token is known, but may not do what ReadyMeet needs. */
export function rightsFailure(): Failure {
  return authFailure({
    party: 'skedulo',
    code: 'missing-rights',
    message: 'The Skedulo API token is known, but its user may not read or change jobs.',
    mend: 'In Skedulo, give the role of that user the permissions skedulo.tenant.data.view and skedulo.tenant.data.modify.',
  });
}

/**
 * One change was not allowed. An access rule may say so of one job only, so the other jobs go on. `words` are the
 * server's, fit to be shown; empty where it gave none.
 */
function changeRightsFailure(words: string): Failure {
  return authFailure({
    party: 'skedulo',
    code: 'missing-rights',
    message: `Skedulo does not let the user of the API token change this job${words === '' ? '.' : `: ${words}`}`,
    mend: 'In Skedulo, give the role of that user the permission skedulo.tenant.data.modify, and look whether a record access policy keeps the job from it.',
    scope: 'job',
  });
}

/** The answer is whole, but not what was asked for. It may be a passing fault of the other side. */
export function unexpectedAnswer(what: string, isWrite = false): Failure {
  return remoteFailure({
    party: 'skedulo',
    code: 'unexpected-answer',
    message: `Skedulo answered in a form ReadyMeet does not know (${what}).`,
    isTemporary: true,
    mayHaveHappened: isWrite,
  });
}

/**
 * Says what an answer that is no plain success means. 401 concerns the token, and so does 403 to a read; 403 to a
 * change concerns its job alone; 429 and 5xx pass; a web page, an empty or a cut text passes; HTTP 400 (or 200 with
 * errors) carries the server's reason.
 */
export function answerFailure(answer: HttpAnswer, context: RefusalContext): Failure {
  const { status } = answer;
  if (status === 401) return tokenFailure(context.token, context.nowMs);
  if (status === 403) return context.isWrite ? changeForbidden(answer, context) : rightsFailure();
  if (status === 429 || status >= 500) {
    const failure = statusFailure(answer, 'skedulo', SKEDULO, {
      code: 'server-error',
      detail: 'It is tried again later.',
      nowMs: context.nowMs,
    });
    return context.isWrite ? failure : { ...failure, mayHaveHappened: false };
  }
  if (status >= 300 && status < 400) return elsewhere(status, 'sends ReadyMeet to another address');
  if (status === 404) return elsewhere(status, 'does not know the address');
  const parsed = parseJsonBody(answer, 'skedulo', SKEDULO, context.isWrite && status < 300);
  if (!parsed.ok) return parsed.failure;
  const words = wordsOf(parsed.value, context);
  if (words === '') return unexpectedAnswer(`HTTP ${String(status)}`, context.isWrite && status < 300);
  if (answer.text.includes('query_complexity_limit_exceeded')) {
    return remoteFailure({
      party: 'skedulo',
      code: 'query-too-large',
      httpStatus: status,
      message: 'Skedulo finds a page of jobs too large to answer.',
      scope: 'party',
      isTemporary: true,
    });
  }
  return context.isWrite ? writeRefused(words, status) : readRefused(words, status);
}

function changeForbidden(answer: HttpAnswer, context: RefusalContext): Failure {
  const parsed = parseJsonBody(answer, 'skedulo', SKEDULO, false);
  const words = parsed.ok ? wordsOf(parsed.value, context) : '';
  return speaksOfLock(words) ? writeRefused(words, answer.status) : changeRightsFailure(words);
}

/** The server's words in a body of either shape, fit to be shown; empty where there are none. */
function wordsOf(body: unknown, context: RefusalContext): string {
  const refusal = refusalAnswer.safeParse(body);
  if (!refusal.success) return '';
  const texts = refusal.data.errors?.map((error) => error.message) ?? [];
  const all = texts.length > 0 ? texts.join('; ') : (refusal.data.message ?? '');
  const words = serverWords(all, [context.token, ...context.secrets]);
  // What to do follows in the same line.
  return words === '' || /[.!?…]$/.test(words) ? words : `${words}.`;
}

function speaksOfLock(words: string): boolean {
  return /\block(ed)?\b/i.test(words);
}

function elsewhere(status: number, what: string): Failure {
  return remoteFailure({
    party: 'skedulo',
    code: 'wrong-host',
    httpStatus: status,
    message: `What answers at Skedulo's address ${what} (HTTP ${String(status)}).`,
    mend: "Check Skedulo's address in the settings, and that no proxy or sign-in page stands between.",
    // A proxy or a public network's sign-in page looks the same and passes.
    isTemporary: true,
    scope: 'party',
  });
}

function readRefused(words: string, status: number): Failure {
  return remoteFailure({
    party: 'skedulo',
    code: 'query-refused',
    httpStatus: status,
    message: `Skedulo refused to answer: ${words}`,
    mend: 'Check that the role of the API token may read jobs, contacts and attendees; else report this message.',
    // With HTTP 200 part of the answer was there: a fault of the moment rather than of the question.
    isTemporary: status < 300,
    scope: 'party',
  });
}

function writeRefused(words: string, status: number): Failure {
  const isLocked = speaksOfLock(words);
  return remoteFailure({
    party: 'skedulo',
    code: isLocked ? 'job-locked' : 'write-refused',
    httpStatus: status,
    message: isLocked
      ? `The job is locked, so Skedulo did not change its link: ${words}`
      : `Skedulo did not change the job's link: ${words}`,
    mend: isLocked
      ? 'Unlock the job in Skedulo, or change its virtual meeting fields by hand.'
      : 'Remove the reason in Skedulo, or change the virtual meeting fields by hand.',
  });
}
