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

/**
 * What is left of a form once `sent` is stored: what was typed meanwhile, without what is stored by now; null where
 * there is nothing.
 */
export function leftToSend(typed: AutomationDraft | null, sent: AutomationDraft): AutomationDraft | null {
  if (typed === null || JSON.stringify(typed) === JSON.stringify(sent)) return null;
  return {
    ...withoutToken(typed, sent),
    meetingPassword: typed.meetingPassword === sent.meetingPassword ? '' : typed.meetingPassword,
    forgetsMeetingPassword: typed.forgetsMeetingPassword && !sent.forgetsMeetingPassword,
  };
}

/** A form once the token of `sent` is stored: without it, unless another one was typed meanwhile. */
export function withoutToken(typed: AutomationDraft, sent: AutomationDraft): AutomationDraft {
  return typed.token === sent.token ? { ...typed, token: '' } : typed;
}

/** What Zoom would refuse about a meeting password, in plain words; null when nothing. */
export function meetingPasswordProblem(text: string): string | null {
  if (text === '') return null;
  if (text.length > 10) return 'Zoom takes at most 10 characters.';
  return /^[a-zA-Z0-9@\-_*!#]+$/.test(text)
    ? null
    : 'Zoom takes only letters A to Z, digits and @ - _ * ! # here.';
}
