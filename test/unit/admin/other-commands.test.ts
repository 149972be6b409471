import { describe, expect, test } from 'vitest';
import { AdminWorld, TENANT } from '../../fakes/admin/admin-world.ts';
import { settle } from '../../fakes/admin/manual-scheduler.ts';
import { finding, officeJob, situation } from '../../fakes/admin/situations.ts';
import { known, MONDAY_MS } from '../../fakes/jobs.ts';
import { failed, inputFailure, localFailure } from '../../../main/sync/failure.ts';
import type { Shell } from '../../../main/admin/shell.ts';

const JOB_ID = officeJob().id;

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
    return { world, page, text: world.view.diagnostics?.text ?? '' };
  }

  test('begin with a table of contents and hold every part', async () => {
    const { world, text } = await prepared();
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
    expect(world.view.diagnostics?.fileName).toBe('ReadyMeet diagnostics 2026-11-23 0200.txt');
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
    expect(await world.openPage().call('prepare-diagnostics', {})).toMatchObject({ ok: true });
    expect(world.view.diagnostics?.text).toContain('Provider: none connected');
  });
});

test('the data folder is shown', async () => {
  const { world, page } = await enabledWorld();
  await page.call('open-data-folder', {});
  expect(world.shell.opened).toEqual(['/data/ReadyMeet']);
});
