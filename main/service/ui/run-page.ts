import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { assembleAdmin } from '../../admin/assemble-admin.ts';
import { openPremises } from '../../admin/premises.ts';
import type { Premises } from '../../admin/premises.ts';
import { systemClock } from '../../automation/system-clock.ts';
import { openServiceSecretStore } from '../../settings/service-secret-store.ts';
import type { Failure } from '../../sync/failure.ts';
import type { PageArguments } from '../arguments.ts';
import { buildPage, findBuiltPage, projectOf } from './built-page.ts';
import { defaultDataFolder } from './data-folder.ts';
import { createBrowserOpener } from './open-browser.ts';
import { startPageServer } from './page-server.ts';
import { versionOf } from './project-version.ts';
import { serviceShell } from './shell.ts';

export interface PageIo {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  /** Fires on SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
}

/** Serves the page from its start to its end. Exit code 0: it was stopped; 2: it could not begin. */
export async function runPage(io: PageIo, args: PageArguments): Promise<0 | 2> {
  const project = projectOf(import.meta.url);
  const page = await findBuiltPage({
    project,
    build: buildPage,
    onBuild() {
      io.stderr.write('Building the page, which takes some seconds …\n');
    },
  });
  if (!page.ok) return refuse(io, page.failure);
  const dataFolder =
    args.dataFolder === null
      ? defaultDataFolder(process.platform, io.environment, homedir())
      : resolve(args.dataFolder);
  const keyText = io.environment['READYMEET_SECRET_KEY'];
  const premises = await openPremises({
    dataFolder,
    clock: systemClock,
    random: Math.random,
    openSecrets: () => openServiceSecretStore({ dataDir: dataFolder, keyText, clock: systemClock }),
  });
  if (!premises.ok) return refuse(io, premises.failure);
  premises.value.redactor.addSecret(keyText ?? '');
  try {
    return await serve(io, args, premises.value, { project, pageFolder: page.value });
  } finally {
    await premises.value.close();
  }
}

async function serve(
  io: PageIo,
  args: PageArguments,
  premises: Premises,
  folders: { readonly project: string; readonly pageFolder: string },
): Promise<0 | 2> {
  const admin = assembleAdmin({
    ...premises,
    shell: serviceShell,
    clock: systemClock,
    random: Math.random,
    version: await versionOf(folders.project),
  });
  const opener = createBrowserOpener(premises.dataFolder, process.platform);
  const log = premises.log.forRoom('page');
  let addressCount = 0;
  const server = await startPageServer({
    admin,
    folder: folders.pageFolder,
    port: args.port,
    randomBytes,
    onAddress(address) {
      addressCount += 1;
      tell(io, address, addressCount === 1);
      if (!args.opensBrowser) return;
      void (addressCount === 1 ? openIn(io, opener, address) : opener.tidy());
    },
    onRefused(reason) {
      log.warn({ code: reason }, 'A request was refused.');
    },
  });
  if (!server.ok) return refuse(io, server.failure);
  if (premises.secrets.note !== null) io.stderr.write(`${premises.secrets.note}\n`);
  const starting = admin.start();
  await fired(io.signal);
  io.stderr.write('Stopping …\n');
  await server.value.close();
  await opener.tidy();
  await admin.stop();
  await starting;
  return 0;
}

function tell(io: PageIo, address: string, isFirst: boolean): void {
  io.stdout.write(
    isFirst
      ? `ReadyMeet's page, for one browser on this computer (Ctrl+C ends ReadyMeet):\n  ${address}\n`
      : `A browser was let in. Another one gets in with:\n  ${address}\n`,
  );
}

async function openIn(
  io: PageIo,
  opener: ReturnType<typeof createBrowserOpener>,
  address: string,
): Promise<void> {
  if (await opener.open(address)) return;
  io.stderr.write('No browser could be opened here. Open the address yourself.\n');
}

function refuse(io: PageIo, failure: Failure): 2 {
  io.stderr.write(`${failure.message}${failure.mend === undefined ? '' : ` ${failure.mend}`}\n`);
  return 2;
}

function fired(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
