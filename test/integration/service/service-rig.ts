import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, inject, onTestFinished } from 'vitest';
import * as z from 'zod';
import { startServiceProcess } from '../../simulators/world/service-process.ts';
import type { ServiceProcess } from '../../simulators/world/service-process.ts';
import { startStandIns } from '../../simulators/world/stand-ins.ts';
import type { StandIns, StandInsOptions } from '../../simulators/world/stand-ins.ts';

export const KINDS = ['zoom', 'teams', 'meet'] as const;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

const notice = z.strictObject({ code: z.string(), message: z.string() });

/** Exactly what `--json` prints: one field more or less is an error. */
export const summarySchema = z.strictObject({
  jobsSeen: z.int(),
  meetingsCreated: z.int(),
  meetingsUpdated: z.int(),
  meetingsCancelled: z.int(),
  linksWritten: z.int(),
  emailsSent: z.int(),
  skipped: z.array(z.strictObject({ job: z.string(), reason: z.string() })),
  needsAttention: z.array(z.strictObject({ job: z.string(), code: z.string(), message: z.string() })),
  unusable: z.array(notice),
  notices: z.array(notice),
  requests: z.strictObject({ skedulo: z.int(), provider: z.int() }),
  durationMs: z.int(),
});
export type PrintedSummary = z.infer<typeof summarySchema>;

/** Has a step taken when the test is over; `onTestFinished` unless tests run side by side. */
export type WhenFinished = (step: () => Promise<void>) => void;

/** Starts the outside world, closed with the test. No provider's pace slows it down unless told. */
export async function openWorld(
  options: StandInsOptions,
  whenFinished: WhenFinished = onTestFinished,
): Promise<StandIns> {
  const world = await startStandIns({ limits: { perSecond: 1_000, perDay: 100_000 }, ...options });
  whenFinished(() => world.close());
  return world;
}

export interface ServiceOutput {
  readonly exitCode: number;
  readonly stdout: string;
  /** All that was said but how far a long pass has come: whether one takes long is the machine's affair. */
  readonly stderr: string;
}

/** A plain line of `Progress`, which is printed every 5 seconds. */
const PROGRESS_LINE = /^\d+ meetings made, \d+ links written, \d+ e-mails sent …\n/gmu;

export interface RunningService extends ServiceProcess {
  readonly output: Promise<ServiceOutput>;
  /** Resolves once the words have been written to stderr. */
  says(words: string): Promise<void>;
}

export interface StartOptions {
  /** Replaces single variables. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly whenFinished?: WhenFinished;
}

/** Starts the real command line. It is killed with the test if it has not ended before. */
export function startService(
  world: Pick<StandIns, 'configFile' | 'environment'>,
  args: readonly string[],
  { environment = {}, whenFinished = onTestFinished }: StartOptions = {},
): RunningService {
  const service = startServiceProcess(world, {
    args,
    environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Unset where vitest runs without `build-service.ts`.
    isBuilt: inject('isServiceBuilt') === true,
    isQuick: true,
  });
  whenFinished(async () => {
    service.child.kill('SIGKILL');
    await service.ended;
  });
  const { stdout, stderr } = service.child;
  if (stdout === null || stderr === null) throw new Error('The output of the service is not piped.');
  let said = '';
  const listeners = new Set<() => void>();
  stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
    for (const listener of listeners) listener();
  });
  return {
    ...service,
    output: Promise.all([service.ended, text(stdout)]).then(([exitCode, printed]) => ({
      exitCode,
      stdout: printed,
      stderr: said.replaceAll(PROGRESS_LINE, ''),
    })),
    says: (words) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (said.includes(words)) resolve();
        };
        listeners.add(look);
        look();
        void service.ended.then(() => {
          reject(new Error(`The service ended and never said "${words}", but: ${said}`));
        });
      }),
  };
}

/** Runs the real command line to its end. */
export function runService(
  world: Pick<StandIns, 'configFile' | 'environment'>,
  args: readonly string[],
  options: StartOptions = {},
): Promise<ServiceOutput> {
  return startService(world, args, options).output;
}

export interface PassOutput extends ServiceOutput {
  readonly summary: PrintedSummary;
}

/** `--once --json`, with what it printed. */
export async function passOnce(
  world: Pick<StandIns, 'configFile' | 'environment'>,
  options: StartOptions = {},
): Promise<PassOutput> {
  return readPass(await runService(world, ['--once', '--json'], options));
}

/** Reads what `--once --json` printed; anything but one object of the documented form is an error. */
export function readPass(output: ServiceOutput): PassOutput {
  try {
    return { ...output, summary: summarySchema.parse(JSON.parse(output.stdout)) };
  } catch (error) {
    const { exitCode, stdout, stderr } = output;
    throw new Error(`Exit code ${String(exitCode)}, printed: ${stdout}\nsaid: ${stderr}`, { cause: error });
  }
}

/** Writes another configuration beside the first one and has the service use it. */
export async function reconfigured(
  world: StandIns,
  name: string,
  config: unknown,
): Promise<Pick<StandIns, 'configFile' | 'environment'>> {
  const configFile = join(world.folder, `${name}.json`);
  await writeFile(configFile, typeof config === 'string' ? config : JSON.stringify(config));
  return { configFile, environment: world.environment };
}

/** The meetings that stand at the provider now. */
export function liveMeetings(world: StandIns): ReturnType<StandIns['provider']['meetings']> {
  return world.provider.meetings().filter(({ isCancelled }) => !isCancelled);
}

/** Says where a job's link does not lead to exactly one meeting that stands, or a meeting to no job. */
export function findLinkMismatches(world: StandIns, jobNames: readonly string[]): readonly string[] {
  const live = liveMeetings(world);
  const links = jobNames.map((name) => ({ name, url: world.skedulo.office.job(name).VirtualMeetingURL }));
  return [
    ...links.flatMap(({ name, url }) => {
      const count = live.filter(({ joinUrl }) => joinUrl !== null && joinUrl === url).length;
      return count === 1 ? [] : [`${name} shows ${String(url)}, which leads to ${String(count)} meetings`];
    }),
    ...live
      .filter(({ joinUrl }) => !links.some(({ url }) => url === joinUrl))
      .map(({ topic, joinUrl }) => `the meeting ${topic} (${String(joinUrl)}) belongs to no job`),
  ];
}

/** Makes a job look as if it had been left alone for a while, so that a change of it is passed on at once. */
export function letSettle(world: StandIns, jobName: string): void {
  world.skedulo.office.job(jobName).LastModifiedDate = new Date(Date.now() - HOUR_MS).toISOString();
}

/** Matches a text that holds the words. */
export function containing(words: string): unknown {
  const matcher: unknown = expect.stringContaining(words);
  return matcher;
}

/** Matches a text by a pattern. */
export function matching(pattern: RegExp): unknown {
  const matcher: unknown = expect.stringMatching(pattern);
  return matcher;
}

/** Waits for something that another process brings about. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}
