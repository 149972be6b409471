import { DEFAULT_APP_SETTINGS } from '../../settings/app-settings.ts';
import type { Handler } from '../admin-context.ts';
import { answerFailure, DONE, refuse } from '../answers.ts';

/**
 * Stops automation and forgets the token, the meeting password and the settings of the Automation page. The provider's
 * authorization, the mail server, and everything that was made are kept.
 */
export const disableAutomation: Handler<'disable-automation'> = (_input, context) =>
  context.turns.take(async () => {
    const { connections, control, secrets, settings, state, tasks } = context;
    tasks.cancel('enable-automation');
    await control.stop();
    const saved = await settings.change((current) => ({
      ...current,
      automation: DEFAULT_APP_SETTINGS.automation,
    }));
    if (!saved.ok) {
      await control.apply();
      return answerFailure(saved.failure);
    }
    const token = await secrets.write('skedulo-token', null);
    const password = await secrets.write('meeting-password', null);
    await context.refreshSecrets();
    connections.skedulo.settle(null);
    state.learn({ automationChecks: [], preview: null, startProblem: null });
    await control.apply();
    const failed = [token, password].find((forgotten) => !forgotten.ok);
    if (failed === undefined || failed.ok) return DONE;
    return refuse(
      failed.failure.code,
      `Automation is disabled, but the token or the meeting password could not be forgotten: ${failed.failure.message}`,
      failed.failure.mend === undefined ? {} : { mend: failed.failure.mend },
    );
  });
