import { describe, expect, test } from 'vitest';
import type { AutomationForm } from '../../../preload/contract/commands.ts';
import type { JobRow } from '../../simulators/skedulo/rows.ts';
import { DONE, isDone, openOffice, saveMailServer, signIn } from './admin-rig.ts';
import type { Office } from './admin-rig.ts';

/** An office in which automation is enabled with Microsoft Teams. */
async function enabledOffice(changes: Partial<AutomationForm> = {}): Promise<Office> {
  const office = await openOffice('teams');
  await signIn(office, 'teams');
  await saveMailServer(office);
  const form = {
    skeduloToken: office.token,
    meetingPassword: null,
    enableAttendees: false,
    sendIcsToRecipients: true,
  };
  expect(await office.page.call('enable-automation', { ...form, ...changes })).toEqual(DONE);
  return office;
}

/** The meetings that were not cancelled. */
function standing({ world }: Office) {
  return world.provider.meetings().filter(({ isCancelled }) => !isCancelled);
}

/** Looks now, and waits until everything is done for these jobs. */
async function lookUntilDone({ page }: Office, ...jobs: readonly JobRow[]): Promise<void> {
  expect(await page.call('sync-now', {})).toEqual(DONE);
  for (const { UID } of jobs) await page.untilRow(UID, isDone);
}

describe('the life of a job', () => {
  test('[PP-46] [PP-47] a job that is only on its way to Ready gets nothing, and its meeting once it is Ready', async () => {
    const office = await enabledOffice();
    const { page, world } = office;
    const job = world.skedulo.office.addJob({
      status: 'Queued',
      contact: { name: 'Ann Lee', email: 'ann@customer.test' },
    });
    for (const status of ['Queued', 'Pending Allocation', 'Pending Dispatch', 'Dispatched']) {
      world.skedulo.office.updateJob(job.UID, { JobStatus: status });
      expect(await page.call('sync-now', {})).toEqual(DONE);
      expect(page.rows.has(job.UID), status).toBe(false);
    }
    expect(world.provider.meetings()).toHaveLength(0);
    expect(world.mailbox.messageCount).toBe(0);

    world.skedulo.office.updateJob(job.UID, { JobStatus: 'Ready' });
    await lookUntilDone(office, job);
    expect(standing(office)).toHaveLength(1);
    expect(await world.mailbox.messagesTo('ann@customer.test')).toHaveLength(1);
  });

  test('[PP-51] a job that is started and completed keeps its meeting, and only its link was ever touched', async () => {
    const office = await enabledOffice();
    const { page, world } = office;
    const job = world.skedulo.office.addJob();
    await lookUntilDone(office, job);
    const link = job.VirtualMeetingURL;
    for (const status of ['En Route', 'On Site', 'In Progress', 'Complete']) {
      world.skedulo.office.updateJob(job.UID, { JobStatus: status });
      expect(await page.call('sync-now', {})).toEqual(DONE);
    }
    expect(job).toMatchObject({ JobStatus: 'Complete', VirtualMeetingURL: link });
    expect(standing(office)).toHaveLength(1);
    expect(world.mailbox.messageCount).toBe(1);
    expect(world.skedulo.office.mutations.map(({ fields }) => Object.keys(fields).sort())).toEqual([
      ['VirtualMeetingId', 'VirtualMeetingInfo', 'VirtualMeetingURL'],
    ]);
  });
});

test('[PP-34] [PP-36] [PP-45] [PP-48] [PP-54] contact and attendees are each e-mailed the link, attendees of group events alone', async () => {
  const office = await enabledOffice({ enableAttendees: true });
  const { office: skedulo } = office.world.skedulo;
  const attendees = [
    { name: 'Ada', email: 'ada@clients.test' },
    { name: 'Ben', email: 'ben@clients.test' },
  ];
  const withContact = skedulo.addJob({ contact: { name: 'Ann Lee', email: 'ann@clients.test' } });
  const group = skedulo.addJob({ contact: null, isGroupEvent: true, attendees });
  const single = skedulo.addJob({
    contact: { name: 'Zoë Brontë', email: 'zoe@clients.test' },
    attendees: [{ name: 'Not meant', email: 'not-meant@clients.test' }],
  });
  await lookUntilDone(office, withContact, group, single);
  const { mailbox } = office.world;
  for (const [job, address] of [
    [withContact, 'ann@clients.test'],
    [group, 'ada@clients.test'],
    [group, 'ben@clients.test'],
    [single, 'zoe@clients.test'],
  ] as const) {
    const messages = await mailbox.messagesTo(address);
    expect(messages.map(({ calendars }) => calendars[0]?.location)).toEqual([job.VirtualMeetingURL]);
    expect(messages[0]?.text).toContain(job.VirtualMeetingURL);
  }
  expect(mailbox.messageCount).toBe(4);
});

test('[PP-58] removing the provider takes nothing from jobs that have a meeting: no cancellation, the same link', async () => {
  const office = await enabledOffice();
  const { page, world } = office;
  const job = world.skedulo.office.addJob({ contact: { name: 'Ann Lee', email: 'ann@customer.test' } });
  await lookUntilDone(office, job);
  const { VirtualMeetingURL: link } = job;
  expect(await page.call('remove-provider', {})).toEqual(DONE);
  await page.until(({ provider }) => provider.account === null);
  expect(job.VirtualMeetingURL).toBe(link);
  expect(standing(office).map(({ joinUrl }) => joinUrl)).toEqual([link]);
  const messages = await world.mailbox.messagesTo('ann@customer.test');
  expect(messages.map(({ calendars }) => calendars[0]?.method)).toEqual(['REQUEST']);
});
