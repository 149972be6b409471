import type { Handler } from '../admin-context.ts';
import { answerFailure, DONE, refuse } from '../answers.ts';

/** Keeps the organization's letters. A template with a problem is not kept; the next letters look as before. */
export const saveLetterTemplate: Handler<'save-letter-template'> = async ({ template }, context) => {
  const [problem] = context.letters.check(template);
  if (problem !== undefined) {
    return refuse('letter-unusable', `${problem.message} The letters were not changed.`, {
      field: `template.${problem.field}`,
    });
  }
  const saved = await context.settings.change((current) => ({ ...current, letterTemplate: template }));
  if (!saved.ok) return answerFailure(saved.failure);
  context.inBackground(context.turns.take(() => context.control.apply()));
  return DONE;
};
