import type { AutomationForm } from '../../preload/contract/commands.ts';
import type { Answer } from '../../preload/contract/contract.ts';
import { validateZoomPassword } from '../providers/zoom/zoom-password.ts';
import type { Tenant } from '../sync/ports.ts';
import type { AdminContext } from './admin-context.ts';
import { answerFailure, refuse } from './answers.ts';
import { runChecks } from './automation-checks.ts';
import { typedOrStoredToken } from './typed-token.ts';

type Checked =
  | { readonly ok: true; readonly tenant: Tenant; readonly token: string }
  | { readonly ok: false; readonly answer: Answer };

/** Looks through the form of the Automation page, then at the connections. Answers with the first thing that is wrong. */
export async function checkForm(
  context: AdminContext,
  form: AutomationForm,
  signal: AbortSignal,
): Promise<Checked> {
  const password = passwordProblem(context, form);
  if (password !== null) return { ok: false, answer: password };
  const token = await typedOrStoredToken(context, form.skeduloToken, 'skeduloToken');
  if (!token.ok) return token;
  const { sendIcsToRecipients } = form;
  const checked = await runChecks(
    context,
    { token: token.value, isStoredToken: token.isStored, sendIcsToRecipients },
    signal,
  );
  if (checked.ok) return { ok: true, tenant: checked.value, token: token.value };
  const isOfToken = checked.failure.party === 'skedulo' && checked.failure.kind === 'auth';
  return {
    ok: false,
    answer: isOfToken ? answerFailure(checked.failure, 'skeduloToken') : answerFailure(checked.failure),
  };
}

/** Only Zoom has a password for meetings, and its own rules for it. */
function passwordProblem({ settings }: AdminContext, { meetingPassword }: AutomationForm): Answer | null {
  if (meetingPassword === null || meetingPassword === '') return null;
  if (settings.current.account?.kind !== 'zoom') return null;
  const words = validateZoomPassword(meetingPassword);
  return words === null ? null : refuse('meeting-password-unusable', words, { field: 'meetingPassword' });
}
