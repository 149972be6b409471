import type { Handler } from '../admin-context.ts';
import { answerOf } from '../answers.ts';

/** Remembers what was chosen in the drop-down. Nothing is connected or ended by it. */
export const selectProvider: Handler<'select-provider'> = async ({ kind }, { settings, signIn }) => {
  signIn.signIn.reset();
  return answerOf(await settings.change((current) => ({ ...current, selectedProvider: kind })));
};
