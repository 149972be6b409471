import { act, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { SCENES } from '../../../../fakes/scenes.ts';
import type { Scene } from '../../../../fakes/scenes.ts';
import { DAY_MS, MONDAY_MS } from '../../../../fakes/jobs.ts';
import { sampleSkedulo, sampleView } from '../../../../fakes/views.ts';
import { renderApp, setUpBrowser } from '../../render-app.tsx';
import type { RenderedApp } from '../../render-app.tsx';

setUpBrowser();
beforeEach(() => {
  vi.useFakeTimers({ now: MONDAY_MS, toFake: ['Date', 'setInterval', 'clearInterval'] });
  return () => {
    vi.useRealTimers();
  };
});

async function openOverview(name: string, changes: Partial<Scene['view']> = {}): Promise<RenderedApp> {
  const make = SCENES[name];
  if (make === undefined) throw new Error(`There is no scene ${name}.`);
  const scene = make(MONDAY_MS);
  const app = renderApp({ ...scene, view: { ...scene.view, ...changes } });
  await screen.findByRole('heading', { level: 1, name: 'Overview' });
  return app;
}

function called({ bridge }: RenderedApp): readonly unknown[] {
  return bridge.calls.map(({ name, input }) => [name, input]);
}

describe('the state', () => {
  test('is one sentence with its cause', async () => {
    await openOverview('attention');
    expect(screen.getByRole('heading', { level: 2, name: 'Working, 5 jobs need you' })).toBeDefined();
    expect(screen.getAllByText('Zoom needs you to sign in again: 4 jobs are waiting').length).toBeGreaterThan(
      0,
    );
  });

  test('what was covered yesterday is not told as of today, though nothing has come since', async () => {
    await openOverview('working');
    act(() => {
      vi.advanceTimersByTime(DAY_MS);
    });
    expect(screen.getByText(/^Covered up to yesterday \d/)).toBeDefined();
    expect(screen.getByText(/^Last look yesterday \d/)).toBeDefined();
  });

  test('a connection that does not work is nobody’s', async () => {
    await openOverview('working', { skedulo: sampleSkedulo(MONDAY_MS, { state: 'wrong' }) });
    expect(screen.getByText('Not working')).toBeDefined();
    expect(screen.queryByText(/^Not working as/)).toBeNull();
  });

  test('counts down to the next look', async () => {
    await openOverview('working');
    expect(screen.getByText('Next look in 20 s')).toBeDefined();
    expect(screen.getByText(/^Covered up to \d/)).toBeDefined();
    act(() => {
      vi.advanceTimersByTime(3000);
    });
    expect(screen.getByText('Next look in 17 s')).toBeDefined();
  });

  test('pauses from a menu', async () => {
    const app = await openOverview('working');
    await app.user.click(screen.getByRole('button', { name: 'Pause' }));
    await app.user.click(await screen.findByRole('menuitem', { name: 'Until tomorrow' }));
    expect(called(app)).toEqual([['pause', { until: 'tomorrow' }]]);
  });

  test('offers to resume while it is paused, and nothing else', async () => {
    const app = await openOverview('paused');
    expect(screen.queryByRole('button', { name: 'Sync now' })).toBeNull();
    await app.user.click(screen.getByRole('button', { name: 'Resume' }));
    expect(called(app)).toEqual([['resume', {}]]);
  });
});

describe('what needs somebody', () => {
  test('comes with the button that mends it', async () => {
    const app = await openOverview('attention');
    const list = within(screen.getByRole('region', { name: 'Needs you (3)' }));
    expect(list.getAllByRole('listitem')).toHaveLength(3);
    await app.user.click(list.getByRole('button', { name: 'Try again' }));
    expect(called(app)).toEqual([['retry-job', { jobId: 'a0J000000000103' }]]);
  });

  test('leads to the job', async () => {
    const { user, store } = await openOverview('attention');
    await user.click(screen.getByRole('button', { name: 'Show JOB-0006' }));
    expect(store.getState()).toMatchObject({ page: 'jobs', openJobId: 'a0J000000000006' });
  });

  test('signs in again where that is shown', async () => {
    const app = await openOverview('attention');
    await app.user.click(screen.getByRole('button', { name: 'Sign in again' }));
    expect(called(app)).toContainEqual(['authorize-provider', { kind: 'zoom' }]);
    expect(app.store.getState().page).toBe('provider');
  });

  test('is not there while nothing does', async () => {
    await openOverview('working');
    expect(screen.queryByRole('region', { name: /^Needs you/ })).toBeNull();
  });
});

describe('the first run', () => {
  test('warns, and shows what remains, each line leading there', async () => {
    const { user, store } = await openOverview('not-set-up');
    expect(
      screen.getByText('No meetings provider is connected', { selector: 'strong, b, span, div' }),
    ).toBeDefined();
    const steps = within(screen.getByRole('region', { name: 'Set up ReadyMeet' })).getAllByRole('listitem');
    expect(steps.map((step) => within(step).getByRole('heading').textContent)).toEqual([
      'Connect Skedulo (to do)',
      'Connect a meetings provider (to do)',
      'Connect e-mail (to do)',
      'Enable Automation',
    ]);
    await user.click(screen.getByRole('button', { name: 'Set up: Connect e-mail' }));
    expect(store.getState().page).toBe('e-mail');
  });

  test('tells done, wrong and being checked apart in words', async () => {
    await openOverview('setting-up');
    expect(screen.getByRole('heading', { name: 'Connect Skedulo (done)' })).toBeDefined();
    expect(
      screen.getByRole('heading', { name: 'Connect a meetings provider (being checked)' }),
    ).toBeDefined();
    expect(screen.getByRole('heading', { name: 'Connect e-mail (wrong)' })).toBeDefined();
  });

  test('offers to try out what is connected, and nothing before', async () => {
    const { unmount } = await openOverview('not-set-up');
    expect(screen.queryByText(/^If you like, try it out/)).toBeNull();
    unmount();
    const headline = { state: 'not-set-up', words: 'Not set up', cause: null } as const;
    const { user, store } = await openOverview('working', { headline });
    await user.click(await screen.findByRole('button', { name: 'Make a test meeting' }));
    expect(store.getState().page).toBe('automation');
    await user.click(screen.getByRole('button', { name: 'Overview' }));
    await user.click(await screen.findByRole('button', { name: 'Send me a test invitation' }));
    expect(store.getState().page).toBe('e-mail');
  });

  test('does not offer to look or to pause', async () => {
    await openOverview('not-set-up');
    expect(screen.queryByRole('button', { name: 'Sync now' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Pause' })).toBeNull();
  });
});

describe('the timeline', () => {
  test('is a list for each day, with a line where now is', async () => {
    await openOverview('working');
    const today = within(screen.getByRole('list', { name: 'Today' })).getAllByRole('listitem');
    const texts = today.map(({ textContent }) => textContent);
    expect(texts.filter((text) => text.startsWith('Now, '))).toHaveLength(1);
    expect(today.length).toBeLessThanOrEqual(9);
    expect(screen.getByRole('list', { name: 'Tomorrow' }).textContent).not.toContain('Now, ');
  });

  test('opens a job', async () => {
    const { user, store } = await openOverview('working');
    const [first] = within(screen.getByRole('list', { name: 'Tomorrow' })).getAllByRole('button');
    if (first === undefined) throw new Error('There is no job tomorrow.');
    await user.click(first);
    expect(store.getState().openJobId).toMatch(/^a0J/);
  });

  test('says what will appear on an empty day', async () => {
    await openOverview('no-jobs');
    expect(screen.getByText('No virtual jobs today')).toBeDefined();
    expect(screen.getAllByText(/as soon as it is Ready in Skedulo/)).toHaveLength(2);
  });
});

test('the connections say who is connected and lead to their pages', async () => {
  const { user, store } = await openOverview('working');
  const cards = within(screen.getByRole('region', { name: 'Connections' }));
  expect(cards.getByText('Connected as ReadyMeet')).toBeDefined();
  expect(cards.getByText('Connected as Robin Goldberg')).toBeDefined();
  await user.click(cards.getByRole('button', { name: 'Open Meetings provider' }));
  expect(store.getState().page).toBe('provider');
});

test('the chart can be read as a table', async () => {
  await openOverview('working', { chart: sampleView(MONDAY_MS).chart.slice(-3) });
  const rows = within(screen.getByRole('table', { name: /Meetings made/ })).getAllByRole('row');
  expect(rows).toHaveLength(4);
  expect(rows[1]?.textContent).toMatch(/^Sat, Nov 21/);
});
