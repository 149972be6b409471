import * as apply from './apply.ts';
import { bugFailure, failed, isTroubleOfJob, remoteFailure, success } from './failure.ts';
import type { Failure, Result } from './failure.ts';
import { assertNever } from './failure.ts';
import { historyOf } from './history.ts';
import type { HistoryNote } from './history.ts';
import { meetingKey } from './identity.ts';
import { BLANK_LINK, showing, shownBy, standingOf } from './link.ts';
import type { Meeting, Sighting } from './model.ts';
import type { Operation, SingleOperation } from './operation.ts';
import { planJob } from './plan.ts';
import type { JobRecord } from './record.ts';
import {
  doubtCreation,
  loseSight,
  loseSightOfLeftover,
  notesOfNewCreation,
  wasAskedElsewhere,
  wasAskedOfOther,
} from './unseen.ts';
import type { Outcome, Workbench } from './workbench.ts';

export type { Outcome, Workbench };

/**
 * Carries out one operation of one job: intent to the ledger, effect, result to the ledger. Messages to guests are
 * carried out by `sendInvitations`.
 */
export async function perform(
  operation: SingleOperation,
  record: JobRecord,
  bench: Workbench,
  signal: AbortSignal,
): Promise<Outcome> {
  const step = new Step(operation, record, bench, signal);
  try {
    return await step.run();
  } catch (error) {
    if (error instanceof Halt) return { kind: 'halted', failure: error.failure };
    return step.fail(bugFailure('ledger', error));
  }
}

/** Leaves a step when the ledger cannot record: caught in `perform`, never seen outside this file. */
class Halt extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** One operation under way. `record` is always what the ledger holds. */
class Step {
  private readonly operation: SingleOperation;
  private record: JobRecord;
  private readonly bench: Workbench;
  private readonly signal: AbortSignal;

  constructor(operation: SingleOperation, record: JobRecord, bench: Workbench, signal: AbortSignal) {
    this.operation = operation;
    this.record = record;
    this.bench = bench;
    this.signal = signal;
  }

  run(): Promise<Outcome> {
    const { operation } = this;
    switch (operation.kind) {
      case 'create-meeting':
        return this.createMeeting(operation);
      case 'find-meeting':
        return this.findMeeting(operation.reason);
      case 'update-meeting':
        return this.updateMeeting(operation);
      case 'cancel-meeting':
        return this.cancelMeeting(operation);
      case 'check-meeting':
        return this.checkMeeting();
      case 'leave-meeting':
        return this.done(apply.leaveMeeting(this.record, operation.reason, this.nowMs()), [
          { action: 'meeting-left' },
        ]);
      case 'set-aside-meeting':
        return this.done(apply.setAsideMeeting(this.record, this.nowMs()), [{ action: 'meeting-set-aside' }]);
      case 'cancel-leftover':
        return this.cancelLeftover(operation.meetingId);
      case 'write-link':
        return this.writeLink();
      case 'confirm-link':
        return this.confirmLink();
      case 'clear-link':
        return this.clearLink();
      case 'forget-link':
        return this.done(apply.forgetLink(this.record, operation.why, this.nowMs()), [
          { action: 'link-gone', why: operation.why },
        ]);
      case 'yield-link':
        return this.done(apply.yieldLink(this.record, this.bench.policy, this.nowMs()), [
          { action: 'link-yielded' },
        ]);
      case 'resume':
        return this.done(apply.resume(this.record), [{ action: 'resumed' }]);
      case 'release':
        return this.done(apply.release(this.record, this.nowMs()), [{ action: 'released' }]);
      default:
        return assertNever(operation);
    }
  }

