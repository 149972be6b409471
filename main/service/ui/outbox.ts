import type { Answer } from '../../../preload/contract/contract.ts';
import type { Push } from '../../../preload/contract/pushes.ts';
import { joinPushes } from './join-pushes.ts';

/** As much of a connection as sending needs. */
export interface OutboxLine {
  /** Bytes that were handed over and not yet taken by the other side. */
  readonly bufferedBytes: number;
  /** `onTaken` is called once the bytes have left, or cannot any more. */
  send(text: string, onTaken: () => void): void;
  /** Stops and goes on with reading, so that nobody who does not listen can ask for more. */
  setReading(isReading: boolean): void;
  /** Gives the connection up. */
  drop(): void;
}

export interface OutboxOptions {
  readonly line: OutboxLine;
  /** Calls back after the time unless the function returned is called before. */
  readonly after: (durationMs: number, run: () => void) => () => void;
}

/** What is on its way to one page. */
export interface Outbox {
  push(push: Push): void;
  answer(id: number, answer: Answer): void;
  close(): void;
}

/** Beyond this the page is behind: pushes are kept back and joined until it has caught up. */
const MOST_BUFFERED_BYTES = 1_000_000;
/** A page that takes nothing for so long is not there any more; its browser connects anew when it is. */
const HOPELESS_AFTER_MS = 30_000;

/**
 * Sends answers and pushes, and keeps memory bounded however slow the other side is: of each kind of push at most one
 * is kept back, with everything newer joined into it. Answers are never dropped; reading stops meanwhile, so there are
 * no more of them than commands under way.
 */
export function createOutbox({ line, after }: OutboxOptions): Outbox {
  const held = new Map<Push['name'], Push>();
  let heldAnswers: { readonly id: number; readonly answer: Answer }[] = [];
  let stopWaiting: (() => void) | null = null;
  let isClosed = false;

  const isBehind = (): boolean => line.bufferedBytes > MOST_BUFFERED_BYTES;

  function send(frame: unknown): void {
    line.send(JSON.stringify(frame), onTaken);
    if (!isBehind() || stopWaiting !== null) return;
    line.setReading(false);
    stopWaiting = after(HOPELESS_AFTER_MS, () => {
      line.drop();
    });
  }

  function onTaken(): void {
    if (isClosed || isBehind()) return;
    if (stopWaiting !== null) {
      stopWaiting();
      stopWaiting = null;
      line.setReading(true);
    }
    for (const [name, push] of held) {
      held.delete(name);
      send({ push });
      if (isBehind()) return;
    }
    const answers = heldAnswers;
    heldAnswers = [];
    for (const answer of answers) send(answer);
  }

  return {
    push(push) {
      if (isClosed) return;
      if (held.size === 0 && !isBehind()) {
        send({ push });
        return;
      }
      // Put last, so that revisions rise from one push to the next.
      const older = held.get(push.name);
      held.delete(push.name);
      held.set(push.name, older === undefined ? push : joinPushes(older, push));
    },
    answer(id, answer) {
      if (isClosed) return;
      if (isBehind()) heldAnswers.push({ id, answer });
      else send({ id, answer });
    },
    close() {
      isClosed = true;
      held.clear();
      heldAnswers = [];
      stopWaiting?.();
      stopWaiting = null;
    },
  };
}
