import { openLedger } from '../ledger/open-ledger.ts';
import type { HistoryReader } from '../ledger/history-reader.ts';
import { createLogger } from '../log/logger.ts';
import type { Log } from '../log/logger.ts';
import { createRedactor } from '../log/redaction.ts';
import type { Redactor } from '../log/redaction.ts';
import { openFileSettingsStore } from '../settings/file-settings-store.ts';
import type { SettingsStorage } from '../settings/file-settings-store.ts';
import type { SecretStore, SettingsStore } from '../settings/stores.ts';
import { success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { Clock, Ledger, Random } from '../sync/ports.ts';

/** What is in the data folder, opened. Close it last. */
export interface Premises {
  readonly dataFolder: string;
  readonly ledger: Ledger & HistoryReader;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly redactor: Redactor;
  readonly log: Log;
  close(): Promise<void>;
}

export interface OpenPremisesOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly random: Random;
  /** How settings are read and written; as JSON files of our own unless told. */
  readonly settingsStorage?: SettingsStorage;
  /** Opens the secrets; called when nobody else has the folder. */
  readonly openSecrets: () => Promise<Result<SecretStore>>;
}

/** Opens the data folder for the admin. Fails with plain words; nothing stays open then. */
export async function openPremises(options: OpenPremisesOptions): Promise<Result<Premises>> {
  const { dataFolder, clock, random } = options;
  // The ledger goes first: opening it makes the folder and keeps a second program out of it.
  const ledger = await openLedger({ dataDir: dataFolder, clock, random });
  if (!ledger.ok) return ledger;
  const stores = await openStores(options);
  if (!stores.ok) {
    await ledger.value.close();
    return stores;
  }
  const redactor = createRedactor();
  const log = createLogger({ dataDir: dataFolder, clock, redact: redactor });
  return success({
    dataFolder,
    ledger: ledger.value,
    ...stores.value,
    redactor,
    log,
    async close() {
      await ledger.value.close();
      log.close();
    },
  });
}

async function openStores({
  dataFolder,
  clock,
  settingsStorage,
  openSecrets,
}: OpenPremisesOptions): Promise<Result<Pick<Premises, 'settings' | 'secrets'>>> {
  const settings = await openFileSettingsStore({
    dataDir: dataFolder,
    clock,
    ...(settingsStorage === undefined ? {} : { storage: settingsStorage }),
  });
  if (!settings.ok) return settings;
  const secrets = await openSecrets();
  return secrets.ok ? success({ settings: settings.value, secrets: secrets.value }) : secrets;
}
