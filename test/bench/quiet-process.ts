import { assemble } from '../../main/automation/assemble.ts';
import { prepare } from '../../main/service/prepare.ts';
import type { Premises } from '../../main/service/prepare.ts';
import { systemClock } from '../../main/automation/system-clock.ts';
import type { Engine } from '../../main/sync/engine.ts';
import type { Result } from '../../main/sync/failure.ts';
import { serveParent } from './helper-child.ts';
import { quietRequestSchema } from './quiet-protocol.ts';
import type { QuietAnswer, QuietRequest } from './quiet-protocol.ts';

/** A process with the service's own engine and ports, which measures the processor time of passes. */
serveParent(
  (message) => measure(quietRequestSchema.parse(message)),
  () => Promise.resolve(),
);

async function measure(request: QuietRequest): Promise<QuietAnswer> {
  const premises = valueOf(
    await prepare({
      configPath: request.configFile,
      environment: process.env,
      clock: systemClock,
      random: Math.random,
    }),
  );
  try {
    return await measurePasses(premises, request);
  } finally {
    await premises.close();
  }
}

async function measurePasses(premises: Premises, request: QuietRequest): Promise<QuietAnswer> {
  let steps = 0;
  const assembly = valueOf(
    await assemble({
      setup: premises.config,
      ledger: premises.ledger,
      tokens: premises.tokens,
      log: premises.log,
      localClock: systemClock,
      random: Math.random,
      isReadOnly: false,
      isPatient: false,
      signal: new AbortController().signal,
      announce: () => {
        steps += 1;
      },
    }),
  );
  const { engine } = assembly;
  try {
    for (let index = 0; index < request.warmUps; index += 1) await cpuOfPass(engine);
    const cpuMs: number[] = [];
    for (let index = 0; index < request.passes; index += 1) cpuMs.push(await cpuOfPass(engine));
    if (steps > 0) throw new Error(`${String(steps)} steps were taken: the passes were not quiet.`);
    return { jobsSeen: engine.jobsSeen, cpuMs };
  } finally {
    await assembly.close();
  }
}

async function cpuOfPass(engine: Engine): Promise<number> {
  const before = process.cpuUsage();
  valueOf(await engine.pass());
  await engine.idle();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}
