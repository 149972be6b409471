import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { JobRow } from '../../../../../preload/contract/jobs.ts';
import { sampleDetails, sampleRow, sampleRows } from '../../../../fakes/job-rows.ts';
import { DAY_MS, HOUR_MS, MONDAY_MS } from '../../../../fakes/jobs.ts';
import { sampleAutomation } from '../../../../fakes/views.ts';
import { oneRowScene } from '../../../../fakes/scenes.ts';
import { refused } from '../../../../fakes/fake-bridge.ts';
import type { FakeProgram } from '../../../../fakes/fake-bridge.ts';
import { ROW_PX } from '../../../../../renderer/pages/jobs/job-table-row.tsx';
import { renderApp, setUpBrowser } from '../../render-app.tsx';
import type { RenderedApp } from '../../render-app.tsx';

setUpBrowser();
beforeEach(() => {
  vi.useFakeTimers({ now: MONDAY_MS, toFake: ['Date'] });
  return () => {
    vi.useRealTimers();
  };
});

/** Three jobs to come: Ann at two, Bob at three, Cleo at four; Cleo's job is stuck. */
const ann = sampleRow(MONDAY_MS, { jobId: 'a0J00000000ann1', jobName: 'JOB-0001', contact: 'Ann Lee' });
const bob = sampleRow(MONDAY_MS, {
  jobId: 'a0J00000000bob1',
  jobName: 'JOB-0002',
  contact: 'Bob Ray',
  startMs: MONDAY_MS + 3 * HOUR_MS,
  endMs: MONDAY_MS + 4 * HOUR_MS,
});
const cleo = sampleRow(MONDAY_MS, {
  jobId: 'a0J0000000cleo1',
  jobName: 'JOB-0003',
  contact: 'Cleo Fox',
  startMs: MONDAY_MS + 4 * HOUR_MS,
  endMs: MONDAY_MS + 5 * HOUR_MS,
  standing: 'attention',
  words: 'JOB-0003 is locked in Skedulo, so no link can be written onto it.',
});

async function openJobs(
  rows: readonly JobRow[] = [ann, bob, cleo],
  program?: FakeProgram,
): Promise<RenderedApp> {
  const app = renderApp({ ...oneRowScene(MONDAY_MS), rows }, 'jobs', program);
  await screen.findByRole('heading', { level: 1, name: 'Jobs' });
  return app;
}

function shownJobs(): readonly (string | undefined)[] {
  return within(screen.getByRole('grid'))
    .getAllByRole('row')
    .slice(1)
    .map((row) => /JOB-\d+/.exec(row.textContent)?.[0]);
}

function rowOf(name: string): HTMLElement {
  const row = screen.getByText(name).closest('tr');
  if (row === null) throw new Error(`${name} has no row.`);
  return row;
}

