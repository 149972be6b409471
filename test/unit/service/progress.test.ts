import { describe, expect, it } from 'vitest';
import { Progress } from '../../../main/service/progress.ts';
import { NO_TOTALS } from '../../../main/sync/totals.ts';

/** A progress whose stream keeps what is written, and whose time the test sets. */
function startProgress(isTerminal: boolean | undefined) {
  const written: string[] = [];
  const time = { nowMs: 1_000 };
  const progress = new Progress({
    stream: {
      ...(isTerminal === undefined ? {} : { isTTY: isTerminal }),
      write: (text) => written.push(text),
    },
    nowMs: () => time.nowMs,
  });
  const showAt = (atMs: number, meetingsCreated: number): void => {
    time.nowMs = 1_000 + atMs;
    progress.show({ ...NO_TOTALS, meetingsCreated });
  };
  return { progress, written, showAt };
}

const CLEAN = '\r\u001b[2K';

describe('progress on a terminal', () => {
  it('is one line that changes, at most ten times a second', () => {
    const { written, showAt } = startProgress(true);
    for (const atMs of [0, 50, 100, 150, 199, 200]) showAt(atMs, atMs);
    expect(written).toEqual([
      `${CLEAN}100 meetings made, 0 links written, 0 e-mails sent …`,
      `${CLEAN}200 meetings made, 0 links written, 0 e-mails sent …`,
    ]);
  });

  it('takes its line away once, and only where there is one', () => {
    const { progress, written, showAt } = startProgress(true);
    progress.clear();
    expect(written).toEqual([]);
    showAt(100, 1);
    progress.clear();
    progress.clear();
    expect(written.slice(1)).toEqual([CLEAN]);
  });
});

describe.each([false, undefined])('progress elsewhere (isTTY %s)', (isTerminal) => {
  it('is a plain line now and then, without control characters', () => {
    const { progress, written, showAt } = startProgress(isTerminal);
    for (const atMs of [0, 100, 4_999, 5_000, 9_999, 10_000]) showAt(atMs, atMs);
    progress.clear();
    expect(written).toEqual([
      '5000 meetings made, 0 links written, 0 e-mails sent …\n',
      '10000 meetings made, 0 links written, 0 e-mails sent …\n',
    ]);
  });

  it('says nothing of a short pass', () => {
    const { progress, written, showAt } = startProgress(isTerminal);
    showAt(4_000, 3);
    progress.clear();
    expect(written).toEqual([]);
  });
});
