import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { startPageProcess } from '../../../simulators/world/page-process.ts';
import { startProcess } from '../../../simulators/world/service-process.ts';

const isBuilt = inject('isServiceBuilt') === true;
const KEY = 'A'.repeat(43);

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ready-meet-ui-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The service with its page; stopped with the test. */
function startPage(dataFolder: string, environment: Readonly<Record<string, string>> = {}) {
  const printed: string[] = [];
  const complained: string[] = [];
  const service = startPageProcess({
    dataFolder,
    environment: { READYMEET_SECRET_KEY: '', ...environment },
    isBuilt,
    onLine: (line) => printed.push(line),
    onErrorLine: (line) => complained.push(line),
  });
  onTestFinished(async () => {
    service.child.kill('SIGKILL');
    await service.ended;
  });
  return { service, printed, complained };
}

/** The command line to its end. */
async function runToEnd(args: readonly string[]) {
  const service = startProcess(args, {}, { isBuilt, stdio: ['ignore', 'pipe', 'pipe'] });
  const { stdout, stderr } = service.child;
  if (stdout === null || stderr === null) throw new Error('The service has no output.');
  const [printed, complained, exitCode] = await Promise.all([text(stdout), text(stderr), service.ended]);
  return { printed, complained, exitCode };
}

describe('the service with its page', () => {
  test('needs no configuration, lets a browser in, prints the next address, and ends in order', async () => {
    const dataFolder = join(await newFolder(), 'made', 'here');
    const { service, printed, complained } = startPage(dataFolder, { READYMEET_SECRET_KEY: KEY });
    const first = await service.address();
    const entered = await fetch(first);
    expect(entered.status).toBe(200);
    const [cookie = ''] = entered.headers.getSetCookie()[0]?.split(';') ?? [];
    const page = await fetch(new URL('/', first), { headers: { cookie } });
    expect(await page.text()).toContain('<title>ReadyMeet</title>');
    expect((await fetch(new URL('/', first))).status).toBe(401);
    expect((await fetch(first)).status).toBe(401);

    expect(await service.stop()).toBe(0);
    const addresses = printed.filter((line) => line.includes('/enter?token='));
    expect(addresses).toHaveLength(2);
    expect(addresses[0]).not.toBe(addresses[1]);
    expect(complained.at(-1)).toBe('Stopping …');

    // The printed lines are the only place of the tokens.
    const secrets = [
      ...addresses.map((line) => new URL(line.trim()).searchParams.get('token') ?? ''),
      cookie,
    ];
    const files = await readdir(dataFolder);
    expect(files).toContain('readymeet.log');
    for (const file of files) {
      const content = await readFile(join(dataFolder, file), 'latin1');
      for (const secret of secrets) expect(content).not.toContain(secret);
    }
    for (const secret of secrets) expect(complained.join('\n')).not.toContain(secret);
  });

  test('says that secrets are kept in memory only where there is no key', async () => {
    const { service, complained } = startPage(await newFolder());
    await service.address();
    await service.stop();
    expect(complained.join('\n')).toContain('READYMEET_SECRET_KEY is not set');
  });

  test('leaves a data folder alone that another ReadyMeet uses', async () => {
    const dataFolder = await newFolder();
    const first = startPage(dataFolder);
    await first.service.address();
    const second = startPage(dataFolder);
    expect(await second.service.ended).toBe(2);
    expect(second.complained.join('\n')).toMatch(/ReadyMeet/);
    expect(second.printed).toEqual([]);
    await first.service.stop();
  });

  test('refuses a key that is none', async () => {
    const { service, complained } = startPage(await newFolder(), { READYMEET_SECRET_KEY: 'short' });
    expect(await service.ended).toBe(2);
    expect(complained.join('\n')).toContain('READYMEET_SECRET_KEY is not a key');
  });

  test('refuses a port that is in use, and lets go of the data folder', async () => {
    const first = startPage(await newFolder());
    const { port } = new URL(await first.service.address());
    const dataFolder = await newFolder();
    const second = await runToEnd(['--ui', '--data', dataFolder, '--port', port]);
    expect(second).toMatchObject({ exitCode: 2, printed: '' });
    expect(second.complained).toContain(`Port ${port} is in use by another program`);
    const third = startPage(dataFolder);
    await third.service.address();
    await Promise.all([first.service.stop(), third.service.stop()]);
  });

  test('does not go together with a configuration file', async () => {
    const { exitCode, printed, complained } = await runToEnd(['--ui', '--config', 'ready-meet.json']);
    expect(exitCode).toBe(2);
    expect(printed).toBe('');
    expect(complained).toContain('--ui and --config do not go together');
  });
});
