import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Engine } from '../../main/sync/engine.ts';
import { cancelledFailure, failed, networkFailure, remoteFailure, success } from '../../main/sync/failure.ts';
import type { Failure, Result } from '../../main/sync/failure.ts';
import type { Job, JobLink, Meeting, ProviderKind, Sighting } from '../../main/sync/model.ts';
import type { EngineObserver } from '../../main/sync/observer.ts';
import type { Policy } from '../../main/sync/policy.ts';
import type {
  Clock,
  Invitation,
  JobSource,
  Ledger,
  LedgerChange,
  Mailer,
  MeetingProvider,
} from '../../main/sync/ports.ts';
import { ServerClock } from '../../main/sync/server-clock.ts';
import { MONDAY_MS, policyWith } from './jobs.ts';
import { createMemoryLedger } from './memory-ledger.ts';

export interface WorldMeeting {
  readonly id: string;
  readonly key: string;
  readonly account: string;
  topic: string;
  startMs: number;
  endMs: number;
  isCancelled: boolean;
}

export type Party = 'read' | 'write' | 'provider' | 'mail' | 'ledger';

/** What the world does with one request: carry it out, fail before or after the effect, or end the process. */
export type Fate = 'work' | 'fail-before' | 'fail-after' | 'refuse' | 'die-before' | 'die-after';

/** The outside world in memory, with a clock that only moves when somebody sleeps. */
export class World {
  nowMs = MONDAY_MS;
  readonly jobs = new Map<string, Job>();
  readonly meetings: WorldMeeting[] = [];
  readonly mail: Invitation[] = [];
  readonly writes: { readonly jobId: string; readonly link: JobLink }[] = [];
  readonly requests: string[] = [];
  /** Decides what becomes of each request; everything works unless told otherwise. */
  fate: (party: Party, name: string) => Fate = () => 'work';
  /** Runs before each request: lets a test change the world at a chosen moment. */
  beforeRequest: (party: Party, name: string) => void = () => undefined;
  /** What the mail server waits for before it takes a message. */
  mailGate: Promise<void> = Promise.resolve();
  /** The same for the messages to one address. */
  readonly mailGates = new Map<string, Promise<void>>();
  /** The provider answers no creation: only breaking it off ends the request. */
  isProviderSilent = false;
  providerKind: ProviderKind = 'teams';
  policyChanges: Partial<Policy> = {};
  private life = 1;
  private readonly deaths: (() => void)[] = [];

  /** Starts ReadyMeet on a PC; what a PC that died still had in hand never happens. */
  boot(
    options: { ledger?: Ledger; account?: string; localAheadMs?: number; observer?: EngineObserver } = {},
  ): Pc {
    return new Pc(
      this,
      options.ledger ?? createMemoryLedger(),
      options.account ?? 'ann@office.test',
      options.localAheadMs ?? 0,
      options.observer,
    );
  }

  putJob(job: Job): void {
    this.jobs.set(job.id, job);
  }

  changeJob(jobId: string, changes: Partial<Job>): void {
    const job = this.jobs.get(jobId);
    if (job !== undefined) this.jobs.set(jobId, { ...job, ...changes, lastModifiedMs: this.nowMs });
  }

  liveMeetings(): readonly WorldMeeting[] {
    return this.meetings.filter((meeting) => !meeting.isCancelled);
  }

  mailTo(address: string): readonly Invitation[] {
    return this.mail.filter((invitation) => invitation.guest.address === address);
  }

  /** Resolves when the process that is running has died. */
  death(): Promise<void> {
    return new Promise((resolve) => this.deaths.push(resolve));
  }

  currentLife(): number {
    return this.life;
  }

  kill(): void {
    this.life += 1;
    for (const tell of this.deaths.splice(0)) tell();
  }

  /** One request of a process: never answers a dead process, never works for one. */
  async request<T>(
    life: number,
    party: Party,
    name: string,
    effect: () => Result<T> | Promise<Result<T>>,
  ): Promise<Result<T>> {
    await Promise.resolve();
    if (life !== this.life) return never();
    this.beforeRequest(party, name);
    this.requests.push(`${party} ${name}`);
    const fate = this.fate(party, name);
    if (fate === 'die-before') {
      this.kill();
      return never();
    }
    if (fate === 'fail-before') return failed(unanswered(false));
    if (fate === 'refuse') return failed(refused());
    const result = await effect();
    if (fate === 'die-after') {
      this.kill();
      return never();
    }
    if (life !== this.life) return never();
    return fate === 'fail-after' ? failed(unanswered(true)) : result;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}

function unanswered(mayHaveHappened: boolean): Failure {
  return networkFailure({ party: 'provider', code: 'connection-lost', message: 'Lost.', mayHaveHappened });
}

function refused(): Failure {
  return remoteFailure({ party: 'provider', code: 'refused', message: 'Refused.' });
}

/** One PC with ReadyMeet on it: an engine over ports into the world. */
export class Pc {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly ledger: Ledger;
  private readonly world: World;
  private readonly life: number;
  private readonly account: string;

  constructor(
    world: World,
    ledger: Ledger,
    account: string,
    localAheadMs: number,
    observer?: EngineObserver,
  ) {
    this.world = world;
    this.life = world.currentLife();
    this.account = account;
    this.ledger = ledger;
    const clock = new ServerClock({
      nowMs: () => world.nowMs + localAheadMs,
      sleep: async (durationMs, signal) => {
        // Time passes only when nobody can go on without it.
        await nextTurn();
        if (signal?.aborted !== true) world.nowMs += durationMs;
      },
    });
    this.clock = clock;
    this.engine = new Engine({
      tenantId: 'tenant-1',
      jobs: this.jobSource(),
      provider: this.provider(),
      mailer: this.mailer(),
      ledger: { ...bound(ledger), commit: (change) => this.commit(change) },
      clock,
      random: () => 0.5,
      digest: (text) => createHash('sha256').update(text).digest('hex'),
      policy: policyWith({
        providerKind: world.providerKind,
        reference: ledger.reference,
        ...world.policyChanges,
      }),
      meetingPassword: null,
      concurrency: 4,
      ...(observer === undefined ? {} : { observer }),
    });
  }

