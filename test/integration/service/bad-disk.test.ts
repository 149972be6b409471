import { execFile, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { findLinkMismatches, openWorld, passOnce } from './service-rig.ts';

const run = promisify(execFile);
const SERVICE = fileURLToPath(new URL('../../../main/service.ts', import.meta.url));

/** The user that owns nothing: what the superuser may do, it may not. */
const NOBODY = 65_534;
const isSuperuser = process.getuid?.() === 0;
const asNobody = isSuperuser ? { uid: NOBODY, gid: NOBODY } : {};

/** Whether that user can read the program at all; in somebody's private folder it cannot. */
function canNobodyRunTheService(): boolean {
  if (!isSuperuser) return process.platform !== 'win32';
  return spawnSync(process.execPath, [SERVICE, '--help'], asNobody).status === 0;
}

test.skipIf(!canNobodyRunTheService())('a data folder that may not be written is refused', async () => {
  const world = await openWorld({ provider: 'teams' });
  world.skedulo.office.addJob();
  const folder = await mkdtemp(join(tmpdir(), 'read-only-'));
  const dataDir = join(folder, 'data');
  onTestFinished(async () => {
    await chmod(dataDir, 0o755);
    await rm(folder, { recursive: true, force: true });
  });
  const configFile = join(folder, 'ready-meet.json');
  await mkdir(dataDir);
  await writeFile(configFile, JSON.stringify({ ...world.config, dataDir }), { mode: 0o644 });
  await chmod(folder, 0o755);
  await chmod(dataDir, 0o555);
  const child = spawn(process.execPath, [SERVICE, '--config', configFile, '--once'], {
    ...asNobody,
    env: { ...process.env, ...world.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const [exitCode, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(`ReadyMeet may not write into its data folder ${dataDir}.`);
  expect(stderr).toContain('Allow the user that runs ReadyMeet to write there');
  expect(world.skedulo.http.requestCount).toBe(0);
});

/** Whether this machine lets us make a small disk. */
function canMountDisks(): boolean {
  if (process.platform !== 'linux' || !isSuperuser) return false;
  const probe = 'd=$(mktemp -d) && mount -t tmpfs -o size=64k tmpfs "$d" && umount "$d" && rmdir "$d"';
  return spawnSync('sh', ['-c', probe]).status === 0;
}

/** Puts a disk of its own under the data folder, taken away with the test. */
async function mountDisk(folder: string, sizeKilobytes: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  await run('mount', ['-t', 'tmpfs', '-o', `size=${String(sizeKilobytes)}k,mode=0700`, 'tmpfs', folder]);
  onTestFinished(async () => {
    await run('umount', ['--lazy', folder]);
  });
}

/** Takes all room on the disk but so much. */
async function fillDisk(folder: string, leaveBytes: number): Promise<string> {
  const { bavail, bsize } = await statfs(folder);
  const ballast = join(folder, 'ballast');
  await writeFile(ballast, Buffer.alloc(bavail * bsize - leaveBytes));
  return ballast;
}

test.skipIf(!canMountDisks()).for([
  { kind: 'zoom', leaveBytes: 90_000, when: 'while the first meetings are made' },
  { kind: 'teams', leaveBytes: 250_000, when: 'while meetings are made and links are written' },
  { kind: 'meet', leaveBytes: 500_000, when: 'while guests are written to' },
] as const)(
  '$kind: a disk that fills up $when loses nothing, and with room again everything is done once',
  async ({ kind, leaveBytes }) => {
    const world = await openWorld({ provider: kind });
    await mountDisk(world.config.dataDir, 4_096);
    const addJob = (): string => world.skedulo.office.addJob().Name;
    const names = [addJob(), addJob()];
    expect((await passOnce(world)).exitCode).toBe(0);
    names.push(...Array.from({ length: 20 }, addJob));

    const ballast = await fillDisk(world.config.dataDir, leaveBytes);
    const full = await passOnce(world);
    expect(full.exitCode).toBe(3);
    expect(full.summary.unusable.map(({ code }) => code)).toContain('disk-full');
    expect(full.summary.unusable[0]?.message).toContain(
      `The disk that holds ${world.config.dataDir} is full.`,
    );
    // It stopped before it had done everything: else there would be nothing to be seen here.
    expect(full.summary.emailsSent).toBeLessThan(20);

    await rm(ballast);
    expect(await passOnce(world)).toMatchObject({ exitCode: 0, stderr: '', summary: { unusable: [] } });
    expect(findLinkMismatches(world, names)).toEqual([]);
    expect(world.provider.meetings()).toHaveLength(names.length);
    const guests = Map.groupBy(world.mailbox.envelopes, ({ to }) => to.join());
    expect(guests.size).toBe(names.length);
    for (const copies of guests.values()) {
      expect(new Set(copies.map(({ messageId }) => messageId)).size).toBe(1);
    }
  },
);

/** Takes nothing: every write fails as on a full disk. */
const FULL_FILE = '/dev/full';

test.skipIf(!existsSync(FULL_FILE)).for([
  { what: 'the result', stdio: ['full', 'pipe'] },
  { what: 'what it says', stdio: ['pipe', 'full'] },
] as const)('a run does its work also where $what cannot be printed', async ({ stdio }) => {
  const world = await openWorld({ provider: 'teams' });
  const name = world.skedulo.office.addJob().Name;
  const full = openSync(FULL_FILE, 'w');
  onTestFinished(() => {
    closeSync(full);
  });
  const [stdout, stderr] = stdio.map((kind) => (kind === 'full' ? full : kind));
  const child = spawn(process.execPath, [SERVICE, '--config', world.configFile, '--once'], {
    env: { ...process.env, ...world.environment },
    stdio: ['ignore', stdout, stderr],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const said = child.stderr === null ? '' : await text(child.stderr);
  if (child.stdout !== null) await text(child.stdout);
  expect({ exitCode: await ended, said }).toMatchObject({ exitCode: 0 });
  expect(findLinkMismatches(world, [name])).toEqual([]);
  expect(said.includes('The result could not be printed (ENOSPC).')).toBe(stdio[0] === 'full');
});
