import type { MailForm } from '../../../preload/contract/commands.ts';
import type { Answer } from '../../../preload/contract/contract.ts';
import { parseSender } from '../../mail/address.ts';
import type { AppSettings } from '../../settings/app-settings.ts';
import type { Result } from '../../sync/failure.ts';
import type { AdminContext, Handler } from '../admin-context.ts';
import { answerFailure, DONE, refuse } from '../answers.ts';

type MailSettings = NonNullable<AppSettings['mail']>;

/** A name of RFC 1123 or an address of IPv4 or IPv6; no scheme, no port, no path. */
const HOST = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?\.?|\[?[0-9a-f:.]*:[0-9a-f:.]*\]?)$/iu;

/** Keeps the mail server, then looks in the background whether it lets ReadyMeet sign in. */
export const saveMailServer: Handler<'save-mail-server'> = async (form, context) => {
  const mail = readForm(form);
  if (!mail.ok) return mail.answer;
  return context.turns.take(async () => {
    const stored = await store(context, mail.value, form.password);
    await context.refreshSecrets();
    if (!stored.ok) return stored;
    context.state.learn({ testInvitation: null });
    context.connections.mail.check();
    context.inBackground(context.control.apply());
    return DONE;
  });
};

type FormOrAnswer =
  | { readonly ok: true; readonly value: MailSettings }
  | { readonly ok: false; readonly answer: Answer };

function readForm(form: MailForm): FormOrAnswer {
  const from = form.from.replace(/\s+/g, ' ').trim();
  const host = form.host.trim();
  const user = form.user?.trim() ?? '';
  const sender = parseSender(from);
  if (!sender.ok) return { ok: false, answer: answerFailure(sender.failure, 'from') };
  if (!HOST.test(host)) {
    const answer = refuse('host-unusable', 'The name of the mail server cannot be right.', {
      mend: 'Enter the name alone, such as smtp.office365.com, without https:// and without the port.',
      field: 'host',
    });
    return { ok: false, answer };
  }
  const { port, security } = form;
  return { ok: true, value: { from, host, port, security, user: user === '' ? null : user } };
}

/** User and password go together, or neither is needed. */
async function store(context: AdminContext, mail: MailSettings, typed: string | null): Promise<Answer> {
  const { secrets, settings } = context;
  const before = await secrets.read('smtp-password');
  if (!before.ok && typed === null) return answerFailure(before.failure);
  const kept = before.ok ? before.value : null;
  const password = mail.user === null ? null : typed === null ? kept : typed;
  if (mail.user === null && typed !== null && typed !== '') {
    return refuse('user-missing', 'There is a password but no user name. Nothing was changed.', {
      mend: 'Enter both, or neither where the mail server asks for none.',
      field: 'user',
    });
  }
  if (mail.user !== null && (password === null || password === '')) {
    return refuse('password-missing', 'The password of the mail server is missing. Nothing was changed.', {
      mend: 'Enter it, or leave the user name empty where the mail server asks for none.',
      field: 'password',
    });
  }
  if (password !== kept) {
    const written = await secrets.write('smtp-password', password);
    if (!written.ok) return answerFailure(written.failure);
  }
  const saved: Result<void> = await settings.change((current) => ({ ...current, mail }));
  if (saved.ok) return DONE;
  if (password !== kept) await secrets.write('smtp-password', kept);
  return answerFailure(saved.failure);
}
