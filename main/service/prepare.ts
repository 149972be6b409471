import { mkdir, readFile } from 'node:fs/promises';
import { openLedger } from '../ledger/open-ledger.ts';
import { createLogger } from '../log/logger.ts';
import type { Log } from '../log/logger.ts';
import { createRedactor } from '../log/redaction.ts';
import type { Redactor } from '../log/redaction.ts';
import { parseSender } from '../mail/address.ts';
import { validateZoomPassword } from '../providers/zoom/zoom-password.ts';
import { openAccountFile } from '../settings/account-file.ts';
import type { AccountFile } from '../settings/account-file.ts';
import { createSecretBox } from '../settings/secret-box.ts';
import { loadServiceConfig, secretsOf } from '../settings/service-config.ts';
import type { ServiceConfig } from '../settings/service-config.ts';
import { openTokenFile } from '../settings/token-file.ts';
import { failed, success } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { Clock, Ledger, TokenSet, TokenStore } from '../sync/ports.ts';

/** What is on this machine: settings, ledger, tokens and log. Close it last. */
export interface Premises {
  readonly config: ServiceConfig;
  readonly redactor: Redactor;
  readonly log: Log;
  readonly ledger: Ledger;
  readonly tokens: TokenStore;
  readonly accounts: AccountFile;
  close(): Promise<void>;
}

export interface PrepareOptions {
  readonly configPath: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Reads the configuration and opens the data folder. Fails with plain words; nothing stays open then. */
export async function prepare(options: PrepareOptions): Promise<Result<Premises>> {
  const { environment, clock, random } = options;
  const loaded = await loadServiceConfig({
    path: options.configPath,
    readFile: (path) => readFile(path, 'utf8'),
    environment,
    validateMeetingPassword: (kind, password) => (kind === 'zoom' ? validateZoomPassword(password) : null),
    parseSender,
  });
  if (!loaded.ok) return loaded;
  const config = loaded.value;
  const keyText = environment['READYMEET_SECRET_KEY'];
  const box = createSecretBox(keyText);
  if (!box.ok) return box;
  const redactor = createRedactor();
  for (const secret of [...secretsOf(config), keyText ?? '']) redactor.addSecret(secret);

  // The ledger goes first: opening it makes the folder and keeps a second program out of it.
  const ledger = await openLedger({ dataDir: config.dataDir, clock, random });
  if (!ledger.ok) return ledger;
  const giveUp = async (failure: Failure): Promise<Result<Premises>> => {
    await ledger.value.close();
    return failed(failure);
  };
  const store = await openTokenFile({
    dataDir: config.dataDir,
    box: box.value,
    configured: config.provider.account,
    accountKey: `${config.provider.kind}:${config.provider.clientId}`,
  });
  if (!store.ok) return giveUp(store.failure);
  const accounts = await openAccountFile({
    dataDir: config.dataDir,
    kind: config.provider.kind,
    configuredRefreshToken: config.provider.account.refreshToken,
    nowMs: () => clock.nowMs(),
  });
  if (!accounts.ok) return giveUp(accounts.failure);
  await mkdir(config.dataDir, { recursive: true });
  const log = createLogger({ dataDir: config.dataDir, clock, redact: redactor });
  return success({
    config,
    redactor,
    log,
    ledger: ledger.value,
    tokens: hidingTokens(store.value, redactor),
    accounts: accounts.value,
    async close() {
      await ledger.value.close();
      log.close();
    },
  });
}

/** Tells the redactor of every token that passes through the store. */
function hidingTokens(store: TokenStore, redactor: Redactor): TokenStore {
  const hide = (tokens: TokenSet): void => {
    redactor.addSecret(tokens.refreshToken);
    if (tokens.accessToken !== null) redactor.addSecret(tokens.accessToken);
  };
  return {
    async load() {
      const loaded = await store.load();
      if (loaded.ok && loaded.value !== null) hide(loaded.value);
      return loaded;
    },
    save(tokens) {
      hide(tokens);
      return store.save(tokens);
    },
    clear: () => store.clear(),
  };
}