  private commit(change: LedgerChange): Promise<Result<void>> {
    return this.world.request(this.life, 'ledger', 'commit', () => this.ledger.commit(change));
  }

  private request<T>(
    party: Party,
    name: string,
    effect: () => Result<T> | Promise<Result<T>>,
  ): Promise<Result<T>> {
    return this.world.request(this.life, party, name, effect);
  }

  private jobSource(): JobSource {
    const { world } = this;
    const sighting = (jobId: string): Sighting => {
      const job = world.jobs.get(jobId);
      return job === undefined ? { kind: 'deleted', jobId } : { kind: 'present', job };
    };
    return {
      identify: () =>
        this.request('read', 'identify', () =>
          success({ tenantId: 'tenant-1', userName: 'Ann', roles: [], vendor: 'skedulo', apiUrl: '' }),
        ),
      observe: (tracked, nowMs) =>
        this.request('read', 'observe', () => {
          const ready = [...world.jobs.values()].filter(
            (job) => job.status === 'Ready' && (job.endMs ?? Infinity) > nowMs,
          );
          const ids = new Set([...ready.map((job) => job.id), ...tracked]);
          return success({ sightings: [...ids].map(sighting), serverTimeMs: world.nowMs });
        }),
      reread: (jobId) => this.request('read', 'reread', () => success(sighting(jobId))),
      writeLink: (jobId, link) =>
        this.request('write', 'writeLink', () => {
          if (world.jobs.get(jobId)?.isLocked === true) return failed(refused());
          world.writes.push({ jobId, link });
          world.changeJob(jobId, { link });
          return success(undefined);
        }),
    };
  }

  private provider(): MeetingProvider {
    const { world } = this;
    const toMeeting = (found: WorldMeeting): Meeting => ({
      providerKind: world.providerKind,
      id: found.id,
      joinUrl: `https://meet.test/${found.id}`,
      passcode: null,
      dialIn: [],
    });
    const own = (): WorldMeeting[] => world.meetings.filter(({ account }) => account === this.account);
    return {
      kind: world.providerKind,
      account: () =>
        this.request('provider', 'account', () =>
          success({ id: this.account, name: 'Ann', email: this.account, notes: [] }),
        ),
      create: (asked, signal) =>
        this.request('provider', 'create', async () => {
          if (world.isProviderSilent) {
            await aborted(signal);
            return failed(cancelledFailure('provider', true));
          }
          const { topic, startMs, endMs } = asked.details;
          const isShared = world.providerKind !== 'zoom';
          const existing = own().find(
            ({ key, isCancelled }) => key === asked.key && isShared && !isCancelled,
          );
          if (existing !== undefined) return success(toMeeting(existing));
          const id = `m${String(world.meetings.length + 1)}`;
          const made = {
            id,
            key: asked.key,
            account: this.account,
            topic,
            startMs,
            endMs,
            isCancelled: false,
          };
          world.meetings.push(made);
          return success(toMeeting(made));
        }),
      find: (asked) =>
        this.request('provider', 'find', () => {
          const found = own().find(({ key, isCancelled }) => key === asked.key && !isCancelled);
          return success(found === undefined ? null : toMeeting(found));
        }),
      update: (meeting, asked) =>
        this.request('provider', 'update', () => {
          const found = own().find(({ id, isCancelled }) => id === meeting.id && !isCancelled);
          if (found === undefined) {
            return failed(remoteFailure({ party: 'provider', code: 'meeting-gone', message: 'Gone.' }));
          }
          const { topic, startMs, endMs } = asked.details;
          Object.assign(found, { topic, startMs, endMs });
          return success(toMeeting(found));
        }),
      stands: (meeting) =>
        this.request('provider', 'stands', () =>
          success(own().some(({ id, isCancelled }) => id === meeting.id && !isCancelled)),
        ),
      cancel: (meeting) =>
        this.request('provider', 'cancel', () => {
          const found = own().find(({ id }) => id === meeting.id);
          if (found !== undefined) found.isCancelled = true;
          return success(undefined);
        }),
    };
  }

  private mailer(): Mailer {
    return {
      senderDomain: 'office.test',
      check: () => this.request('mail', 'check', () => success(undefined)),
      send: (invitation) =>
        this.request('mail', `send ${invitation.guest.address}`, async () => {
          await this.world.mailGate;
          await this.world.mailGates.get(invitation.guest.address);
          this.world.mail.push(invitation);
          return success(undefined);
        }),
    };
  }
}

function bound(ledger: Ledger): Ledger {
  return {
    reference: ledger.reference,
    activeJobIds: (tenantId) => ledger.activeJobIds(tenantId),
    activeRecords: (tenantId) => ledger.activeRecords(tenantId),
    recordsOf: (tenantId, jobIds) => ledger.recordsOf(tenantId, jobIds),
    commit: (change) => ledger.commit(change),
    addToCounter: (name, window, by) => ledger.addToCounter(name, window, by),
    readCounter: (name, window) => ledger.readCounter(name, window),
    history: (tenantId, jobId, limit) => ledger.history(tenantId, jobId, limit),
    activeElsewhere: (tenantId) => ledger.activeElsewhere(tenantId),
    close: () => ledger.close(),
  };
}
