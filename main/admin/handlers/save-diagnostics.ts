import type { Handler } from '../admin-context.ts';
import { answerOf, refuse } from '../answers.ts';

/** Asks where to, and saves the text that this page shows. */
export const saveDiagnostics: Handler<'save-diagnostics'> = async (_input, { shell }, { diagnostics }) => {
  if (diagnostics === null) {
    return refuse('not-prepared', 'There is no diagnostics text yet.', { mend: 'Prepare it first.' });
  }
  if (shell.saveText === null) {
    return refuse('page-saves', 'Here the page itself saves files. Use the download on the page.');
  }
  return answerOf(await shell.saveText(diagnostics.fileName, diagnostics.text));
};
