import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failed, localFailure, success } from '../../sync/failure.ts';
import type { Result } from '../../sync/failure.ts';

/** What the page is built from, below the project's folder. */
const SOURCES = ['renderer', 'preload/contract', 'vite.config.ts', 'package-lock.json'];

export interface BuiltPageOptions {
  readonly project: string;
  /** Called before something is built, which takes some seconds. */
  readonly onBuild: () => void;
  /** Builds the page of the project; says in one line why it could not. */
  readonly build: (project: string) => Promise<string | null>;
}

/**
 * Finds the built page, and builds it first where it is missing or older than its sources: the service without a page
 * need not wait for that, so starting it does not build the page. Resolves with the page's folder.
 */
export async function findBuiltPage({ project, onBuild, build }: BuiltPageOptions): Promise<Result<string>> {
  const folder = join(project, 'out', 'renderer');
  const builtAtMs = await newestMs(join(folder, 'index.html'));
  const changedAtMs = Math.max(
    ...(await Promise.all(SOURCES.map((source) => newestMs(join(project, source))))),
  );
  if (builtAtMs > changedAtMs) return success(folder);
  onBuild();
  const problem = await build(project);
  if (problem === null) return success(folder);
  return failed(
    localFailure({
      party: 'ledger',
      code: 'page-not-built',
      message: `ReadyMeet's page could not be built: ${problem}`,
      mend: 'Run  npm ci  and then  npm run build:renderer  to see the whole of it.',
      isTemporary: false,
    }),
  );
}

/** The folder of ReadyMeet's package, wherever in it a module lies. Throws where there is none: not a state to run in. */
export function projectOf(moduleUrl: string): string {
  for (let folder = dirname(fileURLToPath(moduleUrl)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) throw new Error('ReadyMeet has no package.json.');
  }
}

/**
 * Builds the page as `npm run build:renderer` does, but leaves older files where they are: another service may be
 * serving them, and names carry a digest.
 */
export function buildPage(project: string): Promise<string | null> {
  return new Promise((resolve) => {
    const vite = join(project, 'node_modules', 'vite', 'bin', 'vite.js');
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'error', '--emptyOutDir', 'false'], {
      cwd: project,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('close', (code) => {
      resolve(code === 0 ? null : 'see above.');
    });
  });
}

/** When a file, or the newest of a folder, was changed; 0 for what is not there. */
async function newestMs(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (found === null) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const times = await Promise.all(
    entries.map((entry) => stat(join(entry.parentPath, entry.name)).catch(() => null)),
  );
  return Math.max(found.mtimeMs, ...times.map((time) => time?.mtimeMs ?? 0));
}
