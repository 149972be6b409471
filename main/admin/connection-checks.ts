import type { ProviderAccount, Tenant } from '../sync/ports.ts';
import type { AdminContext } from './admin-context.ts';
import { mailPart, providerPart } from './automation-setup.ts';
import { createConnectionCheck } from './connection-check.ts';
import type { ConnectionCheck } from './connection-check.ts';

/** The connections, each asked by itself. */
export interface ConnectionChecks {
  readonly skedulo: ConnectionCheck<Tenant>;
  readonly provider: ConnectionCheck<ProviderAccount>;
  readonly mail: ConnectionCheck<void>;
  /** Resolves when nothing is being asked. */
  idle(): Promise<void>;
  stop(): void;
}

type Parts = Pick<
  AdminContext,
  'checks' | 'letters' | 'builtInClients' | 'scheduler' | 'settings' | 'secrets' | 'state'
>;

/** Each asks with what is stored at that moment. */
export function createConnectionChecks(parts: Parts): ConnectionChecks {
  const { checks, scheduler, secrets, settings, state } = parts;
  const skedulo = createConnectionCheck<Tenant>({
    scheduler,
    learn: (asked) => {
      state.learn({ skedulo: asked });
    },
    async ask(signal) {
      const token = await secrets.read('skedulo-token');
      if (!token.ok) return token;
      return token.value === null
        ? null
        : checks.checkSkedulo(token.value, settings.current.skedulo.apiUrl, signal);
    },
  });
  const provider = createConnectionCheck<ProviderAccount>({
    scheduler,
    learn: (asked) => {
      state.learn({ provider: asked });
    },
    async ask(signal) {
      if (settings.current.account === null) return null;
      const part = await providerPart(parts);
      return part.ok ? checks.checkProvider(part.value, signal) : part;
    },
  });
  const mail = createConnectionCheck<void>({
    scheduler,
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
    async idle() {
      await Promise.all(all.map((connection) => connection.idle()));
    },
    stop() {
      for (const connection of all) connection.stop();
    },
  };
}
