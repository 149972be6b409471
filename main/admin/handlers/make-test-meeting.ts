import type { Check } from '../../../preload/contract/primitives.ts';
import { PROVIDER_NAMES } from '../../../preload/contract/primitives.ts';
import type { AdminContext, Handler } from '../admin-context.ts';
import { answerFailure, DONE } from '../answers.ts';
import { providerPart } from '../automation-setup.ts';

/** Makes a meeting at the provider and removes it again. */
export const makeTestMeeting: Handler<'make-test-meeting'> = (_input, context) =>
  context.tasks.run('make-test-meeting', 'Making a test meeting and removing it again', async (signal) => {
    const { checks, secrets, settings } = context;
    const part = await providerPart(context);
    if (!part.ok) return answerFailure(part.failure);
    const password = await secrets.read('meeting-password');
    if (!password.ok) return answerFailure(password.failure);
    const { enableAttendees, sendIcsToRecipients } = settings.current.automation;
    const { kind } = part.value.provider;
    const name = PROVIDER_NAMES[kind];
    show(context, { state: 'running', words: '', mend: null });
    const meetingPassword = kind === 'zoom' ? password.value : null;
    const made = await checks.makeTestMeeting(
      { ...part.value, automation: { meetingPassword, enableAttendees, sendIcsToRecipients } },
      signal,
    );
    if (!made.ok) {
      const { message, mend } = made.failure;
      show(context, { state: 'failed', words: message, mend: mend ?? null });
      return answerFailure(made.failure);
    }
    show(context, { state: 'passed', words: `${name} made a meeting and removed it again.`, mend: null });
    return DONE;
  });

/** The line stands below those of the connections. */
function show({ state }: AdminContext, result: Omit<Check, 'id' | 'title'>): void {
  const others = state.findings.automationChecks.filter(({ id }) => id !== 'meeting');
  state.learn({ automationChecks: [...others, { id: 'meeting', title: 'Test meeting', ...result }] });
}
