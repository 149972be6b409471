import { describe, expect, test } from 'vitest';
import { AdminWorld, TENANT } from '../../fakes/admin/admin-world.ts';
import { settle } from '../../fakes/admin/manual-scheduler.ts';
import { finding, officeJob, situation } from '../../fakes/admin/situations.ts';
import { known, MONDAY_MS } from '../../fakes/jobs.ts';
import { failed, inputFailure, localFailure } from '../../../main/sync/failure.ts';
import type { Shell } from '../../../main/admin/shell.ts';

const JOB_ID = officeJob().id;
const UNREADABLE = localFailure({
  party: 'ledger',
  code: 'disk-unreadable',
  message: 'The disk cannot be read.',
});

async function enabledWorld(shell: Partial<Shell> = {}) {
  const world = new AdminWorld(shell);
  await world.enableAll();
  await world.start();
  return { world, page: world.openPage() };
}

describe('jobs', () => {
  test('are tried again, and sent again in the name of the admin', async () => {
    const { world, page } = await enabledWorld();
    await page.call('retry-job', { jobId: JOB_ID });
    await page.call('resend-invitation', { jobId: JOB_ID, address: 'Ann.Lee@Customer.test' });
    await page.call('resend-invitation', { jobId: JOB_ID, address: null });
    expect(world.automation.calls.slice(1)).toEqual([
      `retry ${JOB_ID}`,
      `resend ${JOB_ID} to ann.lee@customer.test for Admin`,
      `resend ${JOB_ID} to all for Admin`,
    ]);
  });

  test('are tried again several at a time, and each can be cancelled', async () => {
    const { world, page } = await enabledWorld();
    const other = officeJob().id.replace(/1$/, '2');
    const gate = Promise.withResolvers<undefined>();
    world.automation.gate = gate.promise;
    const first = page.session.call('retry-job', { jobId: JOB_ID });
    const second = page.session.call('retry-job', { jobId: other });
    await settle();
    expect(await page.session.call('retry-job', { jobId: JOB_ID })).toMatchObject({
      problem: { code: 'under-way' },
    });
    expect(world.view.tasks.map(({ command }) => command)).toEqual([
      `retry-job ${JOB_ID}`,
      `retry-job ${other}`,
    ]);
    await page.call('cancel-task', { command: `retry-job ${JOB_ID}` });
    gate.resolve(undefined);
    expect(await first).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect(await second).toMatchObject({ ok: true });
    expect(world.view.tasks).toEqual([]);
  });

  test('say why they cannot be', async () => {
    const { world, page } = await enabledWorld();
    const failure = inputFailure({
      party: 'mail',
      code: 'nothing-sent-yet',
      message: 'Nothing was sent yet.',
    });
    world.automation.outcome = failed(failure);
    for (const answer of [
      await page.call('retry-job', { jobId: JOB_ID }),
      await page.call('resend-invitation', { jobId: JOB_ID, address: null }),
    ]) {
      expect(answer).toMatchObject({ ok: false, problem: { code: 'nothing-sent-yet' } });
    }
  });

  test('open in Skedulo where its web app is known', async () => {
    const { world, page } = await enabledWorld();
    expect(await page.call('open-job-in-skedulo', { jobId: JOB_ID })).toMatchObject({
      ok: false,
      problem: { code: 'web-app-unknown' },
    });
    const known = new AdminWorld();
    known.webApp = 'https://acme.my.skedulo.com';
    await known.enableAll();
    await known.start();
    known.automation.become({ phase: 'running', tenant: TENANT });
    await settle();
    expect(await known.openPage().call('open-job-in-skedulo', { jobId: JOB_ID })).toMatchObject({ ok: true });
    expect(known.shell.opened).toEqual([`https://acme.my.skedulo.com/job/${JOB_ID}`]);
    expect(world.shell.opened).toEqual([]);
  });
});

