import { backoffMs } from './backoff.ts';
import type { Engine } from './engine.ts';
import type { Failure } from './failure.ts';
import type { Clock, Random } from './ports.ts';

export interface PassLog {
  readonly passed: () => void;
  readonly failed: (failure: Failure, nextTryMs: number | null) => void;
  /** When nothing is left to do for a pass of a run that goes on, or when the next one is due before that. */
  readonly worked?: () => void;
}

/** The longest delay that a single run waits out. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Makes passes until nothing is left that could be done within a minute.
 * @returns the failure that kept Skedulo from being read or the ledger from recording; null when passes went through
 */
export async function passUntilQuiet(
  engine: Engine,
  clock: Clock,
  random: Random,
  log: PassLog,
  signal: AbortSignal,
): Promise<Failure | null> {
  let failures = 0;
  while (!signal.aborted) {
    const { passed, restMs } = await passOnce(engine, clock);
    if (!passed.ok) {
      failures += 1;
      const waitMs = backoffMs(failures, random, passed.failure.retryAfterMs);
      const isWorthWaiting =
        passed.failure.isTemporary &&
        passed.failure.kind !== 'local' &&
        waitMs <= LONGEST_WAIT_MS &&
        failures <= 6;
      log.failed(passed.failure, isWorthWaiting ? waitMs : null);
      if (!isWorthWaiting) return passed.failure;
      await clock.sleep(waitMs, signal);
      continue;
    }
    failures = 0;
    log.passed();
    const wasLong = await waitUntilIdle(engine, clock, Math.max(LOOK_AGAIN_AFTER_MS, restMs), signal);
    if (engine.haltedBy !== null) return engine.haltedBy;
    if (wasLong) continue;
    const dueMs = engine.nextDueMs();
    if (dueMs === null || dueMs - clock.nowMs() > LONGEST_WAIT_MS) return null;
    await clock.sleep(Math.max(0, dueMs - clock.nowMs()), signal);
  }
  return null;
}

/** After so long the jobs may have changed while they were worked on: they are looked at again. */
const LOOK_AGAIN_AFTER_MS = 15_000;

/** A look at thousands of jobs takes memory and computing from the work on them: it rests so many times as long. */
const RESTS_A_LOOK = 10;
const LONGEST_REST_MS = 60_000;

/** Makes a pass. `restMs`: how long none should follow that nobody asks for. */
async function passOnce(
  engine: Engine,
  clock: Clock,
): Promise<{ readonly passed: Awaited<ReturnType<Engine['pass']>>; readonly restMs: number }> {
  const beganMs = clock.nowMs();
  const passed = await engine.pass();
  // Where the clock was set right meanwhile the difference says nothing: it is kept within bounds.
  const tookMs = Math.max(0, clock.nowMs() - beganMs);
  return { passed, restMs: Math.min(LONGEST_REST_MS, tookMs * RESTS_A_LOOK) };
}

/**
 * Waits for the work of a pass, but not so long that it would go by an old look at the jobs.
 * @returns whether another look is due before anything counts as quiet
 */
async function waitUntilIdle(
  engine: Engine,
  clock: Clock,
  mostMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const startedMs = clock.nowMs();
  const done = new AbortController();
  let isIdle = false;
  await Promise.race([
    engine.idle().then(() => {
      isIdle = true;
      done.abort();
    }),
    clock.sleep(mostMs, AbortSignal.any([signal, done.signal])),
  ]);
  return !isIdle || clock.nowMs() - startedMs >= mostMs;
}

/** A pass asked for by something that has become due comes no sooner than this after the last one. */
const SHORTEST_PAUSE_MS = 1_000;

/**
 * Makes passes for as long as nobody stops it: one every `pollMs`, and sooner when something becomes due. A pass does
 * not wait for the work of the one before: a slow mail server must not keep new jobs from getting their meeting.
 */
export async function passForever(
  engine: Engine,
  clock: Clock,
  random: Random,
  pollMs: number,
  log: PassLog,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const { passed, restMs } = await passOnce(engine, clock);
    if (passed.ok) {
      failures = 0;
      log.passed();
    } else {
      failures += 1;
    }
    const waitMs = passed.ok
      ? Math.max(restMs, untilNextPass(engine, clock.nowMs(), pollMs))
      : Math.max(pollMs, backoffMs(failures, random, passed.failure.retryAfterMs));
    if (!passed.ok) log.failed(passed.failure, waitMs);
    const waiting = clock.sleep(waitMs, signal);
    if (passed.ok) {
      await Promise.race([engine.idle(), waiting]);
      log.worked?.();
    }
    await waiting;
  }
}

function untilNextPass(engine: Engine, nowMs: number, pollMs: number): number {
  const dueMs = engine.nextDueMs();
  if (dueMs === null) return pollMs;
  return Math.min(pollMs, Math.max(SHORTEST_PAUSE_MS, dueMs - nowMs));
}
