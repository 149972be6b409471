import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Attention } from '../../../preload/contract/view.ts';
import { NOTHING_TOLD, planNotification } from '../../../main/desktop/notification-plan.ts';
import type { PlannedNotification, Told } from '../../../main/desktop/notification-plan.ts';
import { createNotifier } from '../../../main/desktop/notifier.ts';
import type { ShownNotification } from '../../../main/desktop/notifier.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const T0 = 1_000_000_000_000;

function problem(id: string, remedy: Attention['remedy'] = null): Attention {
  return {
    id,
    about: 'job',
    code: 'x',
    title: `Title ${id}`,
    message: `Message ${id}`,
    mend: null,
    jobsWaiting: 0,
    remedy,
  };
}
const jobProblem = (id: string): Attention =>
  problem(id, { kind: 'open-job', label: 'Open', jobId: `job-${id}` });

/** Plays what is seen second by second, and lists what is shown and when. */
function play(
  scenes: readonly {
    readonly atMs: number;
    readonly attention: readonly Attention[];
    readonly isWatched?: boolean;
  }[],
): readonly (PlannedNotification & { readonly atMs: number })[] {
  let told: Told = NOTHING_TOLD;
  const shown: (PlannedNotification & { atMs: number })[] = [];
  const decide = (atMs: number, attention: readonly Attention[], isWatched: boolean): number | null => {
    const plan = planNotification(told, { attention, nowMs: T0 + atMs, isWatched });
    told = plan.told;
    if (plan.notification !== null) shown.push({ ...plan.notification, atMs });
    return plan.againAtMs === null ? null : plan.againAtMs - T0;
  };
  for (const [index, { atMs, attention, isWatched = false }] of scenes.entries()) {
    const nextMs = scenes[index + 1]?.atMs ?? Infinity;
    let againMs = decide(atMs, attention, isWatched);
    while (againMs !== null && againMs < nextMs) againMs = decide(againMs, attention, isWatched);
  }
  return shown;
}

describe('what is notified of', () => {
  test('nothing while nothing is wrong', () => {
    expect(play([{ atMs: 0, attention: [] }])).toEqual([]);
  });

  test('one problem with its words, leading to its job', () => {
    expect(play([{ atMs: 0, attention: [jobProblem('a')] }])).toEqual([
      {
        title: 'Title a',
        body: 'Message a',
        target: { page: 'jobs', jobId: 'job-a' },
        atMs: 5 * SECOND,
      },
    ]);
  });

  test('several at about the same time together', () => {
    const [first, ...rest] = play([
      { atMs: 0, attention: [problem('a')] },
      { atMs: 2 * SECOND, attention: ['a', 'b', 'c', 'd', 'e'].map((id) => problem(id)) },
    ]);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({
      title: '5 problems need you',
      body: 'Title a\nTitle b\nTitle c\nand 2 more',
      target: { page: 'overview', jobId: null },
      atMs: 5 * SECOND,
    });
  });

  test('at most once a minute', () => {
    const shown = play([
      { atMs: 0, attention: [problem('a')] },
      { atMs: 10 * SECOND, attention: [problem('a'), problem('b')] },
      { atMs: 20 * SECOND, attention: [problem('a'), problem('b'), problem('c')] },
    ]);
    expect(shown.map(({ title, atMs }) => [title, atMs])).toEqual([
      ['Title a', 5 * SECOND],
      ['2 problems need you', 65 * SECOND],
    ]);
  });

  test('not of what is over before it could be told', () => {
    expect(
      play([
        { atMs: 0, attention: [problem('a')] },
        { atMs: 3 * SECOND, attention: [] },
      ]),
    ).toEqual([]);
  });

  test('of the end of what was told, of each kind in its words', () => {
    const shown = play([
      { atMs: 0, attention: [jobProblem('a'), problem('b')] },
      { atMs: 2 * MINUTE, attention: [problem('b')] },
      { atMs: 4 * MINUTE, attention: [] },
    ]);
    expect(shown.slice(1)).toEqual([
      {
        title: 'Back in order',
        body: 'No longer so: Title a',
        target: { page: 'jobs', jobId: 'job-a' },
        atMs: 2 * MINUTE + 5 * SECOND,
      },
      {
        title: 'Nothing needs you any more',
        body: 'No longer so: Title b',
        target: { page: 'overview', jobId: null },
        atMs: 4 * MINUTE + 5 * SECOND,
      },
    ]);
  });

  test('once of a problem that comes and goes, neither of its returns nor of their ends', () => {
    const scenes = Array.from({ length: 10 }, (_item, index) => ({
      atMs: index * 2 * MINUTE,
      attention: index % 2 === 0 ? [problem('a')] : [],
    }));
    expect(play(scenes).map(({ title }) => title)).toEqual(['Title a', 'Nothing needs you any more']);
  });

  test('again after half an hour', () => {
    const shown = play([
      { atMs: 0, attention: [problem('a')] },
      { atMs: 2 * MINUTE, attention: [] },
      { atMs: 40 * MINUTE, attention: [problem('a')] },
    ]);
    expect(shown.map(({ title }) => title)).toEqual(['Title a', 'Nothing needs you any more', 'Title a']);
  });

  test('as soon as ever when the clock is put back by years', () => {
    const years = 4 * 365 * 24 * 60 * MINUTE;
    const shown = play([
      { atMs: years, attention: [problem('a')] },
      { atMs: years + 2 * MINUTE, attention: [] },
      { atMs: years + 3 * MINUTE, attention: [] },
      { atMs: 0, attention: [problem('a'), problem('b')] },
    ]);
    expect(shown.map(({ title }) => title)).toEqual([
      'Title a',
      'Nothing needs you any more',
      '2 problems need you',
    ]);
  });

  test('not of what the person sees in the window, but of its end', () => {
    const shown = play([
      { atMs: 0, attention: [problem('a')], isWatched: true },
      { atMs: MINUTE, attention: [problem('a')] },
      { atMs: 2 * MINUTE, attention: [] },
    ]);
    expect(shown.map(({ title }) => title)).toEqual(['Nothing needs you any more']);
  });

  test.each<[Attention['remedy'], string]>([
    [{ kind: 'reconnect-provider', label: 'Reconnect' }, 'provider'],
    [{ kind: 'open-page', label: 'Open', page: 'e-mail' }, 'e-mail'],
    [{ kind: 'retry-job', label: 'Retry', jobId: 'j' }, 'jobs'],
    [{ kind: 'sync-now', label: 'Look' }, 'overview'],
    [null, 'overview'],
  ])('a click on %j leads to %s', (remedy, page) => {
    expect(play([{ atMs: 0, attention: [problem('a', remedy)] }])[0]?.target.page).toBe(page);
  });
});

