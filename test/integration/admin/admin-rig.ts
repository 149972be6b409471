import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { assembleAdmin } from '../../../main/admin/assemble-admin.ts';
import type { Admin } from '../../../main/admin/admin.ts';
import { openPremises } from '../../../main/admin/premises.ts';
import { systemClock } from '../../../main/automation/system-clock.ts';
import { serviceShell } from '../../../main/service/ui/shell.ts';
import { openServiceSecretStore } from '../../../main/settings/service-secret-store.ts';
import type { Result } from '../../../main/sync/failure.ts';
import type { ProviderKind } from '../../../main/sync/model.ts';
import type { CommandInput, CommandName } from '../../../preload/contract/commands.ts';
import type { Answer } from '../../../preload/contract/contract.ts';
import type { JobDetails, JobRow } from '../../../preload/contract/jobs.ts';
import { parsePush } from '../../../preload/contract/pushes.ts';
import type { Push } from '../../../preload/contract/pushes.ts';
import type { View } from '../../../preload/contract/view.ts';
import { setUpPage } from '../../simulators/world/page-setup.ts';
import { startStandIns } from '../../simulators/world/stand-ins.ts';
import type { StandIns } from '../../simulators/world/stand-ins.ts';

const MAIL_ACCOUNT = { user: 'care', password: 'mail-secret-of-the-office' };

/** A page that is open, with the jobs as it would show them. */
export interface OpenPage {
  /** Everything the page was sent. */
  readonly pushes: readonly Push[];
  readonly rows: ReadonlyMap<string, JobRow>;
  details(): JobDetails | null;
  view(): View;
  call<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<Answer>;
  /** Waits until the view is so. */
  until(condition: (view: View) => boolean): Promise<void>;
  /** Waits until a job's row is so. */
  untilRow(jobId: string, condition: (row: JobRow) => boolean): Promise<JobRow>;
}

export interface Office {
  readonly world: StandIns;
  readonly token: string;
  /** The whole program but its page, running. */
  readonly admin: Admin;
  readonly page: OpenPage;
  readonly dataFolder: string;
  /** Ends the program and starts it anew on the same data folder. */
  restart(): Promise<Office>;
}

/** Starts the outside world and a program that knows nothing yet but where the stand-ins are. */
export async function openOffice(provider: ProviderKind = 'zoom'): Promise<Office> {
  const world = await startStandIns({
    provider,
    limits: { perSecond: 1000, perDay: 100_000 },
    // Without encryption: the mail thread trusts what the machine trusts, and nobody here is to change that.
    mailbox: { tls: 'none', auth: MAIL_ACCOUNT },
  });
  onTestFinished(() => world.close());
  const dataFolder = join(world.folder, 'page-data');
  const setup = await setUpPage(world, { dataFolder, stage: 'fresh' });
  return openProgram(world, dataFolder, setup.environment['READYMEET_SECRET_KEY'] ?? '');
}

async function openProgram(world: StandIns, dataFolder: string, keyText: string): Promise<Office> {
  const premises = valueOf(
    await openPremises({
      dataFolder,
      clock: systemClock,
      random: Math.random,
      openSecrets: () => openServiceSecretStore({ dataDir: dataFolder, keyText, clock: systemClock }),
    }),
  );
  const admin = assembleAdmin({
    ...premises,
    shell: serviceShell,
    clock: systemClock,
    random: Math.random,
    version: '1.2.3',
  });
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await admin.stop();
    await premises.close();
  };
  onTestFinished(close);
  await admin.start();
  return {
    world,
    admin,
    dataFolder,
    token: world.skedulo.tokens.keys().next().value ?? '',
    page: openPage(admin),
    async restart() {
      await close();
      return openProgram(world, dataFolder, keyText);
    },
  };
}

function openPage(admin: Admin): OpenPage {
  const pushes: Push[] = [];
  const rows = new Map<string, JobRow>();
  let view = admin.view;
  let details: JobDetails | null = null;
  const session = admin.openSession((raw) => {
    const push = parsePush(raw);
    if (push === null) throw new Error(`A push breaks the contract: ${JSON.stringify(raw).slice(0, 500)}`);
    pushes.push(push);
    if (push.name === 'view') view = push.payload;
    if (push.name === 'job-details') ({ details } = push.payload);
    if (push.name !== 'jobs') return;
    if (push.payload.isWhole) rows.clear();
    for (const row of push.payload.rows) rows.set(row.jobId, row);
    for (const jobId of push.payload.removed) rows.delete(jobId);
  });
  return {
    pushes,
    rows,
    details: () => details,
    view: () => view,
    call: (name, input) => session.call(name, input),
    async until(condition) {
      await waitUntil(() => condition(view));
    },
    async untilRow(jobId, condition) {
      await waitUntil(() => {
        const row = rows.get(jobId);
        return row !== undefined && condition(row);
      });
      const row = rows.get(jobId);
      if (row === undefined) throw new Error('The row is gone.');
      return row;
    },
  };
}

export function waitUntil(condition: () => boolean): Promise<unknown> {
  return vi.waitUntil(condition, { timeout: 30_000, interval: 20 });
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value;
}

/** Plays the admin who signs in to a provider in the browser and allows everything. */
export async function signIn({ page, world }: Office, kind: ProviderKind): Promise<void> {
  const begun = await page.call('authorize-provider', { kind });
  if (!begun.ok) throw new Error(begun.problem.message);
  await page.until(({ provider }) => provider.signIn.state === 'waiting');
  const state = page.view().provider.signIn;
  if (state.state !== 'waiting') throw new Error(state.state);
  const oauth = {
    zoom: world.zoom.oauth,
    teams: world.microsoft.oauth.simulator,
    meet: world.google.oauth.simulator,
  }[kind];
  await fetch(oauth.decide(state.url, 'allow'));
  await page.until(({ provider }) => provider.signIn.state === 'connected');
}

/** Types the mail server into its form. */
export async function saveMailServer({ page, world }: Office): Promise<Answer> {
  return page.call('save-mail-server', {
    from: 'Acme Care <care@acme.test>',
    host: world.mailbox.host,
    port: world.mailbox.port,
    security: 'none',
    ...MAIL_ACCOUNT,
  });
}

export const DONE: Answer = { ok: true, id: null };

/** Whether all three marks of a job are ticks. */
export function isDone(row: JobRow): boolean {
  return [row.meeting, row.link, row.invitations].every(({ state }) => state === 'confirmed');
}

/** Signs in, connects the mail server and enables automation. */
export async function enable(office: Office, kind: ProviderKind): Promise<void> {
  await signIn(office, kind);
  await saveMailServer(office);
  const answer = await office.page.call('enable-automation', {
    skeduloToken: office.token,
    meetingPassword: null,
    enableAttendees: false,
    sendIcsToRecipients: true,
  });
  if (!answer.ok) throw new Error(answer.problem.message);
}