describe('what the shell cannot do', () => {
  const page: Partial<Shell> = {
    kind: 'service',
    opensLinks: 'page',
    openExternal: null,
    openFolder: null,
    saveText: null,
    loginItem: null,
    hasNotifications: false,
  };

  test('is said, and not shown as a setting', async () => {
    const { world, page: open } = await enabledWorld(page);
    expect(world.view.app).toMatchObject({ shell: 'service', opensLinks: 'page' });
    expect(world.view.settings).toMatchObject({ opensAtLogin: null, showsNotifications: null });
    await open.call('prepare-diagnostics', {});
    expect(await open.call('save-diagnostics', {})).toMatchObject({
      ok: false,
      problem: { code: 'page-saves' },
    });
    expect(await open.call('open-data-folder', {})).toMatchObject({
      ok: false,
      problem: { code: 'no-file-manager' },
    });
    const wishes = { opensAtLogin: true, showsNotifications: null, pollSeconds: 45 };
    expect(await open.call('save-settings', wishes)).toMatchObject({ ok: true });
    expect(world.view.settings).toMatchObject({ opensAtLogin: null, pollSeconds: 45 });
  });
});

describe('settings', () => {
  test('are kept, and another pace is taken over at once', async () => {
    const { world, page } = await enabledWorld();
    await page.call('save-settings', { opensAtLogin: true, showsNotifications: false, pollSeconds: 60 });
    await settle();
    expect(world.view.settings).toMatchObject({
      opensAtLogin: true,
      showsNotifications: false,
      pollSeconds: 60,
    });
    expect(world.automation.calls).toEqual(['start', 'start']);
    await page.call('save-settings', { opensAtLogin: null, showsNotifications: null, pollSeconds: 60 });
    expect(world.view.settings).toMatchObject({ opensAtLogin: true, showsNotifications: false });
    expect(world.automation.calls).toEqual(['start', 'start']);
  });

  test('that the system refuses are not shown as set', async () => {
    const refusal = localFailure({ party: 'ledger', code: 'login-item-refused', message: 'Not allowed.' });
    const { world, page } = await enabledWorld({
      loginItem: { isOn: () => false, set: () => Promise.resolve(failed(refusal)) },
    });
    const answer = await page.call('save-settings', {
      opensAtLogin: true,
      showsNotifications: null,
      pollSeconds: 60,
    });
    expect(answer).toMatchObject({ ok: false, problem: { field: 'opensAtLogin' } });
    expect(world.view.settings).toMatchObject({ opensAtLogin: false, pollSeconds: 30 });
  });
});