describe('the table', () => {
  test('of 10,000 jobs holds a few dozen rows, and says how many there are', async () => {
    await openJobs(sampleRows(MONDAY_MS, 10_000));
    const grid = screen.getByRole('grid', { name: 'Jobs' });
    expect(grid.getAttribute('aria-rowcount')).toBe('10001');
    const rows = within(grid).getAllByRole('row');
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.length).toBeLessThan(60);
  });

  test('begins at the first job that is not over, with its place in the whole list', async () => {
    const past = Array.from({ length: 500 }, (_, index) =>
      sampleRow(MONDAY_MS, {
        jobId: `a0J000000past${String(index).padStart(3, '0')}`,
        jobName: `JOB-1${String(index).padStart(3, '0')}`,
        startMs: MONDAY_MS - 2 * DAY_MS + index,
        endMs: MONDAY_MS - DAY_MS,
      }),
    );
    await openJobs([...past, ann]);
    expect(rowOf('JOB-0001').getAttribute('aria-rowindex')).toBe('502');
    expect(rowOf('JOB-0001').tabIndex).toBe(0);
    expect(screen.queryByText('JOB-1000')).toBeNull();
  });

  test('tells meeting, link and invitations apart, in words', async () => {
    await openJobs([
      { ...ann, link: { state: 'failed', atMs: null, words: 'Not written: the job is locked' } },
    ]);
    const row = within(rowOf('JOB-0001'));
    expect(row.getByText(/^Meeting: confirmed\. Made, (yesterday|today) \d/)).toBeDefined();
    expect(row.getByText('Link: failed. Not written: the job is locked')).toBeDefined();
    expect(row.getByText(/^Invitations: confirmed\. 1 sent, (yesterday|today) \d/)).toBeDefined();
  });

  test('shows a start in the zone of the job', async () => {
    await openJobs([{ ...ann, startMs: MONDAY_MS, timeZone: 'America/New_York' }]);
    expect(rowOf('JOB-0001').textContent).toContain('Sun, Nov 22, 9:00 PM');
    expect(rowOf('JOB-0001').textContent).toContain('New York (UTC−5)');
  });

  test('sorts by a click on a column, turns round with the next, and remembers it', async () => {
    const { user, unmount } = await openJobs();
    const column = screen.getByRole('columnheader', { name: 'Contact' });
    await user.click(within(column).getByRole('button'));
    await user.click(within(column).getByRole('button'));
    expect(column.getAttribute('aria-sort')).toBe('descending');
    expect(shownJobs()).toEqual(['JOB-0003', 'JOB-0002', 'JOB-0001']);
    unmount();
    await openJobs();
    expect(shownJobs()).toEqual(['JOB-0003', 'JOB-0002', 'JOB-0001']);
  });

  test('takes in a change without losing its place', async () => {
    const { bridge } = await openJobs();
    act(() => {
      bridge.push({
        name: 'jobs',
        payload: {
          revision: 2,
          isWhole: false,
          rows: [{ ...bob, contact: 'Bea Ray' }],
          removed: [ann.jobId],
        },
      });
    });
    expect(shownJobs()).toEqual(['JOB-0002', 'JOB-0003']);
    expect(rowOf('JOB-0002').textContent).toContain('Bea Ray');
  });
});

describe('keys', () => {
  test('move through the table, open a job, and Esc brings the focus back', async () => {
    const { user } = await openJobs();
    act(() => {
      rowOf('JOB-0001').focus();
    });
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(rowOf('JOB-0002'));
    await user.keyboard('{End}');
    expect(document.activeElement).toBe(rowOf('JOB-0003'));
    await user.keyboard('{Home}{ArrowUp}');
    expect(document.activeElement).toBe(rowOf('JOB-0001'));
    await user.keyboard('{ArrowDown}{Enter}');
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 2, name: 'JOB-0002' }));
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('complementary')).toBeNull();
    expect(document.activeElement?.textContent).toContain('JOB-0002');
  });

  test('reach a row far away, which is drawn for it', async () => {
    const { user } = await openJobs(sampleRows(MONDAY_MS, 10_000));
    const first = screen.getAllByRole('row').find(({ tabIndex }) => tabIndex === 0);
    act(() => {
      first?.focus();
    });
    await user.keyboard('{End}');
    expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('10001');
  });

  test('Ctrl+F goes to the search box from any page', async () => {
    const { user } = renderApp(oneRowScene(MONDAY_MS), 'overview');
    await screen.findByRole('heading', { level: 1, name: 'Overview' });
    await user.keyboard('{Control>}f{/Control}');
    await screen.findByRole('heading', { level: 1, name: 'Jobs' });
    expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Search jobs' }));
  });
});

