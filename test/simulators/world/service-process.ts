import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { StandIns } from './stand-ins.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SOURCE = ['--disable-warning=ExperimentalWarning', 'main/service.ts'];

const packageSchema = z.object({ scripts: z.object({ service: z.string() }) });

/** The very arguments that `npm run service` gives to Node, the built program among them. */
function builtArguments(): readonly string[] {
  const { scripts } = packageSchema.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  const words = scripts.service.split('&& node ')[1]?.split(' ');
  if (words === undefined) throw new Error('package.json: the script "service" no longer starts node.');
  return words;
}

/** Of `npm run service`, what spares memory at the cost of time. */
const SPARING = /^--(?:optimize-for-size|max-semi-space-size|heap-growing-percent)\b/u;
/** Keeps the service from starting itself over to spare memory. */
const QUICK_START = { MALLOC_ARENA_MAX: '2' };

const STOP_DEADLINE_MS = 20_000;

export interface ServiceProcessOptions {
  /** Besides those that it is always started with. */
  readonly args?: readonly string[];
  /** Where the service writes to; the same places as this process unless told. */
  readonly stdio?: StdioOptions;
  /** Runs what `npm run build` made, as `npm run service` does; the sources unless told. */
  readonly isBuilt?: boolean;
  /** Starts what is built without sparing memory, for tests that start it many times: a third less work. */
  readonly isQuick?: boolean;
  /** Replaces single variables. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The real service in a process of its own. */
export interface ServiceProcess {
  readonly child: ChildProcess;
  /** Resolves when it has ended: with its exit code, or with 128 and the signal's number. */
  readonly ended: Promise<number>;
  /** Asks it to stop, waits for it, and kills it when it does not stop in time. Any number of calls ask once. */
  stop(): Promise<number>;
}

/** Starts the service for a simulated world. It never outlives this process. */
export function startServiceProcess(
  { configFile, environment }: Pick<StandIns, 'configFile' | 'environment'>,
  options: ServiceProcessOptions = {},
): ServiceProcess {
  return startProcess(['--config', configFile], environment, options);
}

/** Starts the command line with these arguments and variables. It never outlives this process. */
export function startProcess(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  options: ServiceProcessOptions,
): ServiceProcess {
  const isQuick = options.isBuilt === true && options.isQuick === true;
  const program = options.isBuilt === true ? builtArguments() : SOURCE;
  const child = spawn(
    process.execPath,
    [
      ...(isQuick ? program.filter((word) => !SPARING.test(word)) : program),
      ...args,
      ...(options.args ?? []),
    ],
    {
      cwd: ROOT,
      stdio: options.stdio ?? ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...(isQuick ? QUICK_START : {}), ...environment, ...options.environment },
      // A group of its own: Ctrl+C on the terminal reaches this process alone, which then stops the service in order.
      detached: process.platform !== 'win32',
      windowsHide: true,
    },
  );
  const killWithUs = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', killWithUs);
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('exit', killWithUs);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
  let stopping: Promise<number> | null = null;
  const stopOnce = async (): Promise<number> => {
    child.kill('SIGINT');
    const deadline = setTimeout(killWithUs, STOP_DEADLINE_MS);
    try {
      return await ended;
    } finally {
      clearTimeout(deadline);
    }
  };
  return { child, ended, stop: () => (stopping ??= stopOnce()) };
}
