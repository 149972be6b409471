import { cancelledFailure } from '../../sync/failure.ts';
import type { Handler } from '../admin-context.ts';
import { answerFailure, DONE } from '../answers.ts';
import { collectDiagnostics } from '../collect-diagnostics.ts';

/** Has this page sent the text for whoever helps. What is shown is exactly what is saved. */
export const prepareDiagnostics: Handler<'prepare-diagnostics'> = (_input, context, session) =>
  context.tasks.run('prepare-diagnostics', 'Collecting the diagnostics', async (signal) => {
    const diagnostics = await collectDiagnostics(context, signal);
    if (diagnostics === null) return answerFailure(cancelledFailure('ledger', false));
    session.showDiagnostics(diagnostics);
    return DONE;
  });
