import type { MailForm } from '../../../preload/contract/commands.ts';
import type { MailView } from '../../../preload/contract/connections.ts';
import type { MailDraft } from '../../store/drafts.ts';

/** The form as it is stored. The password is never sent to the page, so its field begins empty. */
export function storedMail({ server }: MailView): MailDraft {
  if (server === null)
    return { from: '', host: '', port: '587', security: 'starttls', user: '', password: '' };
  return {
    from: server.from,
    host: server.host,
    port: String(server.port),
    security: server.security,
    user: server.user ?? '',
    password: '',
  };
}

/** What is wrong with a form before it is sent, by field; empty when nothing is. */
export function mailDraftProblems(draft: MailDraft): Readonly<Partial<Record<keyof MailDraft, string>>> {
  const port = Number(draft.port);
  return {
    ...(draft.from.includes('@') ? {} : { from: 'Enter the sender, such as Acme Care <care@acme.test>.' }),
    ...(draft.host.trim() === '' ? { host: 'Enter the name of the mail server.' } : {}),
    ...(Number.isInteger(port) && port >= 1 && port <= 65_535
      ? {}
      : { port: 'A port is a number from 1 to 65535.' }),
  };
}

/** What is to be said of sending without encryption; null where nothing leaves this computer so. */
export function encryptionWarning({ security, host }: Pick<MailDraft, 'security' | 'host'>): string | null {
  if (security !== 'none' || /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host.trim())) return null;
  return 'Anybody on the way to this server can read the invitations and the password. Choose STARTTLS or TLS unless the server is inside your own network and offers neither.';
}

/** What is sent: an empty password keeps what is stored. */
export function mailForm(draft: MailDraft): MailForm {
  const user = draft.user.trim();
  return {
    from: draft.from.trim(),
    host: draft.host.trim(),
    port: Number(draft.port),
    security: draft.security,
    user: user === '' ? null : user,
    password: draft.password === '' ? null : draft.password,
  };
}

/** Mail servers that many organizations use. */
export const MAIL_PRESETS = [
  {
    id: 'microsoft-365',
    name: 'Microsoft 365',
    server: { host: 'smtp.office365.com', port: '587', security: 'starttls' },
    note: 'Microsoft is ending sign-in by password (SMTP AUTH). An administrator has to allow it for this mailbox, or use a relay of your organization.',
  },
  {
    id: 'google',
    name: 'Gmail or Google Workspace',
    server: { host: 'smtp.gmail.com', port: '587', security: 'starttls' },
    note: 'Google wants an app password here, not the password of the account. It needs 2-Step Verification to be on.',
  },
  { id: 'other', name: 'Another mail server', server: null, note: null },
] as const satisfies readonly {
  readonly id: string;
  readonly name: string;
  readonly server: Pick<MailDraft, 'host' | 'port' | 'security'> | null;
  readonly note: string | null;
}[];

/** The preset that a host belongs to. */
export function presetOf(host: string): (typeof MAIL_PRESETS)[number] {
  const found = MAIL_PRESETS.find(({ server }) => server?.host === host.trim().toLowerCase());
  return found ?? MAIL_PRESETS[2];
}