describe('the notifier', () => {
  class FakeNotification implements ShownNotification {
    readonly title: string;
    readonly listeners = new Map<string, () => void>();
    isShown = false;
    isClosed = false;
    constructor(title: string) {
      this.title = title;
    }
    on(event: string, listener: () => void): void {
      this.listeners.set(event, listener);
    }
    show(): void {
      this.isShown = true;
    }
    close(): void {
      this.isClosed = true;
    }
  }

  beforeEach(() => {
    vi.useFakeTimers({ now: T0 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function setUp(isEnabled = true) {
    const made: FakeNotification[] = [];
    const clicked: PlannedNotification['target'][] = [];
    const notifier = createNotifier({
      create: ({ title = '' }) => {
        const notification = new FakeNotification(title);
        made.push(notification);
        return notification;
      },
      nowMs: () => Date.now(),
      isEnabled: () => isEnabled,
      isWatched: () => false,
      onClick: (target) => clicked.push(target),
    });
    return { notifier, made, clicked };
  }

  test('shows after a moment and leads on a click', () => {
    const { notifier, made, clicked } = setUp();
    notifier.see([jobProblem('a')]);
    expect(made).toEqual([]);
    vi.advanceTimersByTime(5 * SECOND);
    expect(made.map(({ title, isShown }) => [title, isShown])).toEqual([['Title a', true]]);
    made[0]?.listeners.get('click')?.();
    expect(clicked).toEqual([{ page: 'jobs', jobId: 'job-a' }]);
  });

  test('can still be clicked when Windows has put it into its notification center', () => {
    const { notifier, made, clicked } = setUp();
    notifier.see([jobProblem('a')]);
    vi.advanceTimersByTime(5 * SECOND);
    made[0]?.listeners.get('close')?.();
    made[0]?.listeners.get('click')?.();
    expect(clicked).toEqual([{ page: 'jobs', jobId: 'job-a' }]);
    notifier.see([]);
    notifier.dispose();
  });

  test('keeps the newest ten, and takes the others away at the end', () => {
    const { notifier, made } = setUp();
    for (let count = 0; count < 12; count += 1) {
      notifier.see([jobProblem(String(count))]);
      vi.advanceTimersByTime(2 * MINUTE);
    }
    expect(made).toHaveLength(12);
    expect(made.map(({ isClosed }) => isClosed)).toEqual([true, true, ...Array<boolean>(10).fill(false)]);
    made[5]?.listeners.get('close')?.();
    notifier.dispose();
    expect(made.every(({ isClosed }) => isClosed)).toBe(true);
  });

  test('shows nothing where the person wants none', () => {
    const { notifier, made } = setUp(false);
    notifier.see([jobProblem('a')]);
    vi.advanceTimersByTime(10 * MINUTE);
    expect(made).toEqual([]);
  });

  test('leaves nothing behind', () => {
    const { notifier, made } = setUp();
    notifier.see([problem('a')]);
    vi.advanceTimersByTime(5 * SECOND);
    notifier.see([problem('a'), problem('b')]);
    notifier.dispose();
    expect(made[0]?.isClosed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
