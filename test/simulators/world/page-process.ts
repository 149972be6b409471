import { createInterface } from 'node:readline';
import { startProcess } from './service-process.ts';
import type { ServiceProcess } from './service-process.ts';

export interface PageProcessOptions {
  readonly dataFolder: string;
  /** Besides `--ui` and `--data`. */
  readonly args?: readonly string[];
  /** What the process needs besides what it inherits. */
  readonly environment: Readonly<Record<string, string>>;
  /** Runs what is built, as `npm run service` does; the sources unless told. */
  readonly isBuilt?: boolean;
  /** Told each line that the service prints, addresses included. */
  readonly onLine?: (line: string) => void;
  /** Told each line of what goes wrong; those go where this process writes them unless told. */
  readonly onErrorLine?: (line: string) => void;
}

/** The real service with its page, in a process of its own. */
export interface PageProcess extends ServiceProcess {
  /**
   * The newest address that lets one browser in; waits for the first. Rejects when the service ends before it has
   * printed one.
   */
  address(): Promise<string>;
}

const ADDRESS = /^\s*(http:\/\/127\.0\.0\.1:\d+\/enter\?token=\S+)$/;

/** Starts the service with its page for a data folder. It never outlives this process. */
export function startPageProcess(options: PageProcessOptions): PageProcess {
  const { dataFolder, args = [], environment, isBuilt = false, onLine, onErrorLine } = options;
  const service = startProcess(['--ui', '--data', dataFolder], environment, {
    args,
    isBuilt,
    stdio: ['ignore', 'pipe', onErrorLine === undefined ? 'inherit' : 'pipe'],
  });
  const { stdout, stderr } = service.child;
  if (stdout === null) throw new Error('The service has no stdout.');
  let complaints = '';
  if (stderr !== null) {
    createInterface({ input: stderr }).on('line', (line) => {
      complaints += `\n${line}`;
      onErrorLine?.(line);
    });
  }
  const first = Promise.withResolvers<string>();
  let newest: string | null = null;
  createInterface({ input: stdout }).on('line', (line) => {
    onLine?.(line);
    const address = ADDRESS.exec(line)?.[1];
    if (address === undefined) return;
    newest = address;
    first.resolve(address);
  });
  service.ended.then(
    (exitCode) => {
      first.reject(new Error(`The service ended with ${String(exitCode)} before an address.${complaints}`));
    },
    (error: unknown) => {
      first.reject(error);
    },
  );
  // Whoever does not wait for the address is told by `ended`.
  first.promise.catch(() => undefined);
  return { ...service, address: async () => newest ?? (await first.promise) };
}
