import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { parseSync } from 'rolldown/utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { builderArguments } from '../../../main/desktop/packaging/dist-plan.ts';
import { buildDesktop, buildRenderer, PROJECT, runScript } from './build-desktop.ts';
import { makeElectronStandIn } from './electron-stand-in-folder.ts';

/* electron-builder's own parts, which it does not declare for others: what they give is checked here. */
const require = createRequire(import.meta.url);
const builderSchema = z.object({
  getConfig: z.custom<(project: string, file: null, options: null) => Promise<unknown>>(),
  validateConfiguration: z.custom<(config: unknown, log: { isEnabled: boolean }) => Promise<void>>(),
});
const builder = builderSchema.parse(require('app-builder-lib/out/util/config/config.js'));
const fuseSchema = z.object({
  getCurrentFuseWire: z.custom<(program: string) => Promise<unknown>>(),
  FuseV1Options: z.record(z.string(), z.union([z.string(), z.number()])),
});
const fuseTool = fuseSchema.parse(require('@electron/fuses'));

const configSchema = z.object({
  electronFuses: z.record(z.string(), z.boolean()),
  win: z.object({ target: z.array(z.object({ target: z.string(), arch: z.array(z.string()) })) }),
  nsis: z.object({ oneClick: z.boolean(), perMachine: z.boolean() }),
  mac: z.object({
    hardenedRuntime: z.boolean(),
    target: z.array(z.object({ target: z.string(), arch: z.array(z.string()) })),
  }),
  linux: z.object({ target: z.array(z.object({ target: z.string() })) }),
});
const schemeSchema = z.object({
  definitions: z.object({ FuseOptionsV1: z.object({ properties: z.record(z.string(), z.unknown()) }) }),
});

