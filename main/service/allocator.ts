import { accessSync, constants } from 'node:fs';

/**
 * How the C library of most Linux systems gives out memory; read once, when a process starts
 * (https://man7.org/linux/man-pages/man3/mallopt.3.html, "Environment variables"). Left to itself it keeps a heap for
 * each thread and holds on to what was freed: some 40 MB for nothing in a run over thousands of jobs.
 */
export const ALLOCATOR_SETTINGS = {
  MALLOC_ARENA_MAX: '1',
  // Whatever is larger goes back to the system as soon as it is freed. Naming a limit keeps it from growing by itself.
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
} as const;
const NAMES = Object.keys(ALLOCATOR_SETTINGS);

/** As much of `process` as is needed. */
export interface RestartableProcess {
  readonly platform: string;
  readonly env: Record<string, string | undefined>;
  readonly execPath: string;
  readonly execArgv: readonly string[];
  readonly argv: readonly string[];
  readonly argv0: string;
  /** There where another process has forked this one and talks to it. */
  readonly channel?: unknown;
  /** Not on Windows. */
  readonly execve?: (file: string, args: readonly string[], env: Record<string, string>) => void;
}

/**
 * Has the C library sparing with memory, where it can be told: the process replaces itself by one that is the same but
 * for these settings, so that its id, terminal, folder and exit code stay (https://nodejs.org/api/process.html,
 * `process.execve`). To be called before anything else is begun. Whoever has set `MALLOC_ARENA_MAX` is left to it.
 */
export function spareMemory(own: RestartableProcess): void {
  if (own.env['MALLOC_ARENA_MAX'] !== undefined) {
    // What was set here is done with; programs that this one starts, such as the browser, are not to be slowed down.
    const isOurs = Object.entries(ALLOCATOR_SETTINGS).every(([name, value]) => own.env[name] === value);
    for (const name of isOurs ? NAMES : []) delete own.env[name];
    return;
  }
  if (own.platform !== 'linux' || own.execve === undefined || own.channel !== undefined) return;
  const environment = { ...withoutGaps(own.env), ...ALLOCATOR_SETTINGS };
  try {
    // Node aborts where the system refuses: a program that was moved or may not be run is left as it is.
    accessSync(own.execPath, constants.X_OK);
    own.execve(own.execPath, [own.argv0, ...own.execArgv, ...own.argv.slice(1)], environment);
  } catch {
    // Without leave to start programs (`--permission`) it goes on with what memory it takes.
  }
}

function withoutGaps(environment: RestartableProcess['env']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
