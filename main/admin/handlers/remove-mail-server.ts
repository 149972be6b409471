import type { Handler } from '../admin-context.ts';
import { answerFailure, answerOf, refuse } from '../answers.ts';

/** Forgets the mail server and its password. Refused while automation sends invitations through it. */
export const removeMailServer: Handler<'remove-mail-server'> = (_input, context) =>
  context.turns.take(async () => {
    const { connections, secrets, settings, state } = context;
    const { isEnabled, sendIcsToRecipients } = settings.current.automation;
    if (isEnabled && sendIcsToRecipients) {
      return refuse('in-use', 'Automation sends its invitations through this mail server, so it is kept.', {
        mend: 'Enter another mail server in its place, or enable automation anew with "Send ICS to recipients" switched off.',
      });
    }
    const saved = await settings.change((current) => ({ ...current, mail: null }));
    if (!saved.ok) return answerFailure(saved.failure);
    const forgotten = await secrets.write('smtp-password', null);
    await context.refreshSecrets();
    connections.mail.settle(null);
    state.learn({ testInvitation: null });
    context.inBackground(context.control.apply());
    return answerOf(forgotten);
  });
