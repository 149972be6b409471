import { text as readText } from 'node:stream/consumers';
import * as z from 'zod';
import { startServiceProcess } from '../simulators/world/service-process.ts';
import type { Started } from './stand-ins-protocol.ts';

const summarySchema = z.object({
  jobsSeen: z.number(),
  meetingsCreated: z.number(),
  linksWritten: z.number(),
  emailsSent: z.number(),
  durationMs: z.number(),
});
export type RunSummary = z.infer<typeof summarySchema>;

export interface ServiceRun {
  readonly summary: RunSummary;
  /** From the start of the process to its end, in milliseconds. */
  readonly wallMs: number;
}

export interface ServiceRunOptions {
  readonly signal: AbortSignal;
  /** Stops a run that takes longer than this, in milliseconds. */
  readonly deadlineMs: number;
  /** Told the id of the process once it runs; the function it returns is called when it has ended. */
  readonly watch?: (processId: number) => () => void;
}

/** Runs the real service once. Rejects when it is stopped, takes too long, or leaves anything undone. */
export async function runServiceOnce(world: Started, options: ServiceRunOptions): Promise<ServiceRun> {
  const stopping = AbortSignal.any([options.signal, AbortSignal.timeout(options.deadlineMs)]);
  stopping.throwIfAborted();
  const beganAtMs = performance.now();
  const service = startServiceProcess(world, {
    isBuilt: true,
    args: ['--once', '--json'],
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = (): void => void service.stop();
  stopping.addEventListener('abort', stop, { once: true });
  const { stdout, pid } = service.child;
  const unwatch = pid === undefined ? undefined : options.watch?.(pid);
  try {
    const [output, exitCode] = await Promise.all([stdout === null ? '' : readText(stdout), service.ended]);
    const wallMs = performance.now() - beganAtMs;
    if (options.signal.aborted) throw new Error('Stopped.');
    if (stopping.aborted) throw new Error(`The service took longer than ${String(options.deadlineMs)} ms.`);
    if (exitCode !== 0) throw new Error(`The service ended with exit code ${String(exitCode)}:\n${output}`);
    return { summary: summarySchema.parse(JSON.parse(output)), wallMs };
  } finally {
    stopping.removeEventListener('abort', stop);
    unwatch?.();
  }
}

/** Throws unless the run did everything there was to do: a figure of a half-done run would say nothing. */
export function requireAllDone(summary: RunSummary, jobs: number): void {
  const { jobsSeen, meetingsCreated, linksWritten, emailsSent } = summary;
  if ([jobsSeen, meetingsCreated, linksWritten, emailsSent].some((count) => count !== jobs)) {
    throw new Error(`Not everything was done for ${String(jobs)} jobs: ${JSON.stringify(summary)}`);
  }
}
