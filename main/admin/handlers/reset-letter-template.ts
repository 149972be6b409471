import type { Handler } from '../admin-context.ts';
import { answerFailure, DONE } from '../answers.ts';

/** Goes back to ReadyMeet's own letters. */
export const resetLetterTemplate: Handler<'reset-letter-template'> = async (_input, context) => {
  const saved = await context.settings.change((current) => ({ ...current, letterTemplate: null }));
  if (!saved.ok) return answerFailure(saved.failure);
  context.inBackground(context.turns.take(() => context.control.apply()));
  return DONE;
};
