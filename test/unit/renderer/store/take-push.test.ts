import { describe, expect, test } from 'vitest';
import type { Push } from '../../../../preload/contract/pushes.ts';
import { firstState } from '../../../../renderer/store/state.ts';
import type { AppState } from '../../../../renderer/store/state.ts';
import { takeConnection, takePush } from '../../../../renderer/store/take-push.ts';
import { sampleDetails, sampleRow } from '../../../fakes/job-rows.ts';
import { MONDAY_MS } from '../../../fakes/jobs.ts';
import { sampleTemplate, sampleView } from '../../../fakes/views.ts';

const ann = sampleRow(MONDAY_MS, { jobId: 'a', jobName: 'JOB-0001' });
const bob = sampleRow(MONDAY_MS, { jobId: 'b', jobName: 'JOB-0002' });
const cleo = sampleRow(MONDAY_MS, { jobId: 'c', jobName: 'JOB-0003' });

function jobs(revision: number, changes: Partial<Extract<Push, { name: 'jobs' }>['payload']>): Push {
  return { name: 'jobs', payload: { revision, isWhole: false, rows: [], removed: [], ...changes } };
}

function viewOf(revision: number, words: string): Push {
  return {
    name: 'view',
    payload: sampleView(MONDAY_MS, { revision, headline: { state: 'ready', words, cause: null } }),
  };
}

function after(...pushes: readonly Push[]): AppState {
  return pushes.reduce(takePush, firstState('overview'));
}

function namesOf(state: AppState): readonly string[] {
  return [...state.jobs.rows.values()].map(({ jobName }) => jobName);
}

describe('the letter template', () => {
  test('is the last that came, and none before the first', () => {
    const template = { ...sampleTemplate(), footer: 'Acme' };
    expect(after().letterTemplate).toBeNull();
    const push: Push = { name: 'letter-template', payload: template };
    expect(after({ name: 'letter-template', payload: sampleTemplate() }, push).letterTemplate).toEqual(
      template,
    );
  });
});

describe('the view', () => {
  test('is replaced by a newer one and not by an older one', () => {
    expect(after(viewOf(7, 'new'), viewOf(6, 'old')).view?.headline.words).toBe('new');
    expect(after(viewOf(7, 'new'), viewOf(8, 'newer')).view?.headline.words).toBe('newer');
  });

  test('of a program that was started anew is taken although it counts from the start', () => {
    const lost = takeConnection(after(viewOf(900, 'before')), false, MONDAY_MS);
    expect(lost.view?.headline.words).toBe('before');
    expect(takePush(lost, viewOf(1, 'after')).view?.headline.words).toBe('after');
  });
});

describe('the jobs', () => {
  test('change, come and go by their ids', () => {
    const state = after(
      jobs(1, { isWhole: true, rows: [ann, bob] }),
      jobs(2, { rows: [{ ...ann, jobName: 'JOB-0009' }, cleo], removed: ['b'] }),
    );
    expect(namesOf(state)).toEqual(['JOB-0009', 'JOB-0003']);
    expect(state.jobs).toMatchObject({ isLoaded: true, revision: 2 });
  });

  test('are all replaced by a whole list', () => {
    expect(
      namesOf(after(jobs(1, { isWhole: true, rows: [ann] }), jobs(2, { isWhole: true, rows: [bob] }))),
    ).toEqual(['JOB-0002']);
  });

  test('are not set back by an older push', () => {
    const state = after(jobs(5, { isWhole: true, rows: [ann] }));
    expect(takePush(state, jobs(4, { removed: ['a'] }))).toBe(state);
  });

  test('are not loaded by changes to a list that has not come', () => {
    expect(after(jobs(3, { rows: [ann] })).jobs.isLoaded).toBe(false);
  });

  test('stay in sight when the connection is lost, until the whole list comes again', () => {
    const lost = takeConnection(after(jobs(80, { isWhole: true, rows: [ann] })), false, MONDAY_MS);
    expect(namesOf(lost)).toEqual(['JOB-0001']);
    const changed = takePush(takeConnection(lost, true, MONDAY_MS), jobs(2, { removed: ['a'] }));
    expect(namesOf(changed)).toEqual(['JOB-0001']);
    expect(namesOf(takePush(changed, jobs(1, { isWhole: true, rows: [bob] })))).toEqual(['JOB-0002']);
  });
});

test('a lost connection is lost since the first time it is told', () => {
  const first = takeConnection(firstState('overview'), false, 1000);
  expect(takeConnection(first, false, 5000).lostAtMs).toBe(1000);
  expect(takeConnection(first, true, 6000).lostAtMs).toBeNull();
});

describe('details', () => {
  const details = sampleDetails(MONDAY_MS, ann);

  test('are taken for the job whose drawer is open, and for no other', () => {
    const open = takePush(firstState('jobs'), { name: 'navigate', payload: { page: 'jobs', jobId: 'a' } });
    const push: Push = { name: 'job-details', payload: { jobId: 'a', details } };
    expect(takePush(open, push).watchedJob?.details?.row.jobName).toBe('JOB-0001');
    expect(takePush(firstState('jobs'), push).watchedJob).toBeNull();
  });

  test('go when another job is opened', () => {
    const state = [
      { name: 'navigate', payload: { page: 'jobs', jobId: 'a' } },
      { name: 'job-details', payload: { jobId: 'a', details } },
      { name: 'navigate', payload: { page: 'jobs', jobId: 'b' } },
    ] satisfies Push[];
    expect(after(...state)).toMatchObject({ openJobId: 'b', watchedJob: null });
  });
});

describe('the log', () => {
  const line = (words: string) => ({ atMs: MONDAY_MS, level: 'info' as const, room: 'mail', words });

  test('grows at its end and is replaced by a whole one', () => {
    const state = after(
      { name: 'log', payload: { isWhole: true, lines: [line('one')] } },
      { name: 'log', payload: { isWhole: false, lines: [line('two')] } },
    );
    expect(state.log.map(({ words }) => words)).toEqual(['one', 'two']);
    expect(takePush(state, { name: 'log', payload: { isWhole: true, lines: [] } }).log).toEqual([]);
  });

  test('keeps the newest lines only', () => {
    const lines = Array.from({ length: 6000 }, (_, index) => line(String(index)));
    const { log } = after({ name: 'log', payload: { isWhole: true, lines } });
    expect(log).toHaveLength(5000);
    expect(log.at(-1)?.words).toBe('5999');
  });
});

test('a push that shows another page asks for the focus on its heading, one that stays does not', () => {
  const state = takePush(firstState('overview'), {
    name: 'navigate',
    payload: { page: 'jobs', jobId: null },
  });
  expect(state).toMatchObject({ page: 'jobs', focus: { count: 1, target: 'heading' } });
  expect(takePush(state, { name: 'navigate', payload: { page: 'jobs', jobId: 'a' } }).focus.count).toBe(1);
});
