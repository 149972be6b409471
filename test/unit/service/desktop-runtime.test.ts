import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findDesktopRuntime } from '../../../main/service/desktop-runtime.ts';

async function newProject(...files: readonly string[]): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), 'ready-meet-runtime-'));
  onTestFinished(() => rm(project, { recursive: true, force: true }));
  for (const file of files) {
    await mkdir(dirname(join(project, file)), { recursive: true });
    await writeFile(join(project, file), '');
  }
  return project;
}

test.each([
  ['linux', 'node_modules/electron/dist/electron'],
  ['win32', 'node_modules/electron/dist/electron.exe'],
  ['darwin', 'node_modules/electron/dist/Electron.app/Contents/MacOS/Electron'],
] as const)('on %s the runtime is at %s', async (platform, file) => {
  const project = await newProject(file);
  expect(findDesktopRuntime(project, {}, platform)).toBe(join(project, file));
});

test('a folder that is named goes before the package', async () => {
  const project = await newProject('node_modules/electron/dist/electron', 'own/electron');
  const environment = { ELECTRON_OVERRIDE_DIST_PATH: join(project, 'own') };
  expect(findDesktopRuntime(project, environment, 'linux')).toBe(join(project, 'own/electron'));
  expect(findDesktopRuntime(project, environment, 'win32')).toBeNull();
});

test('a folder that is set to nothing is not set', async () => {
  const project = await newProject('node_modules/electron/dist/electron');
  const found = findDesktopRuntime(project, { ELECTRON_OVERRIDE_DIST_PATH: '' }, 'linux');
  expect(found).toBe(join(project, 'node_modules/electron/dist/electron'));
});

test('without a runtime there is none', async () => {
  expect(findDesktopRuntime(await newProject('node_modules/electron/index.js'), {}, 'linux')).toBeNull();
});
