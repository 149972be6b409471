import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bundleContent } from './boundaries/bundle.ts';
import { directImports } from './boundaries/direct-imports.ts';
import { brokenImportRules } from './boundaries/import-rules.ts';
import { lintProbes } from './boundaries/lint-probes.ts';
import { filesBelow, PROJECT, ROOMS, sourcesBelow } from './boundaries/source-files.ts';

const codeBelow = (folder: string): readonly string[] =>
  filesBelow(folder).filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'));
const isDesktop = (path: string): boolean => /^main\/desktop(\.ts$|\/)/.test(path);
const isDesktopPackage = (name: string): boolean => /^electron(-store|-updater)?(\/|$)/.test(name);

describe('bundling a room and listing what comes in', () => {
  test('the engine needs nothing but itself', async () => {
    const { externals, files } = await bundleContent(codeBelow('main/sync'));
    expect(externals).toEqual([]);
    expect(files.filter((path) => !path.startsWith('main/sync/'))).toEqual([]);
    expect(files).toContain('main/sync/engine.ts');
  });

  test('the service runs without Electron', async () => {
    const { externals, files } = await bundleContent(['main/service.ts', ...codeBelow('main/service')]);
    expect(externals.filter(isDesktopPackage)).toEqual([]);
    expect(files.filter((path) => isDesktop(path) || path.startsWith('test/'))).toEqual([]);
    // Seen through to the far end, or the lines above would say nothing.
    expect(files).toContain('main/sync/engine.ts');
    expect(externals).toContain('zod');
  });

  test('only main/desktop needs Electron, and nothing needs the tests', async () => {
    const { externals, files } = await bundleContent(codeBelow('main').filter((path) => !isDesktop(path)));
    expect(externals.filter(isDesktopPackage)).toEqual([]);
    expect(files.filter((path) => isDesktop(path) || path.startsWith('test/'))).toEqual([]);
  });

  test.runIf(codeBelow('preload/contract').length > 0)('the contract needs nothing but zod', async () => {
    const { externals, files } = await bundleContent(codeBelow('preload/contract'));
    expect(externals.filter((name) => name !== 'zod')).toEqual([]);
    expect(files.filter((path) => !path.startsWith('preload/contract/'))).toEqual([]);
  });

  test.runIf(codeBelow('renderer').length > 0)('the renderer needs nothing of main', async () => {
    const { externals, files } = await bundleContent(codeBelow('renderer'));
    expect(externals.filter((name) => name.startsWith('node:') || isDesktopPackage(name))).toEqual([]);
    expect(files.filter((path) => !/^(renderer|preload\/contract)\//.test(path))).toEqual([]);
  });

  test('what is imported through other files and on demand is listed', async () => {
    const folder = mkdtempSync(join(PROJECT, 'node_modules', '.bundle-probe-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    mkdirSync(join(folder, 'far'));
    writeFileSync(join(folder, 'entry.ts'), "export { deep } from './far/deep.ts';\n");
    writeFileSync(
      join(folder, 'far', 'deep.ts'),
      "import type { Stats } from 'node:fs';\nimport 'electron-store';\nexport const deep = (s: Stats) => import('electron').then(() => s);\n",
    );
    const entry = join(folder, 'entry.ts').slice(PROJECT.length);
    const { externals, files } = await bundleContent([entry]);
    expect(externals).toEqual(['electron', 'electron-store']);
    expect(files).toEqual([entry, entry.replace('entry.ts', 'far/deep.ts')]);
  });
});

describe('imports as they are written, those of types too', () => {
  test('keep the rules of the architecture', () => {
    const imports = sourcesBelow(ROOMS).flatMap(directImports);
    expect(imports.length).toBeGreaterThan(100);
    expect(brokenImportRules(imports)).toEqual([]);
  });

  test.each([
    ['main/sync/plan.ts', "import { readFile } from 'node:fs';"],
    ['main/sync/plan.ts', "import type { Tenant } from '../skedulo/whoami.ts';"],
    ['main/sync/plan.ts', "export * from 'zod';"],
    ['preload/contract/view.ts', "import { z } from 'zod/mini';"],
    ['preload/contract/view.ts', "import { success } from '../../main/sync/failure.ts';"],
    ['renderer/bridge.ts', "import type { Job } from '../main/sync/model.ts';"],
    ['renderer/bridge.ts', "import { join } from 'node:path';"],
    ['renderer/bridge.ts', "import { ipcRenderer } from 'electron';"],
    ['main/settings/store.ts', "import Store from 'electron-store';"],
    ['main/service/page.ts', "const { app } = await import('electron/main');"],
    ['main/service/page.ts', "import { tray } from '../desktop/tray.ts';"],
    ['main/admin/view.ts', "type App = import('electron').App;"],
    ['main/mail/letter.ts', "export { start } from '../service.ts';"],
    ['test/integration/service.test.ts', "import '../../main/desktop.ts';"],
    ['main/log/logger.ts', "import type { World } from '../../test/fakes/world.ts';"],
    ['preload/preload.ts', "import { world } from '../test/fakes/world.ts';"],
  ])('%s may not say: %s', (path, text) => {
    expect(brokenImportRules(directImports({ path, text }))).not.toEqual([]);
  });

  test.each([
    ['main/sync/plan.ts', "import { detailsOf } from './details.ts';"],
    ['preload/contract/view.ts', "import { z } from 'zod';"],
    ['preload/preload.ts', "import { contextBridge } from 'electron';"],
    [
      'renderer/bridge.ts',
      "import { view } from '../preload/contract/view.ts'; import { create } from 'zustand';",
    ],
    ['main/desktop/tray.ts', "import { Tray } from 'electron';"],
    ['main/desktop.ts', "import { tray } from './desktop/tray.ts';"],
    ['main/mail/letter.ts', "import type { Invitation } from '../sync/ports.ts'; import { z } from 'zod';"],
  ])('%s may say: %s', (path, text) => {
    expect(brokenImportRules(directImports({ path, text }))).toEqual([]);
  });
});

test('lint refuses the imports that matter most while they are typed', () => {
  const refused = lintProbes({
    'main/sync/io.ts': "import 'node:fs';\n",
    'main/sync/library.ts': "import 'zod';\n",
    'main/sync/neighbour.ts': "import '../http/http-client.ts';\n",
    'main/sync/own.ts': "import './model.ts';\n",
    'main/mail/window.ts': "import { app } from 'electron';\nexport const name = app.name;\n",
    'main/mail/store.ts': "import { Store } from 'electron-store';\nexport const store = new Store();\n",
    'main/mail/root.ts': "export { start } from '../service.ts';\n",
    'main/mail/fake.ts': "export { world } from '../../test/fakes/world.ts';\n",
    'main/mail/good.ts': "export { success } from '../sync/failure.ts';\n",
    'preload/contract/good.ts': "import 'zod';\nimport './view.ts';\n",
    'preload/contract/library.ts': "import 'react';\n",
    'preload/contract/neighbour.ts': "import '../preload.ts';\n",
    'preload/contract/variant.ts': "import 'zod/mini';\n",
    'renderer/pages/good.ts':
      "import 'react';\nimport '../app.tsx';\nimport '../../preload/contract/view.ts';\n",
    'renderer/pages/io.ts': "import 'node:fs';\n",
    'renderer/pages/main.ts': "import '../../main/sync/model.ts';\n",
    'renderer/pages/preload.ts': "import '../../preload/preload.ts';\n",
    'renderer/pages/window.ts': "import 'electron';\n",
  });
  expect(refused).toEqual([
    'main/mail/fake.ts',
    'main/mail/root.ts',
    'main/mail/store.ts',
    'main/mail/window.ts',
    'main/sync/io.ts',
    'main/sync/library.ts',
    'main/sync/neighbour.ts',
    'preload/contract/library.ts',
    'preload/contract/neighbour.ts',
    'preload/contract/variant.ts',
    'renderer/pages/io.ts',
    'renderer/pages/main.ts',
    'renderer/pages/preload.ts',
    'renderer/pages/window.ts',
  ]);
});
