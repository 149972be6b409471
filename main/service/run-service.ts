import { bugFailure } from '../sync/failure.ts';
import type { Failure } from '../sync/failure.ts';
import { passForever, passUntilQuiet } from '../sync/schedule.ts';
import type { PassLog } from '../sync/schedule.ts';
import { NO_TOTALS } from '../sync/totals.ts';
import { parseArguments, USAGE } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { assemble } from '../automation/assemble.ts';
import type { Assembly } from '../automation/assemble.ts';
import { clockNotice } from '../automation/clock-notice.ts';
import { nameOfProvider } from '../automation/connections.ts';
import type { Notice } from '../automation/notice.ts';
import { distinct, PassSummaries } from './pass-summaries.ts';
import { prepare } from './prepare.ts';
import type { Premises } from './prepare.ts';
import { Progress } from './progress.ts';
import { describePlans, writeSimulation } from './simulation.ts';
import type { SimulatedJob } from './simulation.ts';
import { describeProblem, exitCodeOf, summarize, writeSummary } from './summary.ts';
import type { Summary } from './summary.ts';
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
const STOPPED = 'Stopped before everything was done. The next run goes on from here.\n';

/** Runs the command line from its arguments to its exit code. With `--json` an object is printed in any case. */
export async function runService(io: ServiceIo): Promise<ExitCode> {
  let hasPrinted = false;
  const stdout = {
    write(text: string): unknown {
      hasPrinted = true;
      return io.stdout.write(text);
    },
  };
  try {
    return await run({ ...io, stdout });
  } catch (error) {
    // A bug. Its words may hold anything, so only its kind is told.
    const failure = bugFailure('ledger', error instanceof Error ? error.name : typeof error);
    if (!hasPrinted) printNothingDone(io, wishesOf(io), failure, systemClock.nowMs());
    throw error;
  }
}

/** What is wanted on stdout, also where the command line as a whole cannot be understood. */
type Wishes = Pick<Arguments, 'isJson' | 'isSimulated'>;

function wishesOf(io: ServiceIo): Wishes {
  return { isJson: io.arguments.includes('--json'), isSimulated: io.arguments.includes('--simulate') };
}