describe('the diagnostics', () => {
  async function prepared() {
    const { world, page } = await enabledWorld();
    world.automation.putJobs(
      situation({
        job: officeJob({ contact: known('Ann Lee', 'ann.lee@customer.test') }),
        findings: [
          finding('attention', 'bad-address', 'The address of Ann Lee <ann.lee@customer.test> is wrong.'),
        ],
      }),
    );
    world.automation.entries.push({
      atMs: MONDAY_MS,
      tenantId: 't',
      jobId: JOB_ID,
      jobName: 'JOB-0042',
      actor: 'ReadyMeet',
      action: 'invitation-sent',
      detail: 'Sent the request to ann.lee@customer.test.',
    });
    world.logFile.append('{"level":"info","msg":"password=hunter2 for Ann Lee"}\n');
    await page.call('prepare-diagnostics', {});
    return { world, page, text: page.last('diagnostics')?.text ?? '' };
  }

  test('begin with a table of contents and hold every part', async () => {
    const { page, text } = await prepared();
    const contents = text.slice(text.indexOf('Contents'), text.indexOf('\n\n1. '));
    const titles = [...contents.matchAll(/^ {2}\d+\. (.*)$/gm)].map(([, title]) => title);
    expect(titles).toEqual([
      'ReadyMeet and this computer',
      'Settings',
      'Connections',
      'Work',
      'Jobs by state',
      'Jobs in trouble',
      'The last 1 lines of the log',
    ]);
    for (const [index, title] of titles.entries())
      expect(text).toContain(`\n${String(index + 1)}. ${title ?? ''}\n`);
    expect(text).toContain('Version: 1.2.3');
    expect(text).toContain('Node: 24.0.0');
    expect(text).toContain('meeting none: 1');
    expect(text).toContain('finding attention bad-address: 1');
    expect(page.last('diagnostics')?.fileName).toBe('ReadyMeet diagnostics 2026-11-23 0200.txt');
  });

  test('hold no secret and no whole name or address', async () => {
    const { text } = await prepared();
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('Ann Lee');
    expect(text).not.toContain('ann.lee@');
    expect(text).not.toContain('Olga Owner');
    expect(text).not.toContain('olga@');
    expect(text).toContain('The address of A. L. <a…@customer.test> is wrong.');
    expect(text).toContain('password=[hidden] for A. L.');
    expect(text).toContain('Sent the request to a…@customer.test.');
  });

  test('are saved exactly as they are shown', async () => {
    const { world, page, text } = await prepared();
    await page.call('save-diagnostics', {});
    expect(world.shell.saved).toEqual([{ fileName: 'ReadyMeet diagnostics 2026-11-23 0200.txt', text }]);
  });

  test('go to the page that asked and to no other, and never with the view', async () => {
    const { world, page } = await enabledWorld();
    const other = world.openPage();
    await page.call('prepare-diagnostics', {});
    await settle();
    expect(page.count('diagnostics')).toBe(1);
    expect(other.count('diagnostics')).toBe(0);
    expect(JSON.stringify(other.last('view'))).not.toContain('ReadyMeet diagnostics');
    expect(await other.call('save-diagnostics', {})).toMatchObject({ problem: { code: 'not-prepared' } });
  });

  test('can be cancelled while they are gathered', async () => {
    const { world, page } = await enabledWorld();
    const read = Promise.withResolvers<null>();
    world.logFile.stat = () => read.promise;
    const answer = page.call('prepare-diagnostics', {});
    await settle();
    await page.call('cancel-task', { command: 'prepare-diagnostics' });
    read.resolve(null);
    expect(await answer).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect(page.count('diagnostics')).toBe(0);
  });

  test('say where the history of a job could not be read', async () => {
    const { world, page } = await enabledWorld();
    world.automation.putJobs(
      situation({
        job: officeJob(),
        findings: [finding('attention', 'bad-address', 'The address is wrong.')],
      }),
    );
    world.automation.history = () => Promise.resolve(failed(UNREADABLE));
    await page.call('prepare-diagnostics', {});
    expect(page.last('diagnostics')?.text).toContain(
      'its history cannot be read (disk-unreadable: The disk cannot be read.)',
    );
    await page.call('watch-job', { jobId: JOB_ID });
    await settle();
    expect(page.last('job-details')?.details).toMatchObject({
      history: [],
      problems: [
        { code: 'bad-address' },
        {
          code: 'disk-unreadable',
          message: 'The history of this job cannot be shown now; it is kept. The disk cannot be read.',
          isForPerson: false,
        },
      ],
    });
  });

  test('have to be prepared first', async () => {
    const { page } = await enabledWorld();
    expect(await page.call('save-diagnostics', {})).toMatchObject({
      ok: false,
      problem: { code: 'not-prepared' },
    });
  });

  test('can be written where nothing is set up', async () => {
    const world = new AdminWorld();
    await world.start();
    const page = world.openPage();
    expect(await page.call('prepare-diagnostics', {})).toMatchObject({ ok: true });
    expect(page.last('diagnostics')?.text).toContain('Provider: none connected');
  });
});

test('the data folder is shown', async () => {
  const { world, page } = await enabledWorld();
  await page.call('open-data-folder', {});
  expect(world.shell.opened).toEqual(['/data/ReadyMeet']);
});
