import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';
import type { BuildOptions, Plugin } from 'rolldown';
import { clientsOfEnvironment } from './main/providers/built-in-clients.ts';

/** Some packages ask where they stand by names that modules do not have. */
const PLACE_NAMES = [
  "import{fileURLToPath as pathOfUrl}from'node:url';import{dirname as folderOfPath}from'node:path';",
  'const __filename=pathOfUrl(import.meta.url);const __dirname=folderOfPath(__filename);',
].join('');

/**
 * Takes Node's HTTP modules as `require` would. Imported, all their properties are read at once, and behind one of them
 * (`http.WebSocket`) Node loads the whole of undici: a tenth of a second and some megabytes in each thread, for nothing.
 */
const plainHttp: Plugin = {
  name: 'plain-http',
  resolveId: {
    filter: { id: /^(?:node:)?https?$/u },
    handler: (id) => `\0${id.replace('node:', '')}`,
  },
  load: {
    filter: { id: /^\0https?$/u },
    handler: (id) => `module.exports = process.getBuiltinModule('node:${id.slice(1)}');`,
  },
};

/** What both programs have in common. The mail thread is a program of its own beside them. */
function program(name: string, input: string, folder: string): BuildOptions {
  return {
    input: { [name]: input, 'mail-thread-worker': 'main/mail/mail-thread-worker.ts' },
    platform: 'node',
    logLevel: 'silent',
    plugins: [plainHttp],
    // Electron brings its own modules along.
    external: ['electron'],
    resolve: { conditionNames: ['node', 'import'] },
    transform: { define: { READYMEET_CLIENTS: JSON.stringify(clientsOfEnvironment(process.env)) } },
    output: {
      dir: folder,
      format: 'esm',
      minify: true,
      banner: PLACE_NAMES,
      cleanDir: true,
      entryFileNames: '[name].mjs',
      chunkFileNames: '[name]-[hash].mjs',
    },
  };
}

/** A script that runs in the page's process, where Electron gives it CommonJS and nothing to load. */
function preload(folder: string): BuildOptions {
  return {
    input: { preload: 'preload/preload.ts' },
    platform: 'browser',
    logLevel: 'silent',
    external: ['electron'],
    output: { dir: folder, format: 'cjs', minify: true, entryFileNames: '[name].cjs' },
  };
}

/**
 * Bundles the service for `npm run service`: half the start-up time and a third less memory than loading its modules
 * one by one. With the arguments `desktop [FOLDER]`, the desktop app instead. Run by Node itself, because rolldown's
 * command prints a table of what it made whatever it is told; this says nothing unless it fails.
 */
const [, , target, folder = 'out/desktop'] = process.argv;
if (target === 'desktop') {
  await build(program('main', 'main/desktop.ts', folder));
  await build(preload(folder));
  cpSync('main/desktop/assets/drawn/tray', join(folder, 'tray'), { recursive: true });
  cpSync('main/desktop/assets/drawn/icon.png', join(folder, 'icon.png'));
} else {
  await build(program('service', 'main/service.ts', 'out/service'));
}
