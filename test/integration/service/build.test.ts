import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, inject, onTestFinished, test } from 'vitest';

const OUT = fileURLToPath(new URL('../../../out/service/', import.meta.url));
const CONFIG = fileURLToPath(new URL('../../../rolldown.config.ts', import.meta.url));

/* `npm run service` builds first: what the build says stands before everything that the service says. */

test('the build says nothing when it succeeds', () => {
  expect(inject('buildOutput')).toBe('');
});

test('nothing that is built imports HTTP in the way that loads all of undici along', async ({ skip }) => {
  skip(inject('isServiceBuilt') !== true, 'nothing was built');
  const files = (await readdir(OUT)).filter((name) => name.endsWith('.mjs'));
  expect(files.length).toBeGreaterThan(2);
  for (const name of files) {
    const text = await readFile(join(OUT, name), 'utf8');
    expect(text.match(/(?:from|import)\s*\(?["'`](?:node:)?https?["'`]/gu), name).toBe(null);
  }
});

test('the build fails aloud where there is nothing to build', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'readymeet-build-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const failure: unknown = await promisify(execFile)(process.execPath, [CONFIG], { cwd: folder }).catch(
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({ code: 1 });
  expect(failure).toHaveProperty('stderr', expect.stringContaining('main/service.ts'));
  expect(await readdir(folder)).toEqual([]);
});
