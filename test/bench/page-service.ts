import { existsSync, readFileSync } from 'node:fs';
import { startPageProcess } from '../simulators/world/page-process.ts';
import { processorMsOf, residentBytesOf } from './figures.ts';
import type { PageSetUp } from './stand-ins-protocol.ts';

/** The service with its page, as `npm run service -- --ui` runs it once it is built. */
export interface PageService {
  /** Resolves with an address that lets a browser in, once it is printed. */
  readonly address: Promise<string>;
  /** Of all threads since it was started; NaN where the system does not tell. */
  processorMs(): number;
  /** Resident just now; NaN where the system does not tell. */
  residentBytes(): number;
  stop(): Promise<void>;
}

export interface PageServiceOptions {
  readonly dataDir: string;
  readonly setUp: PageSetUp;
  readonly signal: AbortSignal;
  /** Replaces single variables. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Told each line of stderr. */
  readonly onErrorLine?: (line: string) => void;
}

/** Whether the system tells of other processes; only Linux does in this way. */
export function tellsOfProcesses(): boolean {
  return existsSync('/proc/self/stat');
}

/** Starts it. It never outlives this process, and ends with the signal. */
export function startPageService(options: PageServiceOptions): PageService {
  const { dataDir, setUp, signal, environment, onErrorLine } = options;
  signal.throwIfAborted();
  const complaints: string[] = [];
  const service = startPageProcess({
    dataFolder: dataDir,
    environment: { ...setUp.environment, ...environment },
    isBuilt: true,
    onErrorLine(line) {
      complaints.push(line);
      onErrorLine?.(line);
    },
  });
  const stop = (): void => void service.stop();
  signal.addEventListener('abort', stop, { once: true });
  const { pid } = service.child;
  const read = (file: string, valueOf: (text: string) => number | null): number => {
    try {
      return valueOf(readFileSync(`/proc/${String(pid)}/${file}`, 'utf8')) ?? Number.NaN;
    } catch {
      return Number.NaN;
    }
  };
  return {
    address: service.address(),
    processorMs: () => read('stat', processorMsOf),
    residentBytes: () => read('status', residentBytesOf),
    async stop() {
      signal.removeEventListener('abort', stop);
      const exitCode = await service.stop();
      if (exitCode === 0) return;
      throw new Error(
        [`The service with its page ended with ${String(exitCode)}.`, ...complaints].join('\n'),
      );
    },
  };
}