describe('electron-builder.yml', () => {
  test('is what electron-builder takes, and a wrong word in it is not', async () => {
    const config = await builder.getConfig(PROJECT, null, null);
    await builder.validateConfiguration(config, { isEnabled: false });
    const wrong = { ...z.record(z.string(), z.unknown()).parse(config), nisis: {} };
    await expect(builder.validateConfiguration(wrong, { isEnabled: false })).rejects.toThrow('nisis');
  });

  test('sets every fuse there is', async () => {
    const { electronFuses } = configSchema.parse(await builder.getConfig(PROJECT, null, null));
    expect(electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
    const scheme = schemeSchema.parse(
      JSON.parse(await readFile(join(PROJECT, 'node_modules/app-builder-lib/scheme.json'), 'utf8')),
    );
    // The last is no fuse, but whether macOS' signature is made anew.
    const known = Object.keys(scheme.definitions.FuseOptionsV1.properties);
    expect(Object.keys(electronFuses).sort()).toEqual(
      known.filter((name) => name !== 'resetAdHocDarwinSignature').sort(),
    );
  });

  test('packs for the three systems as they were promised', async () => {
    const { win, nsis, mac, linux } = configSchema.parse(await builder.getConfig(PROJECT, null, null));
    expect(win.target.map(({ target }) => target)).toEqual(['nsis']);
    expect(nsis).toMatchObject({ oneClick: true, perMachine: false });
    expect(mac).toMatchObject({
      hardenedRuntime: true,
      target: [
        { target: 'dmg', arch: ['arm64', 'x64'] },
        { target: 'zip', arch: ['arm64', 'x64'] },
      ],
    });
    expect(linux.target.map(({ target }) => target)).toEqual(['AppImage', 'deb']);
  });
});

describe('a packed app', () => {
  let root = '';
  let unpacked = '';

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'readymeet-packed-'));
    const project = join(root, 'project');
    await mkdir(join(project, 'main/desktop'), { recursive: true });
    for (const name of ['package.json', 'package-lock.json', 'electron-builder.yml', 'main/desktop/assets']) {
      await cp(join(PROJECT, name), join(project, name), { recursive: true });
    }
    await symlink(join(PROJECT, 'node_modules'), join(project, 'node_modules'), 'junction');
    await buildDesktop(join(project, 'out/desktop'));
    await buildRenderer(join(project, 'out/renderer'));
    await addWhatDoesNotBelong(project);
    const electron = join(root, 'electron');
    await makeElectronStandIn(electron, '45.4.1');
    await runScript(
      'node_modules/electron-builder/cli.js',
      [...builderArguments(['--linux', 'dir', '--x64', `-c.electronDist=${electron}`])],
      project,
    );
    unpacked = join(project, 'dist/linux-unpacked');
  }, 300_000);

  afterAll(() => rm(root, { recursive: true, force: true }));

  /** What lies about in a project, and must not be delivered. */
  async function addWhatDoesNotBelong(project: string): Promise<void> {
    for (const path of [
      'main/admin/view.ts',
      'renderer/app.tsx',
      'test/unit/plan.test.ts',
      'test/simulators/zoom.ts',
      'out/service/service.mjs',
      'out/desktop/main.mjs.map',
      'out/renderer/assets/index.js.map',
      'README.md',
      '.env',
    ]) {
      await mkdir(join(project, path, '..'), { recursive: true });
      await writeFile(join(project, path), 'not to be delivered');
    }
  }

  test('holds only what runs', () => {
    const archive = join(unpacked, 'resources/app.asar');
    const paths = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
    for (const needed of [
      '/package.json',
      '/out/desktop/main.mjs',
      '/out/desktop/preload.cjs',
      '/out/desktop/mail-thread-worker.mjs',
      '/out/desktop/icon.png',
      '/out/desktop/tray/attention-dark.ico',
      '/out/renderer/index.html',
    ]) {
      expect(paths).toContain(needed);
    }
    const allowed = [
      /^\/package\.json$/,
      /^\/out(\/(desktop|renderer|desktop\/tray|renderer\/assets))?$/,
      /^\/out\/desktop\/[\w.-]+\.mjs$/,
      /^\/out\/desktop\/(preload\.cjs|icon\.png)$/,
      /^\/out\/desktop\/tray\/[a-z0-9-]+\.(png|ico)$/,
      /^\/out\/renderer\/index\.html$/,
      /^\/out\/renderer\/assets\/[\w.-]+\.(js|css|svg|png)$/,
    ];
    expect(paths.filter((path) => !allowed.some((pattern) => pattern.test(path)))).toEqual([]);
    const { main } = z
      .object({ main: z.string() })
      .parse(JSON.parse(extractFile(archive, 'package.json').toString('utf8')));
    expect(paths).toContain(`/${main}`);
  });

  test('holds no test, simulator, development tool or foreign import', () => {
    const archive = join(unpacked, 'resources/app.asar');
    const programs = listPackage(archive, { isPack: false }).filter((path) => path.endsWith('.mjs'));
    expect(programs.length).toBeGreaterThan(1);
    for (const path of programs) {
      const text = extractFile(archive, path.slice(1)).toString('utf8');
      expect(text).not.toContain('sourceMappingURL');
      const needed = [
        ...parseSync(path, text).module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
        // What stands in quotation marks itself is a text in the program, not something it does.
        ...[...text.matchAll(/(?<!["'`])\b(?:require|import)\(["'`]([^"'`]+)["'`]\)/g)].map(
          ([, name]) => name ?? '',
        ),
      ];
      expect(needed.length).toBeGreaterThan(0);
      const foreign = needed.filter(
        (name) => !isBuiltin(name) && name !== 'electron' && !name.startsWith('./'),
      );
      expect(foreign, path).toEqual([]);
    }
  });

  test('has its fuses as they are written', async () => {
    const wire = z
      .record(z.string(), z.union([z.string(), z.number()]))
      .parse(await fuseTool.getCurrentFuseWire(join(unpacked, 'readymeet')));
    const isOn = (name: string): boolean => wire[String(fuseTool.FuseV1Options[name])] === '1'.charCodeAt(0);
    expect({
      RunAsNode: isOn('RunAsNode'),
      EnableNodeOptionsEnvironmentVariable: isOn('EnableNodeOptionsEnvironmentVariable'),
      EnableNodeCliInspectArguments: isOn('EnableNodeCliInspectArguments'),
      EnableCookieEncryption: isOn('EnableCookieEncryption'),
      EnableEmbeddedAsarIntegrityValidation: isOn('EnableEmbeddedAsarIntegrityValidation'),
      OnlyLoadAppFromAsar: isOn('OnlyLoadAppFromAsar'),
      LoadBrowserProcessSpecificV8Snapshot: isOn('LoadBrowserProcessSpecificV8Snapshot'),
      GrantFileProtocolExtraPrivileges: isOn('GrantFileProtocolExtraPrivileges'),
    }).toEqual({
      RunAsNode: false,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableCookieEncryption: true,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
    });
  });
});
