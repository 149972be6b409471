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
    for (const command of ['enable-automation', 'preview-automation']) tasks.cancel(command);
    await control.stop();
    const before = {
      token: await secrets.read('skedulo-token'),
      password: await secrets.read('meeting-password'),
    };
    // Secrets first: nobody is to be shown as disabled whose token is still here.
    const token = await secrets.write('skedulo-token', null);
    const password = await secrets.write('meeting-password', null);
    const saved = await settings.change((current) => ({
      ...current,
      automation: DEFAULT_APP_SETTINGS.automation,
    }));
    if (!saved.ok) {
      if (before.token.ok) await secrets.write('skedulo-token', before.token.value);
      if (before.password.ok) await secrets.write('meeting-password', before.password.value);
      await context.refreshSecrets();
      await control.apply();
      return answerFailure(saved.failure);
    }
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
