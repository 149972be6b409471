import type { Handler } from '../admin-context.ts';
import { answerOf } from '../answers.ts';

/** Ends a pause; the jobs are looked at at once. */
export const resume: Handler<'resume'> = async (_input, { automation, settings }) => {
  const saved = await settings.change((current) => ({
    ...current,
    automation: { ...current.automation, pausedUntilMs: null },
  }));
  if (saved.ok) automation.resume();
  return answerOf(saved);
};
