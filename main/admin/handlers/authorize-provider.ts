import type { Handler } from '../admin-context.ts';
import { answerOf } from '../answers.ts';

/**
 * Begins to sign in. The account that is connected now stays connected until the new one has been accepted and
 * stored; then it takes its place.
 */
export const authorizeProvider: Handler<'authorize-provider'> = async ({ kind }, { settings, signIn }) => {
  const saved = await settings.change((current) => ({ ...current, selectedProvider: kind }));
  return answerOf(saved.ok ? await signIn.begin(kind) : saved);
};