  private async createMeeting(operation: Extract<Operation, { kind: 'create-meeting' }>): Promise<Outcome> {
    const { provider, meetingPassword } = this.bench;
    const unfinished = this.record.meeting;
    const isInDoubt = wasAskedElsewhere(this.record, this.bench.policy);
    if (
      unfinished.state === 'creating' &&
      unfinished.wasAsked &&
      !wasAskedOfOther(this.record, this.bench.policy)
    ) {
      const found = await provider.find(
        { key: unfinished.key, details: unfinished.details, password: meetingPassword },
        this.signal,
      );
      // The looking failed, not the asking: whether the meeting exists is as open as before.
      if (!found.ok) return this.failCreation(found.failure, this.record);
      if (found.value !== null) {
        return this.done(apply.finishCreation(this.record, found.value, unfinished.details, this.nowMs()), [
          { action: 'meeting-found', meeting: found.value, details: unfinished.details },
        ]);
      }
    }
    const key = meetingKey(this.record, operation.generation, this.bench.digest);
    const { policy } = this.bench;
    const before = isInDoubt ? doubtCreation(this.record, policy, this.nowMs()) : this.record;
    const begun = { key, askedProvider: policy.providerKind, nowMs: this.nowMs() };
    await this.commit(
      apply.beginCreation(before, operation, begun),
      notesOfNewCreation(this.record, isInDoubt),
    );
    const made = await provider.create(
      { key, details: operation.details, password: meetingPassword },
      this.signal,
    );
    if (!made.ok) {
      const { failure } = made;
      return this.failCreation(
        failure,
        failure.mayHaveHappened ? this.record : apply.undoCreation(this.record),
      );
    }
    return this.done(apply.finishCreation(this.record, made.value, operation.details, this.nowMs()), [
      { action: 'meeting-created', meeting: made.value, details: operation.details },
    ]);
  }

  private async failCreation(failure: Failure, after: JobRecord): Promise<Outcome> {
    if (failure.code === 'meeting-gone') {
      return this.done(apply.loseMeeting(this.record, this.nowMs()), [{ action: 'meeting-lost' }]);
    }
    return this.fail(failure, after);
  }

  private async findMeeting(reason: string | null): Promise<Outcome> {
    const intent = this.record.meeting;
    if (intent.state !== 'creating') return this.done(this.record, []);
    if (!intent.wasAsked || wasAskedOfOther(this.record, this.bench.policy))
      return this.giveUpCreation(reason);
    const found = await this.bench.provider.find(
      { key: intent.key, details: intent.details, password: this.bench.meetingPassword },
      this.signal,
    );
    if (!found.ok) {
      if (found.failure.code !== 'meeting-gone') return this.fail(found.failure);
      return this.giveUpCreation(reason);
    }
    if (found.value === null) return this.giveUpCreation(reason);
    return this.done(apply.finishCreation(this.record, found.value, intent.details, this.nowMs()), [
      { action: 'meeting-found', meeting: found.value, details: intent.details },
    ]);
  }

  private giveUpCreation(reason: string | null): Promise<Outcome> {
    if (wasAskedElsewhere(this.record, this.bench.policy)) {
      const doubted = doubtCreation(this.record, this.bench.policy, this.nowMs());
      return this.done(apply.abandonCreation(doubted, reason, this.nowMs()), [
        { action: 'creation-in-doubt' },
      ]);
    }
    return this.done(apply.abandonCreation(this.record, reason, this.nowMs()), [
      { action: 'creation-given-up' },
    ]);
  }

  /**
   * Asks whether the account connected now sees a meeting that may be another account's: to a removal, one that is gone
   * and one that is out of sight are alike.
   */
  private isInSight(meeting: Meeting, knownSinceMs: number): Promise<Result<boolean>> {
    if (knownSinceMs >= this.bench.policy.accountSinceMs) return Promise.resolve(success(true));
    return this.bench.provider.stands(meeting, this.signal);
  }

  /** A check that fails is not the job's trouble: nothing is known to be wrong. It is made again in some hours. */
  private async checkMeeting(): Promise<Outcome> {
    const current = this.record.meeting;
    if (current.state !== 'made') return this.done(this.record, []);
    const standing = await this.bench.provider.stands(current.meeting, this.signal);
    if (!standing.ok) {
      const { failure } = standing;
      return this.fail(
        failure,
        isTroubleOfJob(failure) ? apply.noteCheck(this.record, this.nowMs()) : this.record,
      );
    }
    return standing.value
      ? this.done(apply.noteCheck(this.record, this.nowMs()), [])
      : this.done(apply.loseMeeting(this.record, this.nowMs()), [{ action: 'meeting-lost' }]);
  }

