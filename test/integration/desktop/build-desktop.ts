import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));

/** Runs a script of the project's own under this Node. Rejects with what it said when it fails. */
export async function runScript(script: string, args: readonly string[], cwd = PROJECT): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(PROJECT, script), ...args],
    { cwd, maxBuffer: 50_000_000 },
  );
  return stdout + stderr;
}

/** Builds program and preload script into a folder of the test's own, so that tests do not build over each other. */
export async function buildDesktop(folder: string): Promise<void> {
  await runScript('rolldown.config.ts', ['desktop', folder]);
}

/** Builds the page. */
export async function buildRenderer(folder: string): Promise<void> {
  await runScript('node_modules/vite/bin/vite.js', [
    'build',
    '--logLevel',
    'warn',
    '--emptyOutDir',
    '--outDir',
    folder,
  ]);
}
