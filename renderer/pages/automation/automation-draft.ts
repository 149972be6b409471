import type { AutomationForm } from '../../../preload/contract/commands.ts';
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
