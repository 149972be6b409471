import type { CommandProblem } from '../../store/state.ts';

/** What a `Field` shows when a command was refused for this very field. */
export function fieldError(
  problem: CommandProblem | null,
  ...fields: readonly string[]
): { readonly validationState: 'error'; readonly validationMessage: string } | Record<string, never> {
  if (problem === null || problem.field === null || !fields.includes(problem.field)) return {};
  const words = problem.mend === null ? problem.message : `${problem.message} ${problem.mend}`;
  return { validationState: 'error', validationMessage: words };
}
