import { isDeepStrictEqual } from 'node:util';
import type { Check } from '../../preload/contract/primitives.ts';
import { PROVIDER_NAMES } from '../../preload/contract/primitives.ts';
import { tokenExpiryMs } from '../skedulo/token-expiry.ts';
import type { AppSettings } from '../settings/app-settings.ts';
import { cancelledFailure, failed } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { ProviderAccount, Tenant } from '../sync/ports.ts';
import type { AdminContext } from './admin-context.ts';
import { mailPart, providerPart, skeduloAddress } from './automation-setup.ts';
import { countOf } from './problem-words.ts';

/** What is checked before automation is enabled. */
export interface CheckedForm {
  readonly token: string;
  /** Whether it is the stored one: then the answer is also shown as the connection's state. */
  readonly isStoredToken: boolean;
  readonly sendIcsToRecipients: boolean;
}

const DAY_MS = 86_400_000;
/** A token that ends sooner is worth a warning: nobody is there to notice in the middle of the night. */
const SHORT_LIFE_MS = 30 * DAY_MS;

/**
 * Checks token, provider and mail server at the same time and shows each result as it comes.
 * @returns the tenant of the token, or the first failure in the order shown
 */
export async function runChecks(
  context: AdminContext,
  form: CheckedForm,
  signal: AbortSignal,
): Promise<Result<Tenant>> {
  const board = createBoard(context, form.sendIcsToRecipients);
  const [skedulo, provider, mail] = await Promise.all([
    checkSkedulo(context, form, signal, board),
    checkProvider(context, signal, board),
    form.sendIcsToRecipients ? checkMail(context, signal, board) : null,
  ]);
  if (signal.aborted) {
    context.state.learn({ automationChecks: [] });
    return failed(cancelledFailure('skedulo', false));
  }
  if (!skedulo.ok) return skedulo;
  if (!provider.ok) return provider;
  return mail === null || mail.ok ? skedulo : mail;
}

interface Board {
  show(
    id: Check['id'],
    result: Pick<Check, 'state' | 'words'> & { readonly mend?: string | undefined },
  ): void;
}

function createBoard({ settings, state }: AdminContext, sendsInvitations: boolean): Board {
  const { account } = settings.current;
  const provider = account === null ? 'Meetings provider' : PROVIDER_NAMES[account.kind];
  const running = { state: 'running', words: '', mend: null } as const;
  let lines: readonly Check[] = [
    { id: 'skedulo', title: 'Skedulo API token', ...running },
    { id: 'provider', title: provider, ...running },
    sendsInvitations
      ? { id: 'mail', title: 'Mail server', ...running }
      : {
          id: 'mail',
          title: 'Mail server',
          state: 'skipped',
          words: 'Not needed: "Send ICS to recipients" is off.',
          mend: null,
        },
  ];
  state.learn({ automationChecks: lines });
  return {
    show(id, { state: outcome, words, mend }) {
      lines = lines.map((line) =>
        line.id === id ? { ...line, state: outcome, words, mend: mend ?? null } : line,
      );
      state.learn({ automationChecks: lines });
    },
  };
}

async function checkSkedulo(
  { checks, clock, connections, settings, state }: AdminContext,
  form: CheckedForm,
  signal: AbortSignal,
  board: Board,
): Promise<Result<Tenant>> {
  const { current } = settings;
  const { skeduloToken } = state.secretFacts;
  const apiUrl = skeduloAddress({ settings });
  const result = apiUrl.ok ? await checks.checkSkedulo(form.token, apiUrl.value, signal) : apiUrl;
  if (signal.aborted) return result;
  const isSame =
    settings.current.skedulo.apiUrl === current.skedulo.apiUrl &&
    state.secretFacts.skeduloToken?.fingerprint === skeduloToken?.fingerprint;
  // Another page may have connected with another token meanwhile.
  if (form.isStoredToken && isSame) connections.skedulo.settle(result);
  if (!result.ok) board.show('skedulo', failedLine(result.failure));
  else board.show('skedulo', tokenLine(form.token, result.value, clock.nowMs()));
  return result;
}

function tokenLine(token: string, tenant: Tenant, nowMs: number): Parameters<Board['show']>[1] {
  const words = `The token belongs to ${tenant.userName === '' ? 'a user of your team' : tenant.userName}.`;
  const expiryMs = tokenExpiryMs(token);
  if (expiryMs === null || expiryMs - nowMs > SHORT_LIFE_MS) return { state: 'passed', words };
  const days = Math.max(0, Math.floor((expiryMs - nowMs) / DAY_MS));
  return {
    state: 'warning',
    words: `${words} It ends in ${countOf(days, 'day')}.`,
    mend: 'Better create a token that does not end, in Skedulo under Settings > Developer Tools > API Tokens.',
  };
}

async function checkProvider(
  context: AdminContext,
  signal: AbortSignal,
  board: Board,
): Promise<Result<ProviderAccount>> {
  const { account } = context.settings.current;
  const part = await providerPart(context);
  const result = part.ok ? await context.checks.checkProvider(part.value, signal) : part;
  if (signal.aborted) return result;
  // What was found of an account says nothing of the one that took its place.
  if (account !== null && isConnectedStill(context, account)) context.connections.provider.settle(result);
  if (!result.ok) {
    board.show('provider', failedLine(result.failure));
    return result;
  }
  const { name, email, notes } = result.value;
  const words = `Authorized by ${name}${email === '' || email === name ? '' : ` (${email})`}.`;
  if (notes.length === 0) board.show('provider', { state: 'passed', words });
  else board.show('provider', { state: 'warning', words: [words, ...notes].join(' ') });
  return result;
}

function isConnectedStill(
  { settings }: AdminContext,
  { kind, id, connectedAtMs }: NonNullable<AppSettings['account']>,
): boolean {
  const { account } = settings.current;
  return account?.kind === kind && account.id === id && account.connectedAtMs === connectedAtMs;
}

async function checkMail(context: AdminContext, signal: AbortSignal, board: Board): Promise<Result<void>> {
  const { mail } = context.settings.current;
  const part = await mailPart(context);
  let result: Result<void>;
  if (!part.ok) result = part;
  else if (part.value === null) result = failed(NO_MAIL_SERVER);
  else result = await context.checks.checkMail(part.value, signal);
  if (signal.aborted) return result;
  if (mail !== null && isDeepStrictEqual(context.settings.current.mail, mail)) {
    context.connections.mail.settle(result);
  }
  const from = mail?.from ?? '';
  if (result.ok) board.show('mail', { state: 'passed', words: `Invitations come from ${from}.` });
  else board.show('mail', failedLine(result.failure));
  return result;
}

const NO_MAIL_SERVER: Failure = {
  kind: 'input',
  party: 'mail',
  code: 'no-mail-server',
  message: 'No mail server is set up.',
  mend: 'Set up a mail server on the E-mail page, or switch off "Send ICS to recipients".',
  mayHaveHappened: false,
  isTemporary: false,
  scope: 'party',
};

function failedLine({ message, mend }: Failure): Parameters<Board['show']>[1] {
  return { state: 'failed', words: message, mend };
}
