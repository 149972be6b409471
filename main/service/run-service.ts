import type { Failure } from '../sync/failure.ts';
import { passForever, passUntilQuiet } from '../sync/schedule.ts';
import type { PassLog } from '../sync/schedule.ts';
import { NO_TOTALS } from '../sync/totals.ts';
import { parseArguments, USAGE } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { assemble } from '../automation/assemble.ts';
import type { Assembly } from '../automation/assemble.ts';
import { nameOfProvider } from '../automation/connections.ts';
import type { Notice } from '../automation/notice.ts';
import { prepare } from './prepare.ts';
import type { Premises } from './prepare.ts';
import { Progress } from './progress.ts';
import { describePlans, writeSimulation } from './simulation.ts';
import { exitCodeOf, summarize, writeSummary } from './summary.ts';
import { systemClock } from '../automation/system-clock.ts';

export type ExitCode = 0 | 1 | 2 | 3;

export interface ServiceIo {
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { readonly isTTY?: boolean; write(text: string): unknown };
  /** Fires on SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
}

/** How long a stop waits for steps that are under way. */
const STOP_DEADLINE_MS = 10_000;

/** Runs the command line from its arguments to its exit code. */
export async function runService(io: ServiceIo): Promise<ExitCode> {
  const parsed = parseArguments(io.arguments);
  if (!parsed.ok) {
    io.stderr.write(`${parsed.failure.message}\n\n${USAGE}\n`);
    return 2;
  }
  if (parsed.value === 'help') {
    io.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const prepared = await prepare({
    configPath: parsed.value.config,
    environment: io.environment,
    clock: systemClock,
    random: Math.random,
  });
  if (!prepared.ok) {
    report(io, prepared.failure);
    return 2;
  }
  try {
    return await runOnPremises(io, parsed.value, prepared.value);
  } finally {
    await prepared.value.close();
  }
}

async function runOnPremises(openIo: ServiceIo, args: Arguments, premises: Premises): Promise<ExitCode> {
  const startedAtMs = systemClock.nowMs();
  const io = hidingSecrets(openIo, premises);
  const log = premises.log.forRoom('engine');
  const progress = new Progress({ stream: io.stderr, nowMs: () => performance.now() });
  let engine: Assembly['engine'] | null = null;
  const assembled = await assemble({
    setup: premises.config,
    ledger: premises.ledger,
    tokens: premises.tokens,
    log: premises.log,
    localClock: systemClock,
    random: Math.random,
    isReadOnly: args.isSimulated,
    isPatient: !args.isOnce && !args.isSimulated,
    signal: io.signal,
    announce({ record, operation, notes, failure }) {
      const job = record.jobName;
      if (failure !== null) log.warn({ job, step: operation.kind, code: failure.code }, failure.message);
      for (const { action } of notes) log.info({ job }, action);
      if (engine !== null) progress.show(engine.totals);
    },
  });
  if (!assembled.ok) {
    log.error({ code: assembled.failure.code }, assembled.failure.message);
    report(io, assembled.failure);
    if (args.isJson && args.isOnce) printNothingDone(io, assembled.failure, startedAtMs);
    return 3;
  }
  const { value: assembly } = assembled;
  engine = assembly.engine;
  const introduced = args.isJson ? Promise.resolve() : introduce(io, premises, assembly);
  const run = { io, args, premises, assembly, progress, startedAtMs, passLog: logPasses(io, premises, args) };
  try {
    if (args.isSimulated) return await simulate(run);
    return await (args.isOnce ? runOnce(run) : runForever(run));
  } finally {
    await introduced;
    await assembly.engine.stop(STOP_DEADLINE_MS);
    await assembly.close();
  }
}

interface Run {
  readonly io: ServiceIo;
  readonly args: Arguments;
  readonly premises: Premises;
  readonly assembly: Assembly;
  readonly progress: Progress;
  readonly startedAtMs: number;
  readonly passLog: PassLog;
}

async function simulate({ io, args, premises, assembly }: Run): Promise<ExitCode> {
  const plans = await assembly.engine.simulate();
  if (!plans.ok) {
    report(io, plans.failure);
    return 3;
  }
  const jobs = describePlans(plans.value, nameOfProvider(premises.config.provider.kind));
  io.stdout.write(args.isJson ? `${JSON.stringify({ jobs }, null, 2)}\n` : `${writeSimulation(jobs)}\n`);
  return 0;
}

async function runOnce(run: Run): Promise<ExitCode> {
  const { io, assembly, passLog, progress } = run;
  const stopOnSignal = (): void => {
    void assembly.engine.stop(STOP_DEADLINE_MS);
  };
  io.signal.addEventListener('abort', stopOnSignal, { once: true });
  const broken = await passUntilQuiet(assembly.engine, assembly.clock, Math.random, passLog, io.signal);
  await assembly.engine.idle();
  progress.clear();
  const unusable = [
    ...(broken === null ? [] : [broken]),
    ...(io.signal.aborted ? [] : await assembly.unusable(io.signal)),
    ...assembly.engine.closures().map(({ closure }) => closure.failure),
  ];
  const code = printSummary(run, distinct(unusable));
  if (!io.signal.aborted) return code;
  io.stderr.write('Stopped before everything was done. The next run goes on from here.\n');
  return code === 0 ? 1 : code;
}

async function runForever(run: Run): Promise<ExitCode> {
  const { io, assembly, passLog, premises, progress } = run;
  io.stderr.write('Looking for jobs until it is stopped with Ctrl+C.\n');
  const stopOnSignal = (): void => {
    void assembly.engine.stop(STOP_DEADLINE_MS);
  };
  io.signal.addEventListener('abort', stopOnSignal, { once: true });
  // The first pass does not wait for these answers.
  const checking = assembly.unusable(io.signal).then((failures) => {
    for (const failure of failures) report(io, failure);
  });
  const pollMs = premises.config.sync.pollSeconds * 1000;
  await passForever(assembly.engine, assembly.clock, Math.random, pollMs, passLog, io.signal);
  await assembly.engine.stop(STOP_DEADLINE_MS);
  await checking;
  progress.clear();
  printSummary(run, assembly.engine.haltedBy === null ? [] : [assembly.engine.haltedBy]);
  return assembly.engine.haltedBy === null ? 0 : 3;
}

function printSummary({ io, args, assembly, startedAtMs }: Run, unusable: readonly Failure[]): ExitCode {
  const summary = summarize({
    engine: assembly.engine,
    unusable,
    notices: [...assembly.notices, ...clockNotice(assembly)],
    requests: assembly.requests(),
    durationMs: Math.round(systemClock.nowMs() - startedAtMs),
  });
  io.stdout.write(args.isJson ? `${JSON.stringify(summary)}\n` : `${writeSummary(summary)}\n`);
  return exitCodeOf(summary);
}

/** The one object that `--json` promises, also where nothing could be begun. */
function printNothingDone(io: ServiceIo, failure: Failure, startedAtMs: number): void {
  const summary = summarize({
    engine: { jobsSeen: 0, totals: NO_TOTALS, reports: () => [] },
    unusable: [failure],
    notices: [],
    requests: { skedulo: 0, provider: 0 },
    durationMs: Math.round(systemClock.nowMs() - startedAtMs),
  });
  io.stdout.write(`${JSON.stringify(summary)}\n`);
}

function clockNotice({ clock }: Assembly): readonly Notice[] {
  if (clock.correctionMs === 0) return [];
  const hours = (Math.abs(clock.correctionMs) / 3_600_000).toFixed(1);
  const direction = clock.correctionMs > 0 ? 'behind' : 'ahead';
  return [
    {
      code: 'clock-wrong',
      message: `The clock of this computer is ${hours} hours ${direction}. ReadyMeet went by Skedulo's clock; set this one right.`,
    },
  ];
}

/** Writes passes to the log, and failed ones also to the terminal, each cause once in a row. */
function logPasses(io: ServiceIo, premises: Premises, args: Arguments): PassLog {
  const log = premises.log.forRoom('pass');
  let told: string | null = null;
  return {
    passed() {
      if (told !== null && !args.isOnce) io.stderr.write('Skedulo can be read again.\n');
      told = null;
      log.info('passed');
    },
    failed(failure, nextTryMs) {
      log.warn({ code: failure.code, nextTryMs }, failure.message);
      if (told !== failure.code && !args.isOnce) report(io, failure);
      told = failure.code;
    },
  };
}

/** What is printed passes the same filter as the log. */
function hidingSecrets(io: ServiceIo, { redactor }: Premises): ServiceIo {
  const { stderr, stdout } = io;
  return {
    ...io,
    stdout: { write: (text) => stdout.write(redactor.redact(text)) },
    stderr: {
      ...(stderr.isTTY === undefined ? {} : { isTTY: stderr.isTTY }),
      write: (text) => stderr.write(redactor.redact(text)),
    },
  };
}

/** Says whose Skedulo and whose provider account is at work. */
async function introduce(io: ServiceIo, premises: Premises, assembly: Assembly): Promise<void> {
  const { tenant } = assembly;
  const roles = tenant.roles.length === 0 ? '' : ` (${tenant.roles.join(', ')})`;
  io.stderr.write(`Skedulo: ${tenant.userName}${roles}, tenant ${tenant.tenantId}, ${tenant.apiUrl}\n`);
  const account = await assembly.account;
  if (account === null) return;
  const email = account.email === '' ? '' : ` <${account.email}>`;
  io.stderr.write(`${nameOfProvider(premises.config.provider.kind)}: ${account.name}${email}\n`);
  for (const note of account.notes) io.stderr.write(`  ${note}\n`);
}

function report(io: ServiceIo, failure: Failure): void {
  io.stderr.write(`${failure.message}\n${failure.mend === undefined ? '' : `${failure.mend}\n`}`);
}

function distinct(failures: readonly Failure[]): readonly Failure[] {
  return [...new Map(failures.map((failure) => [`${failure.party} ${failure.code}`, failure])).values()];
}