async function run(io: ServiceIo): Promise<ExitCode> {
  const startedAtMs = systemClock.nowMs();
  const parsed = parseArguments(io.arguments);
  if (!parsed.ok) {
    io.stderr.write(`${parsed.failure.message}\n\n${USAGE}\n`);
    printNothingDone(io, wishesOf(io), parsed.failure, startedAtMs);
    return 2;
  }
  if (parsed.value === 'help') {
    io.stdout.write(`${USAGE}\n`);
    return 0;
  }
  if ('isPage' in parsed.value) {
    // Loaded on demand: without the page nobody pays for it.
    const { runPage } = await import('./ui/run-page.ts');
    return runPage(io, parsed.value);
  }
  const prepared = await prepare({
    configPath: parsed.value.config,
    environment: io.environment,
    clock: systemClock,
    random: Math.random,
  });
  if (!prepared.ok) {
    report(io, prepared.failure);
    printNothingDone(io, parsed.value, prepared.failure, startedAtMs);
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
    findAccountSinceMs: (account) => premises.accounts.sinceMs(account),
    isPatient: !args.isOnce && !args.isSimulated,
    signal: io.signal,
    announce({ record, operation, notes, failure }) {
      const job = record.jobName;
      if (failure !== null) log.warn({ job, step: operation.kind, code: failure.code }, failure.message);
      for (const { action } of notes) log.info({ job }, action);
      if (engine !== null) progress.show(engine.totals);
    },
  });
  if (!assembled.ok && assembled.failure.kind === 'cancelled') return stoppedEarly(io, args, startedAtMs);
  if (!assembled.ok) {
    log.error({ code: assembled.failure.code }, assembled.failure.message);
    report(io, assembled.failure);
    printNothingDone(io, args, assembled.failure, startedAtMs);
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
    const kept = await premises.accounts.kept();
    if (!kept.ok) log.warn({ code: kept.failure.code }, kept.failure.message);
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

async function simulate({ io, args, premises, assembly, startedAtMs }: Run): Promise<ExitCode> {
  const plans = await assembly.engine.simulate();
  if (!plans.ok && plans.failure.kind === 'cancelled') return stoppedEarly(io, args, startedAtMs);
  if (!plans.ok) {
    report(io, plans.failure);
    printNothingDone(io, args, plans.failure, startedAtMs);
    return 3;
  }
  const jobs = describePlans(plans.value, nameOfProvider(premises.config.provider.kind));
  if (args.isJson) printJson(io, { jobs, unusable: [] });
  else io.stdout.write(`${writeSimulation(jobs)}\n`);
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
  io.stderr.write(STOPPED);
  return code === 0 ? 1 : code;
}

async function runForever(run: Run): Promise<ExitCode> {
  const { io, args, assembly, premises, progress } = run;
  const summaries = new PassSummaries({
    assembly,
    notices: () => noticesOf(assembly),
    print: (summary) => {
      if (args.isJson) printJson(io, summary);
    },
    nowMs: () => systemClock.nowMs(),
    startedAtMs: run.startedAtMs,
  });
  io.stderr.write('Looking for jobs until it is stopped with Ctrl+C.\n');
  const stopOnSignal = (): void => {
    void assembly.engine.stop(STOP_DEADLINE_MS);
  };
  io.signal.addEventListener('abort', stopOnSignal, { once: true });
  // The first pass does not wait for these answers.
  const checking = assembly.unusable(io.signal).then((failures) => {
    for (const failure of failures) report(io, failure);
    summaries.noteUnusable(failures);
  });
  const pollMs = premises.config.sync.pollSeconds * 1000;
  const passLog = telling(run.passLog, summaries, io.signal);
  await passForever(assembly.engine, assembly.clock, Math.random, pollMs, passLog, io.signal);
  await assembly.engine.stop(STOP_DEADLINE_MS);
  await checking;
  progress.clear();
  const { haltedBy } = assembly.engine;
  if (args.isJson) summaries.ended();
  else printSummary(run, haltedBy === null ? [] : [haltedBy]);
  return haltedBy === null ? 0 : 3;
}

/** A log of passes that has them summed up too. A pass that is being stopped is summed up at the end. */
function telling(log: PassLog, summaries: PassSummaries, signal: AbortSignal): PassLog {
  return {
    passed() {
      log.passed();
      summaries.passed();
    },
    failed(failure, nextTryMs) {
      log.failed(failure, nextTryMs);
      if (!signal.aborted) summaries.failed(failure);
    },
    worked() {
      if (!signal.aborted) summaries.worked();
    },
  };
}

function printSummary({ io, args, assembly, startedAtMs }: Run, unusable: readonly Failure[]): ExitCode {
  const summary = summarize({
    engine: assembly.engine,
    unusable,
    notices: noticesOf(assembly),
    requests: assembly.requests(),
    durationMs: Math.round(systemClock.nowMs() - startedAtMs),
  });
  if (args.isJson) printJson(io, summary);
  else io.stdout.write(`${writeSummary(summary)}\n`);
  return exitCodeOf(summary);
}

/** Stopped before anything could be begun, which says nothing of Skedulo. A run that goes on ends no other way. */
function stoppedEarly(io: ServiceIo, args: Arguments, startedAtMs: number): ExitCode {
  printNothingDone(io, args, null, startedAtMs);
  if (!args.isOnce && !args.isSimulated) return 0;
  io.stderr.write(STOPPED);
  return 1;
}

/** The one object that `--json` promises, also where nothing could be begun; `failure` says why, if anything is wrong. */
function printNothingDone(io: ServiceIo, wishes: Wishes, failure: Failure | null, startedAtMs: number): void {
  if (!wishes.isJson) return;
  const unusable = failure === null ? [] : [failure];
  if (wishes.isSimulated) {
    printJson(io, { jobs: [], unusable: unusable.map(describeProblem) });
    return;
  }
  const summary = summarize({
    engine: { jobsSeen: 0, totals: NO_TOTALS, reports: () => [] },
    unusable,
    notices: [],
    requests: { skedulo: 0, provider: 0 },
    durationMs: Math.round(systemClock.nowMs() - startedAtMs),
  });
  printJson(io, summary);
}

/** One object a line. */
function printJson(io: ServiceIo, value: Summary | PrintedSimulation): void {
  io.stdout.write(`${JSON.stringify(value)}\n`);
}

/** What `--simulate --json` prints. */
interface PrintedSimulation {
  readonly jobs: readonly SimulatedJob[];
  readonly unusable: readonly Notice[];
}

function noticesOf(assembly: Assembly): readonly Notice[] {
  return [...assembly.notices, ...clockNotice(assembly.clock.correctionMs)];
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
