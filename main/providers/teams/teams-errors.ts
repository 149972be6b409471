import * as z from 'zod';
import type { HttpAnswer } from '../../http/http-client.ts';
import { statusFailure } from '../../http/http-client.ts';
import { authFailure, remoteFailure } from '../../sync/failure.ts';
import type { Failure } from '../../sync/failure.ts';

/** What was asked of Teams when it refused. */
export type TeamsAction = 'make' | 'read' | 'change' | 'remove' | 'identify';

const ACTION_WORDS: Readonly<Record<TeamsAction, string>> = {
  make: 'make the meeting',
  read: 'show the meeting',
  change: 'change the meeting',
  remove: 'remove the meeting',
  identify: 'say whose account is connected',
};

const innerErrorSchema = z
  .object({ code: z.string().optional().catch(undefined) })
  .nullish()
  .catch(undefined);
const errorBodySchema = z.object({
  error: z.object({
    code: z.string().catch(''),
    message: z.string().nullish().catch(undefined),
    // Both spellings occur, depending on the service behind Graph.
    innerError: innerErrorSchema,
    innererror: innerErrorSchema,
  }),
});

interface GraphError {
  /** Safe to show: letters, digits, dots, dashes and underscores only. */
  readonly code: string;
  readonly innerCode: string;
  /** For recognizing only; it may hold ids and is never shown. */
  readonly message: string;
}

/**
 * Says in plain words why Graph did not do what was asked. Body: `{"error":{"code","message","innerError"}}`
 * (Microsoft Graph, "error responses and resource types").
 */
export function teamsFailure(answer: HttpAnswer, action: TeamsAction): Failure {
  const error = readGraphError(answer.text);
  const what = ACTION_WORDS[action];
  const told = `HTTP ${String(answer.status)}${error.code === '' ? '' : `, ${error.code}`}`;
  switch (answer.status) {
    case 401:
      return authFailure({
        party: 'provider',
        code: 'reconnect',
        message: `Microsoft no longer accepts ReadyMeet's sign-in (${told}).`,
        mend: 'Connect Microsoft Teams again.',
      });
    case 403:
      return forbiddenFailure(error, action, told);
    case 404:
      return notFoundFailure(error, action, told);
    case 409:
      // Two requests for the same key at the same moment; createOrGet hands out the winner's meeting afterwards.
      return remoteFailure({
        party: 'provider',
        code: 'conflict',
        httpStatus: 409,
        message: `Microsoft Teams was busy with the same meeting and could not ${what}.`,
        isTemporary: true,
        mayHaveHappened: true,
      });
    default:
      break;
  }
  if (answer.status === 429 || answer.status >= 500) {
    return statusFailure(answer, 'provider', 'Microsoft Teams', {
      code: 'server-error',
      detail: `it could not ${what} now.`,
      nowMs: answeredAtMs(answer),
    });
  }
  if (answer.status < 400) return teamsUnexpectedAnswer(answer.status, true);
  if (isOfOtherAccount(error)) return otherAccountFailure(answer.status);
  return remoteFailure({
    party: 'provider',
    code: 'refused',
    httpStatus: answer.status,
    message: `Microsoft Teams refused to ${what} (${told}).`,
    mend: 'Check the name, start and end of the job. Personal Microsoft accounts cannot make Teams meetings.',
  });
}

/** The answer is complete but not what was asked for: another shape, or a redirect by something in between. */
export function teamsUnexpectedAnswer(httpStatus: number, mayHaveHappened: boolean): Failure {
  return remoteFailure({
    party: 'provider',
    code: 'unexpected-answer',
    httpStatus,
    message: `Microsoft answered with something other than what was asked for (HTTP ${String(httpStatus)}).`,
    isTemporary: true,
    mayHaveHappened,
  });
}

