import type { Logger } from 'pino';
import type { Engine, EngineEvent } from '../sync/engine.ts';
import type { Failure, Result } from '../sync/failure.ts';
import { laneOf } from '../sync/operation.ts';
import type { Clock, ProviderAccount } from '../sync/ports.ts';
import type { Assembly } from './assemble.ts';
import type { PartyTrouble } from './automation.ts';
import type { JobBoard } from './job-board.ts';
import { RECHECK_MS } from './outcomes.ts';
import { PartyTroubles } from './party-troubles.ts';

export interface PartyWatchOptions {
  readonly board: Pick<JobBoard, 'waitingFor'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly log: Logger;
  /** Fires when checks under way are to be broken off. */
  readonly signal: AbortSignal;
  readonly onChange: () => void;
}

/** What may pass by itself is asked again sooner than what needs a person. */
const RECHECK_TEMPORARY_MS = 60_000;

/** Watches which parties can be used: by looks, by what jobs run into, and by asking where no job does. */
export class PartyWatch {
  private readonly options: PartyWatchOptions;
  private readonly troubles = new PartyTroubles();
  private checking: Promise<void> | null = null;
  private nextCheckMs: number | null = null;
  private knownAccount: ProviderAccount | null = null;

  constructor(options: PartyWatchOptions) {
    this.options = options;
  }

  /** Who authorized the provider, as last told. */
  get account(): ProviderAccount | null {
    return this.knownAccount;
  }

  /** The troubles as they are now, with those of the engine's own ways to the parties taken in. */
  list(engine: Engine | null, nextPassMs: number | null): readonly PartyTrouble[] {
    if (engine !== null) this.noteEngine(engine, nextPassMs);
    return this.troubles.list((failure) => this.options.board.waitingFor(failure), engine?.isBusy === true);
  }

  looked(): void {
    this.troubles.clear('look');
  }

  /** @param retryAtMs null when only a person can help */
  lookFailed(failure: Failure, sinceMs: number, retryAtMs: number | null): void {
    this.troubles.replace('look', failure, sinceMs, retryAtMs);
  }

  /** A step of a job has ended. What went through shows that its party can be used. */
  hear({ operation, failure }: EngineEvent): void {
    const party = laneOf(operation);
    if (failure !== null || party === 'none') return;
    this.troubles.clear('lane', party);
    this.troubles.clear('check', party);
  }

  /**
   * Asks provider and mail server, in the background, whether they can be used: after the start, and again while they
   * cannot; at once when a person asks.
   */
  check(assembly: Assembly, isAsked: boolean): void {
    const { clock, log, onChange } = this.options;
    const isFirst = this.nextCheckMs === null;
    const isTroubled = this.troubles.has('check', 'provider') || this.troubles.has('check', 'mail');
    const isDue = isAsked || (this.nextCheckMs ?? 0) <= clock.nowMs();
    if (this.checking !== null || (!isFirst && !(isTroubled && isDue))) return;
    this.nextCheckMs = clock.nowMs() + RECHECK_MS;
    this.checking = this.ask(assembly, isFirst)
      .catch((error: unknown) => {
        log.error({ err: error }, 'an error inside ReadyMeet');
      })
      .finally(() => {
        this.checking = null;
        onChange();
      });
  }

  /** Resolves when nothing is being asked any more. */
  async settled(): Promise<void> {
    await this.checking;
  }

  private async ask(assembly: Assembly, isFirst: boolean): Promise<void> {
    const { signal } = this.options;
    const [account, mail] = await Promise.all([
      isFirst ? assembly.firstAccount : assembly.checkProvider(signal),
      assembly.checkMail(signal),
    ]);
    if (signal.aborted) return;
    if (account.ok) this.knownAccount = account.value;
    this.noteCheck('provider', account);
    this.noteCheck('mail', mail);
  }

  private noteCheck(party: 'provider' | 'mail', result: Result<unknown>): void {
    const { clock, log } = this.options;
    if (result.ok) {
      this.troubles.clear('check', party);
      return;
    }
    const { failure } = result;
    log.warn({ code: failure.code }, failure.message);
    const retryAtMs = failure.isTemporary ? clock.nowMs() + RECHECK_TEMPORARY_MS : null;
    this.nextCheckMs = Math.min(this.nextCheckMs ?? Infinity, retryAtMs ?? Infinity);
    this.troubles.note('check', { ...failure, party }, clock.nowMs(), retryAtMs);
  }

  /** A way that is open again is in trouble until no job waits for it any more. */
  private noteEngine(engine: Engine, nextPassMs: number | null): void {
    const nowMs = this.options.clock.nowMs();
    const { haltedBy } = engine;
    if (haltedBy === null) this.troubles.clear('ledger');
    else this.troubles.note('ledger', haltedBy, nowMs, haltedBy.isTemporary ? (nextPassMs ?? nowMs) : null);
    const closures = new Map(engine.closures().map(({ party, closure }) => [party, closure]));
    for (const party of ['skedulo', 'provider', 'mail'] as const) {
      const closure = closures.get(party);
      const known = this.troubles.get('lane', party);
      if (closure !== undefined) {
        this.troubles.note('lane', { ...closure.failure, party }, nowMs, closure.untilMs);
      } else if (known !== null && !engine.isBusy && this.options.board.waitingFor(known) === 0) {
        this.troubles.clear('lane', party);
      }
    }
  }
}
