import type { Log } from '../log/logger.ts';
import type { PlannedJob } from '../sync/engine.ts';
import { cancelledFailure, failed } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { Clock, Ledger, Random } from '../sync/ports.ts';
import { assemble } from './assemble.ts';
import type { AutomationSetup } from './automation.ts';

export interface SimulateOptions {
  readonly setup: AutomationSetup;
  readonly ledger: Ledger;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
}

/** Plans a pass with these settings and carries nothing out: asks only Skedulo, and only reads there. */
export async function simulate(
  { setup, ledger, log, clock, random }: SimulateOptions,
  signal: AbortSignal,
): Promise<Result<readonly PlannedJob[]>> {
  const assembled = await assemble({
    setup,
    ledger,
    tokens: setup.tokens,
    log,
    localClock: clock,
    random,
    isReadOnly: true,
    findAccountSinceMs: () => Promise.resolve(setup.accountSinceMs),
    announce: () => undefined,
    isPatient: false,
    signal,
  });
  if (!assembled.ok) return assembled;
  const assembly = assembled.value;
  const { engine } = assembly;
  const stop = (): void => {
    void engine.stop(0);
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    return signal.aborted ? failed(cancelledFailure('skedulo', false)) : await engine.simulate();
  } finally {
    signal.removeEventListener('abort', stop);
    await engine.stop(0);
    await assembly.close();
  }
}
