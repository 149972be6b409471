import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findDesktopRuntime } from './desktop-runtime.ts';
import { startCommands } from './start-commands.ts';
import { projectOf } from './ui/built-page.ts';

/**
 * `npm start`: the desktop app; where its runtime is not installed and cannot be fetched, the same page in a browser.
 * A small program of its own beside the service, because it decides which of the two is started and is neither.
 */
const PROJECT = projectOf(import.meta.url);
/** A computer without the internet is told apart from a slow one. */
const FETCH_LIMIT_MS = 180_000;
const NO_RUNTIME =
  'No Electron runtime is installed and none could be fetched, so ReadyMeet opens in the browser instead.';

function findRuntime(): string | null {
  return findDesktopRuntime(PROJECT, process.env, process.platform);
}

/** Has the `electron` package fetch its runtime, as it would when it is first started. */
function fetchRuntime(): string | null {
  process.stderr.write('Fetching the Electron runtime …\n');
  spawnSync(process.execPath, [join(PROJECT, 'node_modules/electron/install.js')], {
    cwd: PROJECT,
    stdio: 'ignore',
    timeout: FETCH_LIMIT_MS,
  });
  return findRuntime();
}

/** Runs a program in the foreground. Ctrl+C reaches it as well as this program, which then waits for its end. */
function run(program: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: PROJECT,
      stdio: 'inherit',
      // npm is a script on Windows, which only a shell can start.
      shell: program === 'npm' && process.platform === 'win32',
    });
    const ignore = (): void => undefined;
    const passOn = (): void => void child.kill('SIGTERM');
    process.on('SIGINT', ignore);
    process.on('SIGTERM', passOn);
    const end = (exitCode: number): void => {
      process.off('SIGINT', ignore);
      process.off('SIGTERM', passOn);
      resolve(exitCode);
    };
    child.once('error', () => {
      end(1);
    });
    child.once('close', (code) => {
      end(code ?? 1);
    });
  });
}

async function start(args: readonly string[]): Promise<number> {
  const runtime = findRuntime() ?? fetchRuntime();
  if (runtime === null) process.stderr.write(`${NO_RUNTIME}\n`);
  let exitCode = 0;
  for (const [program, ...rest] of startCommands(runtime, args)) {
    exitCode = await run(program, rest);
    if (exitCode !== 0) break;
  }
  return exitCode;
}

process.exitCode = await start(process.argv.slice(2));
