import type { MailView, ProviderView, SkeduloView } from '../../preload/contract/connections.ts';
import { PROVIDER_NAMES } from '../../preload/contract/primitives.ts';
import type { ChecklistLine } from '../../preload/contract/view.ts';

/** The three things to connect, each with its state in words and the page that leads there. */
export function checklist(
  skedulo: SkeduloView,
  provider: ProviderView,
  mail: MailView,
  sendsInvitations: boolean,
): ChecklistLine[] {
  return [skeduloLine(skedulo), providerLine(provider), mailLine(mail, sendsInvitations)];
}

function skeduloLine(skedulo: SkeduloView): ChecklistLine {
  const line = { id: 'skedulo', title: 'Connect Skedulo', page: 'automation' } as const;
  switch (skedulo.state) {
    case 'not-set-up':
      return { ...line, state: 'to-do', words: 'Enter an API token made in Skedulo.' };
    case 'checking':
      return { ...line, state: 'checking', words: 'Asking Skedulo whose token it is.' };
    case 'connected':
      return {
        ...line,
        state: 'done',
        words: `Connected as ${skedulo.userName ?? 'the user of the token'}.`,
      };
    case 'wrong':
      return { ...line, state: 'wrong', words: skedulo.problem?.message ?? 'Skedulo cannot be used.' };
  }
}

function providerLine({ account }: ProviderView): ChecklistLine {
  const line = { id: 'provider', title: 'Connect a meetings provider', page: 'provider' } as const;
  if (account === null) {
    return {
      ...line,
      state: 'to-do',
      words: 'Choose Zoom, Microsoft Teams or Google Meet and authorize it.',
    };
  }
  const name = PROVIDER_NAMES[account.kind];
  switch (account.state) {
    case 'checking':
      return { ...line, state: 'checking', words: `Asking ${name} who authorized.` };
    case 'connected':
      return { ...line, state: 'done', words: `${name} is connected as ${account.name}.` };
    case 'reconnect':
    case 'unreachable':
      return { ...line, state: 'wrong', words: account.problem?.message ?? `${name} cannot be used.` };
  }
}

function mailLine(mail: MailView, sendsInvitations: boolean): ChecklistLine {
  const line = { id: 'mail', title: 'Connect e-mail', page: 'e-mail' } as const;
  if (!sendsInvitations) {
    return { ...line, state: 'done', words: 'Not needed: "Send ICS to recipients" is off.' };
  }
  switch (mail.state) {
    case 'not-set-up':
      return { ...line, state: 'to-do', words: 'Enter the mail server that sends the invitations.' };
    case 'checking':
      return { ...line, state: 'checking', words: 'Signing in to the mail server.' };
    case 'connected':
      return {
        ...line,
        state: 'done',
        words: `Invitations come from ${mail.server?.from ?? 'your address'}.`,
      };
    case 'wrong':
      return { ...line, state: 'wrong', words: mail.problem?.message ?? 'The mail server cannot be used.' };
    case 'not-needed':
      return { ...line, state: 'done', words: 'Not needed: "Send ICS to recipients" is off.' };
  }
}