describe('search and filters', () => {
  test('narrow the table down', async () => {
    const { user } = await openJobs();
    await user.type(screen.getByRole('searchbox'), 'cleo');
    expect(shownJobs()).toEqual(['JOB-0003']);
    await user.clear(screen.getByRole('searchbox'));
    await user.click(screen.getByRole('button', { name: /^Needs you/, pressed: false }));
    expect(shownJobs()).toEqual(['JOB-0003']);
    expect(screen.getByRole('button', { name: /^Needs you/, pressed: true })).toBeDefined();
  });

  test('begin at the first job that is not over again, wherever the table was left', async () => {
    const past = Array.from({ length: 500 }, (_, index) =>
      sampleRow(MONDAY_MS, {
        jobId: `a0J000000past${String(index).padStart(3, '0')}`,
        jobName: `JOB-1${String(index).padStart(3, '0')}`,
        startMs: MONDAY_MS - 2 * DAY_MS + index,
        endMs: MONDAY_MS - DAY_MS,
      }),
    );
    const { user } = await openJobs([...past, ann, cleo]);
    vi.spyOn(Element.prototype, 'scrollHeight', 'get').mockReturnValue(502 * ROW_PX + 41);
    const frame = (): number => screen.getByRole('grid').parentElement?.scrollTop ?? -1;
    await user.click(screen.getByRole('button', { name: /^Needs you/ }));
    await user.click(screen.getByRole('button', { name: /^All/ }));
    expect(frame()).toBeGreaterThan(400 * ROW_PX);
    expect(rowOf('JOB-0001')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Job' }));
    expect(frame()).toBe(0);
  });

  test('say where a job is that the filter hides', async () => {
    const { user } = await openJobs();
    await user.click(screen.getByRole('button', { name: /^Needs you/ }));
    await user.type(screen.getByRole('searchbox'), '0001');
    await user.click(screen.getByRole('button', { name: 'Show them' }));
    expect(shownJobs()).toEqual(['JOB-0001']);
  });

  test('say what will appear where there is nothing', async () => {
    const { user } = await openJobs([ann]);
    await user.click(screen.getByRole('button', { name: /^Left alone/ }));
    expect(screen.getByText('No job is left alone')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Show all jobs' }));
    await user.type(screen.getByRole('searchbox'), 'nobody');
    expect(screen.getByText('No job matches “nobody”')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Clear the search' }));
    expect(shownJobs()).toEqual(['JOB-0001']);
  });

  test('an office without jobs reads what makes one appear', async () => {
    await openJobs([]);
    expect(screen.getByText(/A job appears here as soon as it is Ready in Skedulo/)).toBeDefined();
  });
});

describe('the drawer', () => {
  async function openDrawer(row: JobRow, program?: FakeProgram): Promise<RenderedApp> {
    const app = await openJobs([ann, bob, cleo], program);
    await app.user.click(rowOf(row.jobName));
    act(() => {
      app.bridge.push({
        name: 'job-details',
        payload: { jobId: row.jobId, details: sampleDetails(MONDAY_MS, row) },
      });
    });
    return app;
  }

  test('has the program tell of its job, and stop when it is closed', async () => {
    const { bridge, user } = await openDrawer(ann);
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(bridge.calls.filter(({ name }) => name === 'watch-job').map(({ input }) => input)).toEqual([
      { jobId: ann.jobId },
      { jobId: null },
    ]);
  });

  test('copies the link and says so', async () => {
    const { user } = await openDrawer(ann);
    await user.click(screen.getByRole('button', { name: 'Copy link' }));
    expect(await navigator.clipboard.readText()).toBe(ann.joinUrl);
    expect(screen.getByRole('button', { name: 'Copied' })).toBeDefined();
  });

  test('opens Skedulo in a tab that cannot reach back', async () => {
    await openDrawer(ann);
    const link = screen.getByRole('link', { name: 'Open in Skedulo' });
    expect(link.getAttribute('href')).toBe(`https://acme.my.skedulo.test/jobdetails/${ann.jobId}`);
    expect([link.getAttribute('target'), link.getAttribute('rel')]).toEqual([
      '_blank',
      'noopener noreferrer',
    ]);
  });

  test('sends an invitation again, and says that the mail server took it', async () => {
    const { bridge, user } = await openDrawer(ann);
    await user.click(screen.getByRole('button', { name: 'Resend' }));
    expect(bridge.calls.at(-1)).toEqual({
      name: 'resend-invitation',
      input: { jobId: ann.jobId, address: 'ann.lee@customer.test' },
    });
    expect(screen.getByText(/Sent again: the mail server accepted it/)).toBeDefined();
  });

  test('shows the problem, and what became of trying again', async () => {
    const { user } = await openDrawer(cleo, (name) =>
      name === 'retry-job'
        ? refused('job-locked', 'JOB-0003 is still locked.', 'Unlock it.')
        : { ok: true, id: null },
    );
    expect(screen.getAllByText(cleo.words).length).toBeGreaterThan(0);
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(screen.getByText('JOB-0003 is still locked.')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByText('JOB-0003 is still locked.')).toBeNull();
  });

  test('says that nobody is invited, and why', async () => {
    const { bridge } = await openDrawer(ann);
    const details = { ...sampleDetails(MONDAY_MS, ann), guests: [] };
    const { view } = oneRowScene(MONDAY_MS);
    act(() => {
      bridge.push({ name: 'job-details', payload: { jobId: ann.jobId, details } });
    });
    expect(screen.getByText(/once the contact has an e-mail address in Skedulo\.$/)).toBeDefined();
    const automation = sampleAutomation({ sendIcsToRecipients: false });
    act(() => {
      bridge.push({ name: 'view', payload: { ...view, revision: 99, automation } });
    });
    expect(screen.getByText('Nobody is invited: "Send ICS to recipients" is off.')).toBeDefined();
  });

  test('names each guest with the address and how the invitation stands', async () => {
    await openDrawer(ann);
    const guests = within(screen.getByRole('region', { name: 'Guests' }));
    const line = guests.getByRole('listitem').textContent;
    expect(line).toContain('Ann Lee ann.lee@customer.test');
    expect(line).toContain('Invitation: confirmed. 1 sent');
  });

  test('words that go on counting are not read out each second', async () => {
    const { user } = await openDrawer(ann);
    await user.click(screen.getByRole('button', { name: 'Resend' }));
    const words = screen.getByRole('region', { name: 'Guests' });
    expect(
      within(words)
        .getByText(/^Sent again/)
        .closest('[aria-live]'),
    ).toBeNull();
  });

  test('stays on Esc in a search box that holds something, which the browser clears', async () => {
    const { user } = await openDrawer(ann);
    const search = screen.getByRole('searchbox');
    await user.type(search, 'ann{Escape}');
    expect(screen.getByRole('complementary')).toBeDefined();
    await user.clear(search);
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('complementary')).toBeNull();
  });

  test('gives the focus to the search box where the row of its job is filtered away', async () => {
    const { user } = await openDrawer(ann);
    const search = screen.getByRole('searchbox');
    await user.type(search, 'nobody');
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(document.activeElement).toBe(search);
    // The row is back, and does not take the focus from whoever types.
    await user.clear(search);
    await user.type(search, '0001');
    // The list comes after the typing.
    await waitFor(() => {
      expect(shownJobs()).toEqual(['JOB-0001']);
    });
    expect(document.activeElement).toBe(search);
  });

  test('tells the history, newest first', async () => {
    await openDrawer(ann);
    const lines = within(screen.getByRole('region', { name: 'History' })).getAllByRole('listitem');
    expect(lines.map(({ textContent }) => /Sent|Wrote|Made/.exec(textContent)?.[0])).toEqual([
      'Sent',
      'Wrote',
      'Made',
    ]);
  });

  test('says when the job is not looked after any more', async () => {
    const { bridge } = await openDrawer(ann);
    act(() => {
      bridge.push({ name: 'job-details', payload: { jobId: ann.jobId, details: null } });
    });
    expect(screen.getByText(/does not look after this job any more/)).toBeDefined();
  });

  test('opens when a notification is clicked, whatever the page', async () => {
    const { bridge } = renderApp({ ...oneRowScene(MONDAY_MS), rows: [ann, bob] }, 'overview');
    await screen.findByRole('heading', { level: 1, name: 'Overview' });
    act(() => {
      bridge.push({ name: 'navigate', payload: { page: 'jobs', jobId: bob.jobId } });
    });
    expect(await screen.findByRole('heading', { level: 2, name: 'JOB-0002' })).toBe(document.activeElement);
  });
});
