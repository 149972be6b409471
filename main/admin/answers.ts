import type { Answer } from '../../preload/contract/contract.ts';
import type { Failure, Result } from '../sync/failure.ts';

/** The command was carried out. */
export const DONE: Answer = { ok: true, id: null };

/** The command was not carried out, in plain words; `field` is the input it is about. */
export function refuse(
  code: string,
  message: string,
  details: { readonly mend?: string; readonly field?: string } = {},
): Answer {
  return { ok: false, problem: { code, message, mend: details.mend ?? null, field: details.field ?? null } };
}

/** Answers with a failure. `field` names the input it is about where the failure does not. */
export function answerFailure(failure: Failure, field?: string): Answer {
  const named = failure.kind === 'input' ? failure.field : undefined;
  return {
    ok: false,
    problem: {
      code: failure.code,
      message: failure.message,
      mend: failure.mend ?? null,
      field: field ?? named ?? null,
    },
  };
}

/** Answers with the outcome of what was tried. */
export function answerOf(result: Result<unknown>): Answer {
  return result.ok ? DONE : answerFailure(result.failure);
}
