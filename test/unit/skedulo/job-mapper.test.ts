import { describe, expect, it } from 'vitest';
import { attendeeFrom, sightingOf } from '../../../main/skedulo/job-mapper.ts';
import type { Job } from '../../../main/sync/model.ts';

const NODE = {
  UID: '0014',
  Name: 'JOB-0042',
  JobStatus: 'Ready',
  Start: '2026-03-02T04:10:00.000Z',
  End: '2026-03-02T05:10:00.000Z',
  Duration: 30,
  Timezone: 'Australia/Brisbane',
  Type: null,
  IsGroupEvent: false,
  Locked: false,
  VirtualMeetingId: '',
  VirtualMeetingURL: '  ',
  VirtualMeetingInfo: null,
  LastModifiedDate: '2026-03-01T00:00:00.000Z',
  ContactId: null,
  Contact: null,
  Attendees: [],
  JobAllocations: [],
};
const START_MS = Date.parse('2026-03-02T04:10:00Z');

function jobOf(changes: object): Job {
  const sighting = sightingOf({ ...NODE, ...changes });
  if (sighting?.kind !== 'present') throw new Error(`Not present: ${JSON.stringify(sighting)}`);
  return sighting.job;
}

describe('a readable job', () => {
  it('has blank link fields as null and extra fields ignored', () => {
    expect(jobOf({ Extra: 1 }).link).toEqual({ url: null, id: null, info: null });
  });

  it.each([
    [{}, START_MS + 60 * 60_000],
    [{ End: null }, START_MS + 30 * 60_000],
    [{ End: null, Duration: null }, null],
    [{ End: null, Start: null }, null],
    [{ End: '2026-03-02T03:00:00.000Z' }, START_MS - 70 * 60_000],
  ])('ends by its end, else by its duration: %j', (changes, endMs) => {
    expect(jobOf(changes).endMs).toBe(endMs);
  });

  it('keeps a name of 300 characters with quotes, emoji and line breaks', () => {
    const name = `"'<&>😀\n`.repeat(38).slice(0, 300);
    expect(jobOf({ Name: name }).name).toBe(name);
  });

  it('has no time zone where it is blank or missing', () => {
    expect(jobOf({ Timezone: '' }).timeZone).toBeNull();
    expect(jobOf({ Timezone: undefined }).timeZone).toBeNull();
  });

  it('may keep its attendees from us unless it is a group event', () => {
    expect(jobOf({ Attendees: null }).attendees).toEqual([]);
    expect(sightingOf({ ...NODE, Attendees: null, IsGroupEvent: true })).toMatchObject({ kind: 'unclear' });
  });

  it.each([
    [null, null, { kind: 'none' }],
    ['c1', null, { kind: 'hidden' }],
    [
      'c1',
      { UID: 'c1', FullName: 'Ann', Email: ' ' },
      { kind: 'known', person: { id: 'c1', name: 'Ann', email: null } },
    ],
  ])('looks its contact up: %j %j', (ContactId, Contact, expected) => {
    expect(jobOf({ ContactId, Contact }).contact).toEqual(expected);
  });
});

describe('an unreadable job', () => {
  it.each([
    ['VirtualMeetingURL', undefined],
    ['VirtualMeetingURL', 5],
    ['JobStatus', null],
    ['Locked', 'no'],
    ['Contact', undefined],
    ['Start', 'tomorrow'],
    ['End', '2026-03-02T05:10:00.000'],
    ['Attendees', [{ UID: 'a' }]],
  ])('is unclear, with %s as %j', (field, value) => {
    const sighting = sightingOf({ ...NODE, [field]: value });
    expect(sighting).toMatchObject({ kind: 'unclear', jobId: '0014', code: 'unreadable-job' });
    expect(JSON.stringify(sighting)).toContain(field);
  });

  it.each(["1' OR JobId != '", '0014"){ UID } }', '0014\n', '../0014'])(
    'is unclear, with an id that is none: %j',
    (UID) => {
      expect(sightingOf({ ...NODE, UID })).toMatchObject({
        kind: 'unclear',
        jobId: UID,
        code: 'unreadable-job',
      });
    },
  );

  it.each([null, 5, {}, { UID: 7 }, { UID: '' }])(
    'is nothing where not even its id can be read: %j',
    (node) => {
      expect(sightingOf(node)).toBeNull();
    },
  );
});

describe('attendeeFrom', () => {
  it('reads a row, and is nothing where a field is missing', () => {
    const row = { UID: 'a', Status: 'Absent', ContactId: null, Contact: null };
    expect(attendeeFrom(row)).toEqual({ id: 'a', status: 'Absent', contact: { kind: 'none' } });
    expect(attendeeFrom({ UID: 'a', Status: 'Absent', Contact: null })).toBeNull();
  });
});
