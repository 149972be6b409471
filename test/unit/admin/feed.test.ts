import { describe, expect, test } from 'vitest';
import { AdminWorld } from '../../fakes/admin/admin-world.ts';
import { settle } from '../../fakes/admin/manual-scheduler.ts';
import { doneRecord, doneSituation, finding, officeJob, situation } from '../../fakes/admin/situations.ts';
import { known } from '../../fakes/jobs.ts';
import { DEFAULT_LETTER_TEMPLATE } from '../../../main/mail/letter-template.ts';

const ids = (rows: readonly { readonly jobId: string }[] | undefined) => rows?.map(({ jobId }) => jobId);

function job(number: number, changes: Parameters<typeof officeJob>[0] = {}) {
  return officeJob({ id: jobId(number), name: `JOB-${String(number).padStart(4, '0')}`, ...changes });
}

function jobId(number: number): string {
  return `a0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

async function runningWorld() {
  const world = new AdminWorld();
  await world.enableAll();
  world.automation.putJobs(situation({ job: job(1) }), situation({ job: job(2) }));
  await world.start();
  await world.time.pass(1000);
  return world;
}

describe('a page that opens', () => {
  test('is sent the letter template, the whole view and all jobs, at once', async () => {
    const world = await runningWorld();
    const page = world.openPage();
    expect(page.pushes.map(({ name }) => name)).toEqual(['letter-template', 'view', 'jobs']);
    expect(page.last('letter-template')).toEqual(DEFAULT_LETTER_TEMPLATE);
    expect(page.last('view')).toEqual(world.view);
    expect(page.last('jobs')).toMatchObject({ isWhole: true, removed: [] });
    expect(ids(page.last('jobs')?.rows)).toEqual([jobId(1), jobId(2)]);
  });

  test('misses nothing that is being told to others just then', async () => {
    const world = await runningWorld();
    world.openPage();
    world.automation.putJobs(situation({ job: job(3) }));
    const late = world.openPage();
    expect(ids(late.last('jobs')?.rows)).toEqual([jobId(1), jobId(2)]);
    await settle();
    expect(late.last('jobs')).toMatchObject({ isWhole: false });
    expect(ids(late.last('jobs')?.rows)).toEqual([jobId(3)]);
  });

  test('is sent nothing any more once it is closed, and commands under way go on', async () => {
    const world = await runningWorld();
    const page = world.openPage();
    const count = page.pushes.length;
    page.session.close();
    world.automation.putJobs(situation({ job: job(3) }));
    await world.time.pass(1000);
    expect(page.pushes).toHaveLength(count);
  });

  test('that cannot be told any more is closed, and others still hear', async () => {
    const world = await runningWorld();
    let told = 0;
    world.admin.openSession(() => {
      told += 1;
      if (told > 3) throw new Error('gone');
    });
    const page = world.openPage();
    world.automation.putJobs(situation({ job: job(3) }));
    await settle();
    world.automation.putJobs(situation({ job: job(4) }));
    await world.time.pass(1000);
    expect(told).toBe(4);
    expect(ids(page.last('jobs')?.rows)).toEqual([jobId(4)]);
  });
});

describe('pushes', () => {
  test('come at once, then at most one in 100 ms', async () => {
    const world = await runningWorld();
    const page = world.openPage();
    const before = page.count('view');
    world.automation.become({ jobsSeen: 1 });
    await settle();
    expect(page.count('view')).toBe(before + 1);
    for (let seen = 2; seen <= 20; seen += 1) {
      world.automation.become({ jobsSeen: seen });
      await settle();
    }
    expect(page.count('view')).toBe(before + 1);
    await world.time.pass(99);
    expect(page.count('view')).toBe(before + 1);
    await world.time.pass(1);
    expect(page.count('view')).toBe(before + 2);
    expect(page.last('view')?.sync.jobsSeen).toBe(20);
    await world.time.pass(10_000);
    expect(page.count('view')).toBe(before + 2);
  });

  test('of the view rise in revision, and come only when something differs', async () => {
    const world = await runningWorld();
    const page = world.openPage();
    const before = page.count('view');
    world.automation.become({});
    await world.time.pass(1000);
    expect(page.count('view')).toBe(before);
    world.automation.become({ jobsSeen: 5 });
    await world.time.pass(1000);
    world.automation.become({ jobsSeen: 6 });
    await world.time.pass(1000);
    const revisions = page.pushes.flatMap((push) => (push.name === 'view' ? [push.payload.revision] : []));
    expect(revisions).toHaveLength(before + 2);
    expect(revisions.every((revision, index) => index === 0 || revision > (revisions[index - 1] ?? 0))).toBe(
      true,
    );
  });

  test('of the letter template come when another is saved, and its weight in no view', async () => {
    const world = await runningWorld();
    const page = world.openPage();
    world.automation.become({ jobsSeen: 5 });
    await world.time.pass(1000);
    expect(page.count('letter-template')).toBe(1);
    const logo = `data:image/png;base64,${'A'.repeat(100_000)}`;
    world.settings.current = {
      ...world.settings.current,
      letterTemplate: { ...DEFAULT_LETTER_TEMPLATE, logo },
    };
    world.automation.become({ jobsSeen: 6 });
    await world.time.pass(1000);
    expect(page.count('letter-template')).toBe(2);
    expect(page.last('letter-template')?.logo).toBe(logo);
    expect(JSON.stringify(page.last('view')).length).toBeLessThan(20_000);
  });

  test('of a later start have higher revisions than those before', async () => {
    const world = await runningWorld();
    const earlier = world.view.revision;
    const next = new AdminWorld();
    await next.time.pass(60_000);
    expect(next.view.revision).toBeGreaterThan(earlier);
  });

  test('reach subscribers, who can read the newest view at any time', async () => {
    const world = await runningWorld();
    const seen: number[] = [];
    const stop = world.admin.subscribe((view) => seen.push(view.sync.jobsSeen));
    world.automation.become({ jobsSeen: 5 });
    world.automation.become({ jobsSeen: 6 });
    expect(world.view.sync.jobsSeen).toBe(6);
    await world.time.pass(1000);
    expect(seen).toEqual([6]);
    stop();
    world.automation.become({ jobsSeen: 7 });
    await world.time.pass(1000);
    expect(seen).toEqual([6]);
  });
});

describe('jobs', () => {
  test('are told as what is new, changed or gone', async () => {
    const world = await runningWorld();
    const page = world.openPage();
    world.automation.putJobs(
      situation({ job: job(1), record: doneRecord(job(1)) }),
      situation({ job: job(3) }),
    );
    world.automation.removeJob(jobId(2));
    await world.time.pass(1000);
    const rows = page.pushes.flatMap((push) =>
      push.name === 'jobs' && !push.payload.isWhole ? [push.payload] : [],
    );
    expect(rows.flatMap((payload) => ids(payload.rows) ?? [])).toEqual([jobId(1), jobId(3)]);
    expect(rows.flatMap(({ removed }) => removed)).toEqual([jobId(2)]);
    expect(world.openPage().last('jobs')?.rows).toHaveLength(2);
  });

  test('that come out alike are not told', async () => {
    const world = await runningWorld();
    const page = world.openPage();
    const before = page.count('jobs');
    world.automation.putJobs(situation({ job: job(1) }));
    world.automation.tell({ kind: 'whole' });
    await world.time.pass(1000);
    expect(page.count('jobs')).toBe(before);
  });

  test('are all looked over when a setting changes what is meant', async () => {
    const world = await runningWorld();
    const page = world.openPage();
    await page.call('enable-automation', {
      skeduloToken: null,
      meetingPassword: null,
      enableAttendees: false,
      sendIcsToRecipients: false,
    });
    await world.time.pass(1000);
    expect(
      world
        .openPage()
        .last('jobs')
        ?.rows.map(({ invitations }) => invitations.words),
    ).toEqual(['Sending is off', 'Sending is off']);
    expect(page.last('jobs')?.rows).toHaveLength(2);
  });

  test('that need somebody are in the view, soonest first', async () => {
    const world = await runningWorld();
    world.automation.become({ phase: 'running' });
    world.automation.putJobs(
      situation({ job: job(5, { startMs: 3 }), findings: [finding('attention', 'no-end')] }),
      situation({ job: job(6, { startMs: 2 }), findings: [finding('attention', 'no-end')] }),
      situation({ job: job(7, { startMs: null }), findings: [finding('attention', 'no-start')] }),
    );
    await world.time.pass(1000);
    expect(world.view.headline.words).toBe('Working, 3 jobs need you');
    expect(world.view.attention.map(({ id }) => id)).toEqual(
      [6, 5, 7].map((number) => `job:${jobId(number)}`),
    );
    world.automation.putJobs(
      situation({ job: job(5) }),
      situation({ job: job(6) }),
      situation({ job: job(7) }),
    );
    await world.time.pass(1000);
    expect(world.view.attention).toEqual([]);
  });

  test('ten thousand of them are projected in one go, and one change tells one row', async () => {
    const world = await runningWorld();
    const many = Array.from({ length: 10_000 }, (_, index) => doneSituation({ job: job(index) }));
    world.automation.putJobs(...many);
    await world.time.pass(1000);
    const page = world.openPage();
    expect(page.last('jobs')?.rows).toHaveLength(10_000);
    world.automation.putJobs(doneSituation({ job: job(77, { contact: known('Bea', 'bea@customer.test') }) }));
    await world.time.pass(1000);
    expect(ids(page.last('jobs')?.rows)).toEqual([jobId(77)]);
  });
});

describe('the details of a job', () => {
  test('are sent to the page that watches it, now and whenever it changes', async () => {
    const world = await runningWorld();
    const [watching, other] = [world.openPage(), world.openPage()];
    await watching.call('watch-job', { jobId: jobId(1) });
    expect(watching.last('job-details')).toMatchObject({ jobId: jobId(1), details: { history: [] } });
    world.automation.entries.push({
      atMs: 1,
      tenantId: 't',
      jobId: jobId(1),
      jobName: 'JOB-0001',
      actor: 'ReadyMeet',
      action: 'meeting-created',
      detail: 'Made it.',
    });
    world.automation.putJobs(situation({ job: job(1), record: doneRecord(job(1)) }));
    await world.time.pass(1000);
    expect(watching.last('job-details')?.details).toMatchObject({
      row: { meeting: { state: 'confirmed' } },
      history: [{ action: 'meeting-created' }],
    });
    const count = watching.count('job-details');
    world.automation.putJobs(situation({ job: job(2), record: doneRecord(job(2)) }));
    await world.time.pass(1000);
    expect(watching.count('job-details')).toBe(count);
    expect(other.count('job-details')).toBe(0);
    await watching.call('watch-job', { jobId: null });
    world.automation.putJobs(situation({ job: job(1) }));
    await world.time.pass(1000);
    expect(watching.count('job-details')).toBe(count);
  });

  test('are none when there is no such job any more', async () => {
    const world = await runningWorld();
    const page = world.openPage();
    await page.call('watch-job', { jobId: jobId(1) });
    world.automation.removeJob(jobId(1));
    await world.time.pass(1000);
    expect(page.last('job-details')).toEqual({ jobId: jobId(1), details: null });
  });

  test('that were overtaken by another job are dropped', async () => {
    const world = await runningWorld();
    const page = world.openPage();
    void page.session.call('watch-job', { jobId: jobId(1) });
    await page.call('watch-job', { jobId: jobId(2) });
    const watched = page.pushes.flatMap((push) => (push.name === 'job-details' ? [push.payload.jobId] : []));
    expect(watched).toEqual([jobId(2)]);
  });

  test('lead to Skedulo once its web app is known', async () => {
    const world = new AdminWorld();
    world.webApp = 'https://acme.my.skedulo.com';
    await world.enableAll();
    await world.start();
    world.automation.putJobs(situation({ job: job(1) }));
    const page = world.openPage();
    await page.call('watch-job', { jobId: jobId(1) });
    expect(page.last('job-details')?.details?.skeduloUrl).toBeNull();
    const { TENANT } = await import('../../fakes/admin/admin-world.ts');
    world.automation.become({ phase: 'running', tenant: TENANT });
    await settle();
    await page.call('watch-job', { jobId: jobId(1) });
    expect(page.last('job-details')?.details?.skeduloUrl).toBe(`https://acme.my.skedulo.com/job/${jobId(1)}`);
  });
});

test('a page is shown in every open session', async () => {
  const world = await runningWorld();
  const pages = [world.openPage(), world.openPage()];
  world.admin.navigate('jobs', jobId(1));
  for (const page of pages) expect(page.last('navigate')).toEqual({ page: 'jobs', jobId: jobId(1) });
});
