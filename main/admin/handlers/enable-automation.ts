import type { Answer } from '../../../preload/contract/contract.ts';
import type { AutomationForm } from '../../../preload/contract/commands.ts';
import { cancelledFailure, success } from '../../sync/failure.ts';
import type { Result } from '../../sync/failure.ts';
import type { Tenant } from '../../sync/ports.ts';
import type { AdminContext, Handler } from '../admin-context.ts';
import { answerFailure, DONE } from '../answers.ts';
import { checkForm } from '../checked-form.ts';

/**
 * Checks token, provider and (where invitations are to be sent) the mail server; when all is well, stores the secrets,
 * then the settings, and starts. Anything that fails is answered, and nothing is enabled then.
 */
export const enableAutomation: Handler<'enable-automation'> = (form, context) =>
  context.tasks.run(
    'enable-automation',
    'Checking the connections before automation is enabled',
    async (signal) => {
      const checked = await checkForm(context, form, signal);
      if (!checked.ok) return checked.answer;
      return context.turns.take(async () => {
        // Somebody may have disabled it while the checks ran.
        if (signal.aborted) return answerFailure(cancelledFailure('skedulo', false));
        return enable(context, form, checked);
      });
    },
  );

async function enable(
  context: AdminContext,
  form: AutomationForm,
  { tenant, token }: { readonly tenant: Tenant; readonly token: string },
): Promise<Answer> {
  const { connections, control, settings } = context;
  const { account } = settings.current;
  if (account === null) {
    // It was removed while the checks ran.
    return answerFailure({
      kind: 'input',
      party: 'provider',
      code: 'no-provider',
      message: 'The meetings provider was removed meanwhile. Automation was not enabled.',
      mayHaveHappened: false,
      isTemporary: false,
      scope: 'party',
    });
  }
  const { secrets } = context;
  const before = {
    token: await secrets.read('skedulo-token'),
    password: await secrets.read('meeting-password'),
  };
  const putBack = async (): Promise<void> => {
    if (before.token.ok) await secrets.write('skedulo-token', before.token.value);
    if (before.password.ok) await secrets.write('meeting-password', before.password.value);
    await context.refreshSecrets();
  };
  const stored = await storeSecrets(context, form);
  if (!stored.ok) {
    await putBack();
    return answerFailure(stored.failure);
  }
  const { enableAttendees, sendIcsToRecipients } = form;
  const saved = await settings.change((current) => ({
    ...current,
    automation: { isEnabled: true, enableAttendees, sendIcsToRecipients, pausedUntilMs: null },
  }));
  if (!saved.ok) {
    await putBack();
    return answerFailure(saved.failure);
  }
  await context.refreshSecrets();
  // Another page may have stored another token while this one was checked.
  const isOfToken = form.skeduloToken !== null || (before.token.ok && before.token.value === token);
  if (isOfToken) connections.skedulo.settle(success(tenant));
  context.state.learn({ preview: null });
  await control.apply();
  return DONE;
}

async function storeSecrets({ secrets }: AdminContext, form: AutomationForm): Promise<Result<void>> {
  const { skeduloToken, meetingPassword } = form;
  if (skeduloToken !== null) {
    const written = await secrets.write('skedulo-token', skeduloToken);
    if (!written.ok) return written;
  }
  if (meetingPassword === null) return success(undefined);
  return secrets.write('meeting-password', meetingPassword === '' ? null : meetingPassword);
}
