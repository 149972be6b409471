/** The outside parties an effect can fail at. `ledger` is the durable record on this machine. */
export type Party = 'skedulo' | 'provider' | 'mail' | 'ledger';

interface FailureBase {
  readonly party: Party;
  /** Stable kebab-case name of what went wrong, such as `token-refused`. Shown beside the words, never alone. */
  readonly code: string;
  /** Plain words for a person: what happened. Never holds a secret. */
  readonly message: string;
  /** Plain words for a person: what to do about it; absent when waiting is all that is needed. */
  readonly mend?: string;
  /** True when the effect may have taken place although no answer came (a timeout, a cut connection). */
  readonly mayHaveHappened: boolean;
  /** True when the same request may succeed later without a person doing anything. */
  readonly isTemporary: boolean;
  /** How long the other side asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** `party`: every request to that party would fail alike now; `job`: only this job is affected. */
  readonly scope: 'job' | 'party';
}

/**
 * Every expected failure of the app, as a value. A thrown error is a bug.
 *
 * - `auth`: the other side does not know or trust us any more
 * - `network`: no complete answer came
 * - `remote`: the other side answered that it will not or cannot
 * - `local`: this machine cannot (disk full, read-only folder, damaged file)
 * - `input`: what we were given to work with cannot be used
 * - `cancelled`: we were told to stop
 * - `bug`: an assumption of the program did not hold
 */
export type Failure =
  | (FailureBase & { readonly kind: 'auth' })
  | (FailureBase & { readonly kind: 'network' })
  | (FailureBase & { readonly kind: 'remote'; readonly httpStatus?: number })
  | (FailureBase & { readonly kind: 'local' })
  | (FailureBase & { readonly kind: 'input'; readonly field?: string })
  | (FailureBase & { readonly kind: 'cancelled' })
  | (FailureBase & { readonly kind: 'bug' });

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** Whether a failure is recorded as trouble of one job; others are left to the lane, or were our own wish. */
export function isTroubleOfJob(failure: Failure): boolean {
  return failure.scope === 'job' && failure.kind !== 'cancelled';
}

/** Wraps a value as a success. */
export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps a failure as a result. */
export function failed(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure };
}

type FailureInput<K extends Failure['kind']> = Omit<Extract<Failure, { kind: K }>, 'kind' | OptionalDefault> &
  Partial<Pick<FailureBase, OptionalDefault>>;
type OptionalDefault = 'mayHaveHappened' | 'isTemporary' | 'scope';

/** Builds an `auth` failure: permanent and of the whole party unless told otherwise. */
export function authFailure(input: FailureInput<'auth'>): Failure {
  return { mayHaveHappened: false, isTemporary: false, scope: 'party', ...input, kind: 'auth' };
}

/** Builds a `network` failure: temporary, and the effect may have happened, unless told otherwise. */
export function networkFailure(input: FailureInput<'network'>): Failure {
  return { mayHaveHappened: true, isTemporary: true, scope: 'job', ...input, kind: 'network' };
}

/** Builds a `remote` failure: permanent and of this job alone unless told otherwise. */
export function remoteFailure(input: FailureInput<'remote'>): Failure {
  return { mayHaveHappened: false, isTemporary: false, scope: 'job', ...input, kind: 'remote' };
}

/** Builds a `local` failure: it stops everything, and may pass once a person made room. */
export function localFailure(input: FailureInput<'local'>): Failure {
  return { mayHaveHappened: false, isTemporary: true, scope: 'party', ...input, kind: 'local' };
}

/** Builds an `input` failure: permanent until the input changes. */
export function inputFailure(input: FailureInput<'input'>): Failure {
  return { mayHaveHappened: false, isTemporary: false, scope: 'job', ...input, kind: 'input' };
}

/** Builds a `cancelled` failure: we stopped before or while asking. */
export function cancelledFailure(party: Party, mayHaveHappened: boolean): Failure {
  return {
    kind: 'cancelled',
    party,
    code: 'cancelled',
    message: 'Stopped before it was finished.',
    mayHaveHappened,
    isTemporary: true,
    scope: 'job',
  };
}

/** Builds a `bug` failure from whatever was thrown. The words are kept; they must not come from outside data. */
export function bugFailure(party: Party, thrown: unknown): Failure {
  return {
    kind: 'bug',
    party,
    code: 'bug',
    message: `An error inside ReadyMeet: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    mend: 'Send the log to whoever looks after ReadyMeet.',
    mayHaveHappened: true,
    isTemporary: true,
    scope: 'job',
  };
}

/** Marks a switch as complete: adding a case to the union makes the call a type error. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
