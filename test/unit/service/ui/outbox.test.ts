import { describe, expect, test } from 'vitest';
import { createOutbox } from '../../../../main/service/ui/outbox.ts';
import type { Answer } from '../../../../preload/contract/contract.ts';
import { jobsPush, navigatePush, row } from './pushes.ts';

const DONE: Answer = { ok: true, id: null };

/** An outbox whose other side takes what it is sent only when the test says so. */
function openOutbox() {
  const onTheWay: { readonly frame: unknown; readonly bytes: number; readonly onTaken: () => void }[] = [];
  const taken: unknown[] = [];
  const timers = new Map<() => void, number>();
  const line = {
    isReading: true,
    isDropped: false,
    get bufferedBytes() {
      return onTheWay.reduce((sum, { bytes }) => sum + bytes, 0);
    },
    send(text: string, onTaken: () => void) {
      onTheWay.push({ frame: JSON.parse(text), bytes: text.length, onTaken });
    },
    setReading(isReading: boolean) {
      line.isReading = isReading;
    },
    drop() {
      line.isDropped = true;
    },
  };
  const outbox = createOutbox({
    line,
    after(durationMs, run) {
      timers.set(run, durationMs);
      return () => timers.delete(run);
    },
  });
  /** The other side takes everything that is on the way, and what follows from that, or one frame. */
  const take = (count = Infinity): void => {
    for (let left = count; left > 0; left -= 1) {
      const next = onTheWay.shift();
      if (next === undefined) return;
      taken.push(next.frame);
      next.onTaken();
    }
  };
  const letTimePass = (): void => {
    for (const run of timers.keys()) run();
  };
  return { outbox, line, onTheWay, taken, take, timers, letTimePass };
}

/** More than is sent before a page counts as behind. */
const HUGE = jobsPush({ isWhole: true, rows: [row('huge', 'x'.repeat(1_100_000))] });

describe('what is on its way to a page', () => {
  test('goes at once to a page that keeps up', () => {
    const { outbox, take, taken, line, timers } = openOutbox();
    outbox.push(navigatePush('a'));
    outbox.answer(7, DONE);
    outbox.push(navigatePush('b'));
    take();
    expect(taken).toEqual([
      { push: navigatePush('a') },
      { id: 7, answer: DONE },
      { push: navigatePush('b') },
    ]);
    expect(line.isReading).toBe(true);
    expect(timers.size).toBe(0);
  });

  test('is kept back and joined for a page that is behind, and nothing is read from it', () => {
    const { outbox, line, onTheWay, take, taken, timers } = openOutbox();
    outbox.push(HUGE);
    for (let revision = 2; revision <= 1000; revision += 1) {
      outbox.push(jobsPush({ revision, rows: [row('a', String(revision))] }));
      outbox.push(navigatePush(String(revision)));
    }
    outbox.answer(1, DONE);
    expect(onTheWay).toHaveLength(1);
    expect(line.isReading).toBe(false);
    take();
    expect(taken.slice(1)).toEqual([
      { push: jobsPush({ revision: 1000, rows: [row('a', '1000')] }) },
      { push: navigatePush('1000') },
      { id: 1, answer: DONE },
    ]);
    expect(line.isReading).toBe(true);
    expect(timers.size).toBe(0);
    outbox.push(navigatePush('later'));
    expect(onTheWay).toHaveLength(1);
  });

  test('keeps its order: a newer push does not overtake one that is kept back', () => {
    const { outbox, take, taken } = openOutbox();
    outbox.push(HUGE);
    outbox.push(HUGE);
    outbox.push(navigatePush('a'));
    take(1);
    outbox.push(navigatePush('b'));
    take();
    expect(taken).toEqual([{ push: HUGE }, { push: HUGE }, { push: navigatePush('b') }]);
  });

  test('is given up when a page takes nothing for half a minute', () => {
    const { outbox, line, timers, letTimePass } = openOutbox();
    outbox.push(HUGE);
    expect([...timers.values()]).toEqual([30_000]);
    expect(line.isDropped).toBe(false);
    letTimePass();
    expect(line.isDropped).toBe(true);
  });

  test('is dropped with the connection, and its waiting ends', () => {
    const { outbox, onTheWay, take, taken, timers } = openOutbox();
    outbox.push(HUGE);
    outbox.push(navigatePush('a'));
    outbox.close();
    expect(timers.size).toBe(0);
    outbox.push(navigatePush('b'));
    outbox.answer(1, DONE);
    take();
    expect(taken).toEqual([{ push: HUGE }]);
    expect(onTheWay).toEqual([]);
  });
});