function forbiddenFailure(error: GraphError, action: TeamsAction, told: string): Failure {
  const what = ACTION_WORDS[action];
  if (isOfOtherAccount(error)) return otherAccountFailure(403);
  if (error.code === 'insufficient_claims' || error.innerCode === 'insufficient_claims') {
    return authFailure({
      party: 'provider',
      code: 'conditional-access',
      message: `A security rule of your organization asks for a fresh sign-in before ReadyMeet may ${what}.`,
      mend: 'Connect Microsoft Teams again. If that does not help, ask whoever looks after Microsoft 365 about conditional access.',
    });
  }
  if (isMissingScope(error, action)) {
    return authFailure({
      party: 'provider',
      code: 'missing-scope',
      message: `ReadyMeet has not been given the right to ${what} (${told}).`,
      mend: 'Connect Microsoft Teams again and agree to all rights; in some organizations an administrator must agree first.',
    });
  }
  return remoteFailure({
    party: 'provider',
    code: 'not-allowed',
    httpStatus: 403,
    message: `Microsoft does not let the connected account ${what} (${told}).`,
    mend: 'Check that the account is a work or school account with a Teams licence, and that meetings are allowed for it. Personal Microsoft accounts cannot make Teams meetings.',
    scope: concernsAccount(action) ? 'party' : 'job',
  });
}

/** What is refused for one meeting of ours may still go for another; making and identifying concern the account. */
function concernsAccount(action: TeamsAction): boolean {
  return action === 'make' || action === 'identify';
}

/** "No permission" may be meant of the one meeting that was to be changed; a missing right shows when making the next. */
function isMissingScope(error: GraphError, action: TeamsAction): boolean {
  if (error.code === 'Authorization_RequestDenied' || /scope|consent/i.test(error.message)) return true;
  return concernsAccount(action) && /permission|privilege/i.test(error.message);
}

/** Only Graph itself can say that a meeting is gone: a 404 without its error body comes from a wrong address or a proxy. */
function notFoundFailure(error: GraphError, action: TeamsAction, told: string): Failure {
  const common = { party: 'provider', httpStatus: 404 } as const;
  if (error.code === '') {
    return remoteFailure({
      ...common,
      code: 'wrong-address',
      message: `The answer did not come from Microsoft Graph (${told}).`,
      mend: 'Check the internet connection, and the address of Microsoft Graph if it was set by hand.',
      isTemporary: true,
      scope: 'party',
    });
  }
  if (!concernsAccount(action)) {
    return remoteFailure({
      ...common,
      code: 'meeting-gone',
      message: 'Microsoft Teams no longer has this meeting.',
    });
  }
  return remoteFailure({
    ...common,
    code: 'not-found',
    message: `Microsoft could not ${ACTION_WORDS[action]}: it has no Teams for this account (${told}).`,
    mend: 'Check that Teams is switched on for the connected account.',
    scope: 'party',
  });
}

function isOfOtherAccount(error: GraphError): boolean {
  return /organizer id .*does not match/i.test(error.message);
}

function otherAccountFailure(httpStatus: number): Failure {
  return remoteFailure({
    party: 'provider',
    code: 'other-account',
    httpStatus,
    message: 'This Teams meeting belongs to another Microsoft account than the connected one.',
    mend: 'Connect the account that made it, or look after this meeting by hand in Teams.',
  });
}

function readGraphError(text: string): GraphError {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // A gateway's web page or an empty body: only the status speaks.
  }
  const parsed = errorBodySchema.safeParse(body);
  if (!parsed.success) return { code: '', innerCode: '', message: '' };
  const { code, message, innerError, innererror } = parsed.data.error;
  return {
    code: /^[\w.-]{1,60}$/.test(code) ? code : '',
    innerCode: innerError?.code ?? innererror?.code ?? '',
    message: message ?? '',
  };
}

/** Graph's own clock, so that a Retry-After date is right even where this machine's clock is not. */
function answeredAtMs(answer: HttpAnswer): number {
  const atMs = Date.parse(answer.headers.get('date') ?? '');
  return Number.isNaN(atMs) ? Number.POSITIVE_INFINITY : atMs;
}
