import { cancelledFailure } from '../../sync/failure.ts';
import type { Handler } from '../admin-context.ts';
import { answerFailure, DONE } from '../answers.ts';
import { automationSetup } from '../automation-setup.ts';
import { summarizePlans } from '../automation-preview.ts';
import { checkForm } from '../checked-form.ts';

/** Checks the connections, then counts what enabling would do by the same plan that would be carried out. Stores nothing. */
export const previewAutomation: Handler<'preview-automation'> = (form, context) =>
  context.tasks.run('preview-automation', 'Counting what enabling would do', async (signal) => {
    context.state.learn({ preview: null });
    const checked = await checkForm(context, form, signal);
    if (!checked.ok) return checked.answer;
    const { meetingPassword, enableAttendees, sendIcsToRecipients } = form;
    const setup = await automationSetup(context, {
      apiToken: checked.token,
      enableAttendees,
      sendIcsToRecipients,
      ...(meetingPassword === null
        ? {}
        : { meetingPassword: meetingPassword === '' ? null : meetingPassword }),
    });
    if (!setup.ok) return answerFailure(setup.failure);
    const plans = await context.automation.simulate(setup.value, signal);
    // Somebody may have disabled it meanwhile, or removed the provider.
    if (signal.aborted) return answerFailure(cancelledFailure('skedulo', false));
    if (!plans.ok) return answerFailure(plans.failure);
    const { kind } = setup.value.provider;
    context.state.learn({ preview: summarizePlans(plans.value, kind, form, context.clock.nowMs()) });
    return DONE;
  });
