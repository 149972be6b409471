import { isDeepStrictEqual } from 'node:util';
import type { ProviderAccount, Tenant } from '../sync/ports.ts';
import type { AdminContext } from './admin-context.ts';
import type { Asked } from './facts.ts';
import { mailPart, providerPart, skeduloAddress } from './automation-setup.ts';
import { createConnectionCheck } from './connection-check.ts';
import type { ConnectionCheck } from './connection-check.ts';
import type { SettingsKeeper } from './settings-keeper.ts';

/** The connections, each asked by itself. */
export interface ConnectionChecks {
  readonly skedulo: ConnectionCheck<Tenant>;
  readonly provider: ConnectionCheck<ProviderAccount>;
  readonly mail: ConnectionCheck<void>;
  /** Asks again what an outage kept from answering. */
  retryOutages(): void;
  stop(): void;
}

type Parts = Pick<
  AdminContext,
  'checks' | 'letters' | 'builtInClients' | 'inBackground' | 'scheduler' | 'settings' | 'secrets' | 'state'
>;

/** The account may have got another name, or another plan with other things to know, since somebody signed in. */
async function keepIdentity(
  settings: SettingsKeeper,
  { id, name, email, notes }: ProviderAccount,
): Promise<void> {
  const { account } = settings.current;
  if (account === null || account.id !== id) return;
  if (account.name === name && account.email === email && isDeepStrictEqual(account.notes, [...notes]))
    return;
  // Best effort: should it not be stored, the next check does it again.
  await settings.change((current) =>
    current.account?.id === id
      ? { ...current, account: { ...current.account, name, email, notes: [...notes] } }
      : current,
  );
}

/** Each asks with what is stored at that moment. */
export function createConnectionChecks(parts: Parts): ConnectionChecks {
  const { checks, inBackground, scheduler, secrets, settings, state } = parts;
  const skedulo = createConnectionCheck<Tenant>({
    scheduler,
    inBackground,
    learn: (asked) => {
      state.learn({ skedulo: asked });
    },
    async ask(signal) {
      const token = await secrets.read('skedulo-token');
      if (!token.ok) return token;
      if (token.value === null) return null;
      const apiUrl = skeduloAddress(parts);
      return apiUrl.ok ? checks.checkSkedulo(token.value, apiUrl.value, signal) : apiUrl;
    },
  });
  const provider = createConnectionCheck<ProviderAccount>({
    scheduler,
    inBackground,
    learn: (asked) => {
      state.learn({ provider: asked });
      if (asked.kind === 'passed') inBackground(keepIdentity(settings, asked.value));
    },
    async ask(signal) {
      if (settings.current.account === null) return null;
      const part = await providerPart(parts);
      return part.ok ? checks.checkProvider(part.value, signal) : part;
    },
  });
  const mail = createConnectionCheck<void>({
    scheduler,
    inBackground,
    learn: (asked) => {
      state.learn({ mail: asked });
    },
    async ask(signal) {
      const part = await mailPart(parts);
      if (!part.ok) return part;
      return part.value === null ? null : checks.checkMail(part.value, signal);
    },
  });
  const all = [skedulo, provider, mail];
  return {
    skedulo,
    provider,
    mail,
    retryOutages() {
      const { findings } = state;
      if (isOut(findings.skedulo)) skedulo.checkAgain();
      if (isOut(findings.provider)) provider.checkAgain();
      if (isOut(findings.mail)) mail.checkAgain();
    },
    stop() {
      for (const connection of all) connection.stop();
    },
  };
}

function isOut(asked: Asked<unknown>): boolean {
  return asked.kind === 'failed' && asked.failure.isTemporary;
}
