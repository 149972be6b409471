import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** A process of this program's own that answers requests; its other end is `serveParent`. */
export interface HelperProcess {
  /** Rejects when the process ends or refuses instead of answering. One request at a time. */
  ask(request: object): Promise<unknown>;
  /** Lets it close what it holds and waits for its end; kills it when that takes too long. */
  stop(): Promise<void>;
}

export interface HelperProcessOptions {
  /** Replaces single variables. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Kills the process; for helpers that hold nothing that has to be put away. */
  readonly killSignal?: AbortSignal;
}

const STOP_DEADLINE_MS = 15_000;
const refusalSchema = z.object({ error: z.string() });

/** Starts a module of this folder in a process of its own, which never outlives this one. */
export function startHelperProcess(module: string, options: HelperProcessOptions = {}): HelperProcess {
  const child = fork(fileURLToPath(new URL(module, import.meta.url)), [], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...options.environment },
    // A group of its own: Ctrl+C on the terminal reaches this process alone, which then stops things in order.
    detached: process.platform !== 'win32',
  });
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', kill);
  options.killSignal?.addEventListener('abort', kill, { once: true });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      process.off('exit', kill);
      options.killSignal?.removeEventListener('abort', kill);
      resolve();
    });
  });
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        const take = (reply: unknown): void => {
          child.off('exit', fail);
          const refusal = refusalSchema.safeParse(reply);
          if (refusal.success) reject(new Error(`${module}: ${refusal.data.error}`));
          else resolve(reply);
        };
        const fail = (): void => {
          child.off('message', take);
          reject(new Error(`${module} ended before it answered.`));
        };
        child.once('message', take);
        child.once('exit', fail);
        child.send(request, (error) => {
          if (error !== null) fail();
        });
      }),
    async stop() {
      if (child.connected) child.disconnect();
      const deadline = setTimeout(kill, STOP_DEADLINE_MS);
      await ended;
      clearTimeout(deadline);
    },
  };
}
