import { describe, expect, it } from 'vitest';
import { makeTestMeeting } from '../../../main/automation/test-meeting.ts';
import { failed, networkFailure, success } from '../../../main/sync/failure.ts';
import type { Failure, Result } from '../../../main/sync/failure.ts';
import type { Meeting } from '../../../main/sync/model.ts';
import type { MeetingProvider } from '../../../main/sync/ports.ts';

const MEETING: Meeting = {
  providerKind: 'zoom',
  id: '123',
  joinUrl: 'https://z.test',
  passcode: null,
  dialIn: [],
};
const lost = (mayHaveHappened: boolean): Failure =>
  networkFailure({
    party: 'provider',
    code: 'connection-lost',
    message: 'The connection broke.',
    mayHaveHappened,
  });

/** A provider that answers as it is told; `asked` lists what was asked of it. */
function setUp(answers: {
  readonly create?: Result<Meeting>;
  readonly find?: Result<Meeting | null>;
  readonly cancel?: readonly Result<void>[];
}) {
  const asked: string[] = [];
  const cancels = [...(answers.cancel ?? [])];
  const unused = (): never => {
    throw new Error('not asked for');
  };
  const provider: MeetingProvider = {
    kind: 'zoom',
    account: unused,
    update: unused,
    stands: unused,
    create({ key }) {
      asked.push(`create ${key}`);
      return Promise.resolve(answers.create ?? success(MEETING));
    },
    find({ key }) {
      asked.push(`find ${key}`);
      return Promise.resolve(answers.find ?? success(null));
    },
    cancel({ id }) {
      asked.push(`cancel ${id}`);
      return Promise.resolve(cancels.shift() ?? success(undefined));
    },
  };
  const make = () =>
    makeTestMeeting(
      {
        provider,
        providerName: 'Zoom',
        password: null,
        reference: 'ABC234',
        clock: { nowMs: () => 1_000_000, sleep: () => Promise.resolve() },
        random: () => 0,
      },
      new AbortController().signal,
    );
  return { asked, make };
}

const kindsOf = (asked: readonly string[]): readonly (string | undefined)[] =>
  asked.map((line) => line.split(' ')[0]);

describe('a test meeting', () => {
  it('has a key of the form all adapters take, the same for the same moment', async () => {
    const { asked, make } = setUp({});
    await make();
    await make();
    expect(asked[0]).toMatch(/^create rm[0-9a-f]{30}$/);
    expect(asked[2]).toBe(asked[0]);
  });

  it('is removed at the third try at the latest', async () => {
    const { asked, make } = setUp({ cancel: [failed(lost(true)), failed(lost(true))] });
    expect((await make()).ok).toBe(true);
    expect(kindsOf(asked)).toEqual(['create', 'cancel', 'cancel', 'cancel']);
  });

  it('that stays behind is named', async () => {
    const { make } = setUp({ cancel: [failed(lost(true)), failed(lost(true)), failed(lost(true))] });
    const result = await make();
    expect(result).toMatchObject({ ok: false, failure: { code: 'test-meeting-left', kind: 'network' } });
    const { message, mend } = result.ok ? { message: '', mend: '' } : result.failure;
    expect(message).toContain('its id is 123');
    expect(mend).toContain('Zoom by hand');
  });

  it('that was refused needs no cleaning up', async () => {
    const { asked, make } = setUp({ create: failed(lost(false)) });
    expect(await make()).toMatchObject({ failure: { code: 'connection-lost' } });
    expect(kindsOf(asked)).toEqual(['create']);
  });

  it('of which nobody knows whether it was made is looked for', async () => {
    const found = setUp({ create: failed(lost(true)), find: success(MEETING) });
    expect(await found.make()).toMatchObject({ failure: { code: 'connection-lost' } });
    expect(kindsOf(found.asked)).toEqual(['create', 'find', 'cancel']);
    const unclear = setUp({ create: failed(lost(true)), find: failed(lost(true)) });
    expect(await unclear.make()).toMatchObject({ failure: { code: 'test-meeting-unclear' } });
  });
});
