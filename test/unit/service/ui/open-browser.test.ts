import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createBrowserOpener, openerOf } from '../../../../main/service/ui/open-browser.ts';

const ADDRESS = 'http://127.0.0.1:4711/enter?token=abc_-123';

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ready-meet-open-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe('opening the browser', () => {
  test('leads to the address by a file of its owner alone; the command line holds no token', async () => {
    const folder = await newFolder();
    const commands: (readonly string[])[] = [];
    const opener = createBrowserOpener(folder, 'linux', (program, args) => {
      commands.push([program, ...args]);
      return Promise.resolve(true);
    });
    expect(await opener.open(ADDRESS)).toBe(true);
    const file = join(folder, 'open-page.html');
    expect(commands).toEqual([['xdg-open', file]]);
    expect(await readFile(file, 'utf8')).toContain(`content="0; url=${ADDRESS}"`);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    await opener.tidy();
    expect(await readdir(folder)).toEqual([]);
    await opener.tidy();
  });

  test('replaces a file that somebody else put there, and does not write into it', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'open-page.html'), 'mine', { mode: 0o666 });
    const opener = createBrowserOpener(folder, 'linux', () => Promise.resolve(true));
    expect(await opener.open(ADDRESS)).toBe(true);
    if (process.platform !== 'win32') {
      expect((await stat(join(folder, 'open-page.html'))).mode & 0o777).toBe(0o600);
    }
  });

  test('says when it cannot', async () => {
    const folder = await newFolder();
    const none = createBrowserOpener(folder, 'linux', () => Promise.resolve(false));
    expect(await none.open(ADDRESS)).toBe(false);
    const nowhere = createBrowserOpener(join(folder, 'nowhere'), 'linux', () => Promise.resolve(true));
    expect(await nowhere.open(ADDRESS)).toBe(false);
  });

  test.each([
    ['win32', 'rundll32', ['url.dll,FileProtocolHandler', 'page.html']],
    ['darwin', 'open', ['page.html']],
    ['linux', 'xdg-open', ['page.html']],
    ['freebsd', 'xdg-open', ['page.html']],
  ] as const)('%s: by %s', (platform, program, args) => {
    expect(openerOf(platform, 'page.html')).toEqual([program, args]);
  });
});
