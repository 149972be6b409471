import { randomBytes } from 'node:crypto';
import { release, type } from 'node:os';
import { createChecks } from '../automation/checks.ts';
import { createAutomation } from '../automation/create-automation.ts';
import type { HistoryReader } from '../ledger/history-reader.ts';
import type { Log } from '../log/logger.ts';
import type { Redactor } from '../log/redaction.ts';
import { previewLetter } from '../mail/letter-preview.ts';
import { checkLetterTemplate, DEFAULT_LETTER_TEMPLATE, toLetterStyle } from '../mail/letter-template.ts';
import { builtInClients } from '../providers/built-in-clients.ts';
import { disconnectProvider } from '../providers/disconnect.ts';
import { createSignIn } from '../providers/sign-in.ts';
import type { SecretStore, SettingsStore } from '../settings/stores.ts';
import { findWebApp } from '../skedulo/web-app.ts';
import type { Clock, Ledger, Random } from '../sync/ports.ts';
import type { Admin } from './admin.ts';
import { createAdmin } from './create-admin.ts';
import { createLogFileReader } from './log-file-reader.ts';
import { createMomentWords } from './moment-words.ts';
import type { Shell } from './shell.ts';
import { systemScheduler } from './system-scheduler.ts';
import { createTurns } from './turns.ts';

/** What differs between the desktop app and the service. */
export interface AssembleAdminOptions {
  readonly dataFolder: string;
  /** Opened, and closed after the admin has stopped, by the caller. */
  readonly ledger: Ledger & HistoryReader;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly redactor: Redactor;
  readonly log: Log;
  readonly shell: Shell;
  readonly clock: Clock;
  readonly random: Random;
  readonly version: string;
}

/** Connects automation, sign-in, letters and checks with an admin. Nothing is started. */
export function assembleAdmin(options: AssembleAdminOptions): Admin {
  const { dataFolder, ledger, settings, secrets, redactor, log, shell, clock, random, version } = options;
  const refreshTurns = createTurns();
  return createAdmin({
    settings,
    secrets,
    ledger,
    shell,
    clock,
    log,
    redactor,
    version,
    dataFolder,
    automation: createAutomation({ ledger, log, clock, random, refreshTurns }),
    checks: createChecks({ ledger, clock, random, log, refreshTurns }),
    letters: {
      defaultTemplate: DEFAULT_LETTER_TEMPLATE,
      check: checkLetterTemplate,
      toStyle: toLetterStyle,
      preview: previewLetter,
    },
    createSignIn: (wishes) =>
      createSignIn({
        ...wishes,
        clock,
        randomBytes,
        signInWindow: shell.signInWindow,
        openExternal: shell.openExternal,
      }),
    disconnect: disconnectProvider,
    findWebApp: (token, apiUrl, signal) => findWebApp({ token, apiUrl, now: () => clock.nowMs() }, signal),
    builtInClients: builtInClients(),
    scheduler: systemScheduler,
    logFile: createLogFileReader(dataFolder),
    momentWords: createMomentWords(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    platform: [
      ['System', `${type()} ${release()} (${process.arch})`],
      ['Node', process.versions.node],
      ...Object.entries({ Electron: process.versions['electron'] }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as const],
      ),
    ],
  });
}