  private async cancelLeftover(meetingId: string): Promise<Outcome> {
    const leftover = this.record.leftovers.find(({ meeting }) => meeting.id === meetingId);
    if (leftover === undefined) return this.done(this.record, []);
    const { meeting, trouble } = leftover;
    const isUnseen = trouble?.code === 'out-of-sight';
    const inSight = await this.isInSight(meeting, isUnseen ? Number.NEGATIVE_INFINITY : (trouble?.atMs ?? 0));
    if (!inSight.ok) return this.fail(inSight.failure);
    if (!inSight.value) {
      return this.done(loseSightOfLeftover(this.record, meetingId, this.nowMs()), []);
    }
    const cancelled = await this.bench.provider.cancel(meeting, this.signal);
    if (!cancelled.ok) return this.fail(cancelled.failure);
    return this.done(apply.dropLeftover(this.record, meetingId), [
      { action: 'meeting-cancelled', reason: leftover.reason },
    ]);
  }

  private async updateMeeting(operation: Extract<Operation, { kind: 'update-meeting' }>): Promise<Outcome> {
    const current = this.record.meeting;
    if (current.state !== 'made') return this.done(this.record, []);
    const { details } = operation;
    const updated = await this.bench.provider.update(
      current.meeting,
      { key: current.key, details, password: this.bench.meetingPassword },
      this.signal,
    );
    if (!updated.ok) {
      if (updated.failure.code !== 'meeting-gone') return this.fail(updated.failure);
      return this.done(apply.loseMeeting(this.record, this.nowMs()), [{ action: 'meeting-lost' }]);
    }
    return this.done(apply.finishUpdate(this.record, updated.value, details, this.nowMs()), [
      { action: 'meeting-updated', meeting: updated.value, details },
    ]);
  }

  private async cancelMeeting(operation: Extract<Operation, { kind: 'cancel-meeting' }>): Promise<Outcome> {
    const { meeting } = this.record;
    if (meeting.state !== 'made' && meeting.state !== 'cancelling') return this.done(this.record, []);
    const inSight = await this.isInSight(
      meeting.meeting,
      meeting.state === 'made' ? meeting.atMs : meeting.sinceMs,
    );
    if (!inSight.ok) return this.fail(inSight.failure);
    if (!inSight.value) {
      const after = loseSight(this.record, operation.reason, this.nowMs());
      return this.done(after, [{ action: 'meeting-out-of-sight' }]);
    }
    await this.commit(apply.beginCancellation(this.record, operation.reason, this.nowMs()), []);
    const cancelled = await this.bench.provider.cancel(meeting.meeting, this.signal);
    if (!cancelled.ok) return this.fail(cancelled.failure);
    return this.done(apply.finishCancellation(this.record, this.nowMs()), [
      { action: 'meeting-cancelled', reason: operation.reason },
    ]);
  }

  private async writeLink(): Promise<Outcome> {
    const look = await this.look();
    if (!look.ok) return this.fail(look.failure);
    if (look.value.isOutdated) return this.superseded(look.value.sighting);
    const shown = shownBy(look.value.sighting);
    await this.commit(apply.beginWriting(this.record, shown, this.bench.policy, this.nowMs()), []);
    if (this.record.link.state !== 'writing') return this.done(this.record, []);
    const { link } = this.record.link;
    const written = await this.bench.jobs.writeLink(this.record.jobId, link, this.signal);
    if (!written.ok) return this.fail(written.failure);
    // Not committed: after a crash the intent and a look at the job tell as much, and reading back commits anyway.
    this.record = apply.finishWriting(this.record, this.nowMs());
    return { kind: 'done', record: this.record, sighting: showing(look.value.sighting, link), notes: [] };
  }

