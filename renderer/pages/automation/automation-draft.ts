import type { AutomationForm, CommandInput } from '../../../preload/contract/commands.ts';
import type { View } from '../../../preload/contract/view.ts';
import type { AutomationDraft } from '../../store/drafts.ts';

/** The form as it is stored. Secrets are never sent to the page, so their fields begin empty. */
export function storedAutomation({ automation, skedulo }: View): AutomationDraft {
  return {
    token: '',
    apiUrl: skedulo.fixedApiUrl ?? '',
    meetingPassword: '',
    forgetsMeetingPassword: false,
    enableAttendees: automation.enableAttendees,
    sendIcsToRecipients: automation.sendIcsToRecipients,
  };
}

/** Whether the form differs from what is stored: something may have been typed and taken back, or be stored by now. */
export function isChanged(draft: AutomationDraft, view: View): boolean {
  return JSON.stringify(draft) !== JSON.stringify(storedAutomation(view));
}

/** What *Check token* sends: an empty token is the one that is stored, an empty address is found by itself. */
export function connectionForm({ token, apiUrl }: AutomationDraft): CommandInput<'connect-skedulo'> {
  return {
    token: token.trim() === '' ? null : token.trim(),
    apiUrl: apiUrl.trim() === '' ? null : apiUrl.trim(),
  };
}

/** What is sent: an empty field keeps what is stored. */
export function automationForm(draft: AutomationDraft): AutomationForm {
  return {
    skeduloToken: draft.token.trim() === '' ? null : draft.token.trim(),
    meetingPassword: draft.forgetsMeetingPassword
      ? ''
      : draft.meetingPassword === ''
        ? null
        : draft.meetingPassword,
    enableAttendees: draft.enableAttendees,
    sendIcsToRecipients: draft.sendIcsToRecipients,
  };
}

/** What Zoom would refuse about a meeting password, in plain words; null when nothing. */
export function meetingPasswordProblem(text: string): string | null {
  if (text === '') return null;
  if (text.length > 10) return 'Zoom takes at most 10 characters.';
  return /^[a-zA-Z0-9@\-_*!#]+$/.test(text)
    ? null
    : 'Zoom takes only letters A to Z, digits and @ - _ * ! # here.';
}
