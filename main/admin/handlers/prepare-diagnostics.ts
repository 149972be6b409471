import type { Handler } from '../admin-context.ts';
import { DONE } from '../answers.ts';
import { collectDiagnostics } from '../collect-diagnostics.ts';

/** Writes the text for whoever helps. What is shown is exactly what is saved. */
export const prepareDiagnostics: Handler<'prepare-diagnostics'> = (_input, context) =>
  context.tasks.run('prepare-diagnostics', 'Collecting the diagnostics', async () => {
    context.state.learn({ diagnostics: await collectDiagnostics(context) });
    return DONE;
  });