  private async confirmLink(): Promise<Outcome> {
    const look = await this.look();
    if (!look.ok) return this.fail(look.failure);
    if (look.value.isOutdated) return this.superseded(look.value.sighting);
    const { link } = this.record;
    const url = link.state === 'none' ? null : link.link.url;
    return this.done(
      apply.confirmLink(this.record, this.nowMs()),
      [{ action: 'link-written', url }],
      look.value.sighting,
    );
  }

  private async clearLink(): Promise<Outcome> {
    const look = await this.look();
    if (!look.ok) return this.fail(look.failure);
    const { sighting } = look.value;
    const { policy } = this.bench;
    if (sighting.kind !== 'present' || standingOf(sighting.job, this.record, policy.reference) !== 'ours') {
      return this.superseded(sighting);
    }
    await this.commit(apply.beginClearing(this.record, sighting.job.link, this.nowMs()), []);
    const written = await this.bench.jobs.writeLink(this.record.jobId, BLANK_LINK, this.signal);
    if (!written.ok) return this.fail(written.failure);
    const after = await this.bench.jobs.reread(this.record.jobId, this.signal);
    if (!after.ok) return this.fail(after.failure);
    if (after.value.kind === 'unclear') return this.superseded(after.value);
    // Another link or a job that is gone is for the next plan to judge.
    if (
      after.value.kind === 'present' &&
      standingOf(after.value.job, this.record, policy.reference) === 'ours'
    ) {
      return this.fail(
        remoteFailure({
          party: 'skedulo',
          code: 'link-not-cleared',
          message: `Skedulo accepted the clearing of the link of ${this.record.jobName}, but still shows the link.`,
          isTemporary: true,
        }),
      );
    }
    return this.done(
      apply.forgetLink(this.record, 'cleared', this.nowMs()),
      [{ action: 'link-cleared' }],
      after.value,
    );
  }

  /** Reads the job afresh and says whether the operation is still what a plan would begin with. */
  private async look(): Promise<Result<{ readonly sighting: Sighting; readonly isOutdated: boolean }>> {
    const read = await this.bench.jobs.reread(this.record.jobId, this.signal);
    if (!read.ok) return failed(read.failure);
    const plan = planJob({
      sighting: read.value,
      record: this.record,
      policy: this.bench.policy,
      nowMs: this.nowMs(),
    });
    return success({
      sighting: read.value,
      isOutdated: plan.operations[0]?.kind !== this.operation.kind,
    });
  }

  private superseded(sighting: Sighting): Outcome {
    return { kind: 'superseded', record: this.record, sighting };
  }

  private async done(
    record: JobRecord,
    notes: readonly HistoryNote[],
    sighting: Sighting | null = null,
  ): Promise<Outcome> {
    await this.commit(record, notes);
    return { kind: 'done', record: this.record, sighting, notes };
  }

  /** Records the failure, unless every job would fail alike: then the lane waits and the job has no trouble of its own. */
  async fail(failure: Failure, record: JobRecord = this.record): Promise<Outcome> {
    const isOwnTrouble = isTroubleOfJob(failure);
    const { policy, random } = this.bench;
    const after = isOwnTrouble
      ? apply.noteTrouble(record, this.operation, failure, { policy, nowMs: this.nowMs(), random })
      : record;
    try {
      await this.commit(
        after,
        isOwnTrouble ? [{ action: 'failed', operation: this.operation, failure }] : [],
      );
    } catch (error) {
      if (error instanceof Halt) return { kind: 'halted', failure: error.failure };
      throw error;
    }
    return { kind: 'failed', record: this.record, failure };
  }

  private async commit(record: JobRecord, notes: readonly HistoryNote[]): Promise<void> {
    if (record === this.record && notes.length === 0) return;
    const atMs = this.nowMs();
    const history = notes.map((note) => historyOf(note, record, atMs));
    const committed = await this.bench.ledger.commit({ record, changedAddresses: [], history });
    if (!committed.ok) throw new Halt(committed.failure);
    this.record = record;
  }

  private nowMs(): number {
    return this.bench.clock.nowMs();
  }
}
