import * as apply from './apply.ts';
import { bugFailure, isTroubleOfJob, success } from './failure.ts';
import type { Failure, Result } from './failure.ts';
import { historyOf } from './history.ts';
import type { HistoryNote } from './history.ts';
import { calendarUid, messageIdOf } from './identity.ts';
import type { InvitationContent } from './model.ts';
import type { SendInvitation } from './operation.ts';
import type { HistoryEntry, Invitation, Mailer } from './ports.ts';
import type { InvitationRecord, JobRecord } from './record.ts';
import type { Outcome, Workbench } from './workbench.ts';

/** How one of several messages fared. The record of each outcome is the one after all of them. */
export interface SentInvitation {
  readonly operation: SendInvitation;
  readonly outcome: Outcome;
}

interface Message {
  readonly operation: SendInvitation;
  readonly before: InvitationRecord | null;
  readonly invitation: Invitation;
}

/**
 * Sends messages to different guests of one job at the same time. One commit holds the intent of all; the results are
 * recorded as they come, so that a slow message leaves no other one in doubt. Outcomes are in the order of the
 * operations.
 * @param onSettled told of each message that the mail server has nothing to do with any more
 */
export async function sendInvitations(
  operations: readonly SendInvitation[],
  record: JobRecord,
  bench: Workbench,
  signal: AbortSignal,
  onSettled: (operation: SendInvitation) => void,
): Promise<readonly SentInvitation[]> {
  const { mailer, clock, ledger } = bench;
  const { content } = record;
  if (mailer === null || content === null) {
    return operations.map((operation) => ({
      operation,
      outcome: { kind: 'done', record, sighting: null, notes: [] },
    }));
  }
  const messages = operations.map((operation) => compose(operation, record, content, mailer, bench));
  const intent = messages.reduce(
    (next, { operation, invitation }) =>
      apply.beginSending(next, operation, {
        messageId: invitation.messageId,
        isUpdate: invitation.kind === 'update',
        nowMs: clock.nowMs(),
      }),
    record,
  );
  const addresses = operations.map(({ address }) => address);
  const begun = await ledger.commit({ record: intent, changedAddresses: addresses, history: [] });
  if (!begun.ok) {
    return operations.map((operation) => ({
      operation,
      outcome: { kind: 'halted', failure: begun.failure },
    }));
  }
  const results = new Results(intent, bench);
  const sent = await Promise.all(
    messages.map(async (message): Promise<SentInvitation> => {
      const handedOver = await hand(message.invitation, mailer, signal);
      onSettled(message.operation);
      return { operation: message.operation, outcome: await results.note(message, handedOver) };
    }),
  );
  return sent.map(({ operation, outcome }) => ({
    operation,
    outcome: outcome.kind === 'halted' ? outcome : { ...outcome, record: results.recorded },
  }));
}

function compose(
  operation: SendInvitation,
  record: JobRecord,
  content: InvitationContent,
  mailer: Mailer,
  { digest, clock }: Workbench,
): Message {
  const { address, email, name, method, sequence, series, resendOf } = operation;
  const before = record.invitations.get(address) ?? null;
  const uid = calendarUid(record, series, digest);
  const messageId =
    resendOf ?? messageIdOf({ uid, address, sequence, method, content, domain: mailer.senderDomain, digest });
  // One that was left in doubt goes out as it was, whoever asked for it.
  const isUpdate =
    resendOf === null ? before?.sent?.method === 'REQUEST' : before?.sending?.isUpdate === true;
  const kind = method === 'CANCEL' ? 'cancellation' : isUpdate ? 'update' : 'request';
  const guest = { address, email, name };
  const atMs = clock.nowMs();
  return { operation, before, invitation: { method, kind, guest, content, uid, sequence, messageId, atMs } };
}

async function hand(invitation: Invitation, mailer: Mailer, signal: AbortSignal): Promise<Result<void>> {
  try {
    return await mailer.send(invitation, signal);
  } catch (error) {
    return { ok: false, failure: bugFailure('mail', error) };
  }
}

/** Takes in results in any order; those that come while others are being recorded are recorded together. */
class Results {
  /** What the ledger holds. */
  recorded: JobRecord;
  private readonly bench: Workbench;
  private record: JobRecord;
  private addresses: string[] = [];
  private history: HistoryEntry[] = [];
  private writing: Promise<Result<void>> = Promise.resolve(success(undefined));

  constructor(record: JobRecord, bench: Workbench) {
    this.recorded = record;
    this.record = record;
    this.bench = bench;
  }

  /** Resolves once the result is on the disk. */
  async note({ operation, before, invitation }: Message, sent: Result<void>): Promise<Outcome> {
    const { address, email, resendOf } = operation;
    if (sent.ok) {
      const { kind, messageId } = invitation;
      const notes: readonly HistoryNote[] = [
        { action: 'invitation-sent', kind, email, messageId, wasInDoubt: resendOf !== null },
      ];
      const written = await this.write(
        apply.finishSending(this.record, address, this.bench.clock.nowMs()),
        address,
        notes,
      );
      if (!written.ok) return { kind: 'halted', failure: written.failure };
      return { kind: 'done', record: this.recorded, sighting: null, notes };
    }
    const { failure } = sent;
    const isOwnTrouble = isTroubleOfJob(failure);
    const written = await this.write(
      this.afterFailure(operation, before, failure),
      address,
      isOwnTrouble ? [{ action: 'failed', operation, failure }] : [],
    );
    if (!written.ok) return { kind: 'halted', failure: written.failure };
    return { kind: 'failed', record: this.recorded, failure };
  }

  private afterFailure(
    operation: SendInvitation,
    before: InvitationRecord | null,
    failure: Failure,
  ): JobRecord {
    const { policy, random, clock } = this.bench;
    const after = failure.mayHaveHappened
      ? this.record
      : apply.undoSending(this.record, operation.address, before?.sending ?? null);
    if (!isTroubleOfJob(failure)) return after;
    return apply.noteTrouble(after, operation, failure, { policy, nowMs: clock.nowMs(), random });
  }

  private write(record: JobRecord, address: string, notes: readonly HistoryNote[]): Promise<Result<void>> {
    const atMs = this.bench.clock.nowMs();
    this.record = record;
    this.addresses.push(address);
    this.history.push(...notes.map((note) => historyOf(note, record, atMs)));
    this.writing = this.writing.then((last) => (last.ok ? this.writeAll() : last));
    return this.writing;
  }

  private async writeAll(): Promise<Result<void>> {
    const { record, addresses, history } = this;
    // Written together with another.
    if (addresses.length === 0) return success(undefined);
    this.addresses = [];
    this.history = [];
    const committed = await this.bench.ledger.commit({ record, changedAddresses: addresses, history });
    if (committed.ok) this.recorded = record;
    return committed;
  }
}
