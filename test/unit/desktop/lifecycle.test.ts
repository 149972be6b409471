import { EventEmitter } from 'node:events';
import { setImmediate as soon } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { JobRow } from '../../../preload/contract/jobs.ts';
import type { Push } from '../../../preload/contract/pushes.ts';
import type { Admin } from '../../../main/admin/admin.ts';
import { appMenuTemplate } from '../../../main/desktop/app-menu.ts';
import { bugWords, closingDialog, quitDialog, startFailureWords } from '../../../main/desktop/dialogs.ts';
import { editMenuTemplate, offerEditMenu } from '../../../main/desktop/edit-menu.ts';
import { createLifecycle } from '../../../main/desktop/lifecycle.ts';
import type { EndingApp } from '../../../main/desktop/lifecycle.ts';
import { openOwnSession } from '../../../main/desktop/own-session.ts';
import { followPower } from '../../../main/desktop/power.ts';
import { quitConsequence } from '../../../main/desktop/quit-words.ts';
import { localFailure } from '../../../main/sync/failure.ts';
import { sampleRow } from '../../fakes/job-rows.ts';

afterEach(() => {
  vi.useRealTimers();
});

const NOW = Date.UTC(2026, 10, 22, 9);
const MINUTE = 60_000;
const job = (minutes: number, hasMeeting = false) => ({ startMs: NOW + minutes * MINUTE, hasMeeting });
const KEPT = 'What was made so far stays as it is, and ReadyMeet goes on from there when it is opened again.';

describe('what quitting means', () => {
  test.each([
    [
      [job(5), job(30), job(59), job(60), job(-5)],
      `3 jobs start in the next hour; they will get no meeting while ReadyMeet is closed. ${KEPT}`,
    ],
    [
      [job(5), job(10, true)],
      `1 job starts in the next hour; it will get no meeting while ReadyMeet is closed. ${KEPT}`,
    ],
    [
      [job(5, true)],
      `1 job starts in the next hour and has its meeting; nobody will hear of a change to it while ReadyMeet is closed. ${KEPT}`,
    ],
    [
      [job(5, true), job(6, true)],
      `2 jobs start in the next hour and have their meetings; nobody will hear of a change to them while ReadyMeet is closed. ${KEPT}`,
    ],
    [[job(600)], `Jobs that become Ready will get no meeting while ReadyMeet is closed. ${KEPT}`],
    [[], `Jobs that become Ready will get no meeting while ReadyMeet is closed. ${KEPT}`],
  ])('%#', (jobs, words) => {
    expect(quitConsequence(true, jobs, NOW)).toBe(words);
  });

  test('nothing, where nothing is done for jobs anyway', () => {
    expect(quitConsequence(false, [job(5)], NOW)).toBeNull();
  });
});

describe('the program’s own session', () => {
  test('keeps the jobs that are to have a meeting, as pages do', async () => {
    let push: (push: Push) => void = () => undefined;
    const calls: unknown[] = [];
    let isClosed = false;
    const admin: Pick<Admin, 'openSession'> = {
      openSession(listener) {
        push = listener;
        return {
          call: (name, payload) => {
            calls.push([name, payload]);
            return Promise.resolve({ ok: true, id: null });
          },
          close: () => {
            isClosed = true;
          },
        };
      },
    };
    const row = (jobId: string, startMs: number | null, state: JobRow['meeting']['state']): JobRow => ({
      ...sampleRow(NOW, { jobId, startMs }),
      meeting: { state, atMs: null, words: '' },
    });
    const jobs = (isWhole: boolean, rows: JobRow[], removed: string[] = []): void => {
      push({ name: 'jobs', payload: { revision: 1, isWhole, rows, removed } });
    };
    const own = openOwnSession(admin);
    jobs(true, [
      row('a', 1, 'confirmed'),
      row('b', 2, 'not-yet'),
      row('c', null, 'not-yet'),
      row('d', 3, 'not-meant'),
    ]);
    push({ name: 'navigate', payload: { page: 'jobs', jobId: null } });
    expect(own.comingJobs()).toEqual([
      { startMs: 1, hasMeeting: true },
      { startMs: 2, hasMeeting: false },
    ]);
    jobs(false, [row('b', 2, 'failed'), row('a', 1, 'not-meant')], ['x']);
    expect(own.comingJobs()).toEqual([{ startMs: 2, hasMeeting: false }]);
    jobs(false, [], ['b']);
    expect(own.comingJobs()).toEqual([]);
    own.ask('sync-now', {});
    await soon();
    expect(calls).toEqual([['sync-now', {}]]);
    own.close();
    expect(isClosed).toBe(true);
  });
});

class FakeApp extends EventEmitter implements EndingApp {
  readonly done: string[] = [];
  quit(): void {
    this.done.push('quit');
    this.emit('before-quit');
    let isPrevented = false;
    this.emit('will-quit', { preventDefault: () => (isPrevented = true) });
    this.done.push(isPrevented ? 'held up' : 'gone');
  }
  exit(code: number): void {
    this.done.push(`exit ${String(code)}`);
  }
}

function setUp(
  options: { consequence?: string | null; isConfirmed?: boolean; stop?: () => Promise<void> } = {},
) {
  const { consequence = 'It matters.', isConfirmed = true, stop = () => Promise.resolve() } = options;
  const app = new FakeApp();
  const asked: string[] = [];
  const lifecycle = createLifecycle({
    app,
    describeQuit: () => consequence,
    confirm: (words) => {
      asked.push(words);
      return Promise.resolve(isConfirmed);
    },
    onQuitting: () => app.done.push('quitting'),
    stop: async () => {
      app.done.push('stop');
      await stop();
      app.done.push('stopped');
    },
    deadlineMs: 15_000,
  });
  return { app, asked, lifecycle };
}

describe('the end of the program', () => {
  test('the person is asked, everything is stopped, and only then it goes', async () => {
    const { app, asked, lifecycle } = setUp();
    lifecycle.requestQuit();
    lifecycle.requestQuit();
    await soon();
    expect(asked).toEqual(['It matters.']);
    expect(app.done).toEqual(['quit', 'quitting', 'stop', 'held up', 'stopped', 'exit 0']);
  });

  test('whoever thinks better of it goes on', async () => {
    const { app, asked, lifecycle } = setUp({ isConfirmed: false });
    lifecycle.requestQuit();
    await soon();
    lifecycle.requestQuit();
    await soon();
    expect(asked).toHaveLength(2);
    expect(app.done).toEqual([]);
  });

  test('nobody is asked where it changes nothing', async () => {
    const { app, asked, lifecycle } = setUp({ consequence: null });
    lifecycle.requestQuit();
    await soon();
    expect(asked).toEqual([]);
    expect(app.done.at(-1)).toBe('exit 0');
  });

  test('what does not stop is not waited for without end, and what fails at it does not keep it', async () => {
    vi.useFakeTimers();
    const stuck = setUp({ consequence: null, stop: () => new Promise(() => undefined) });
    stuck.lifecycle.requestQuit();
    await vi.advanceTimersByTimeAsync(14_000);
    expect(stuck.app.done).not.toContain('exit 0');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(stuck.app.done).toContain('exit 0');
    const failing = setUp({ consequence: null, stop: () => Promise.reject(new Error('no')) });
    failing.lifecycle.requestQuit();
    await vi.advanceTimersByTimeAsync(0);
    expect(failing.app.done).toContain('exit 0');
  });

  test('the end of the person’s session is not held up', async () => {
    const { app, asked, lifecycle } = setUp({ stop: () => new Promise(() => undefined) });
    lifecycle.endSession();
    app.quit();
    await soon();
    expect(asked).toEqual([]);
    expect(app.done).toEqual(['stop', 'quit', 'quitting', 'gone']);
  });

  test('a computer that is to be shut down is not held up, and until then everything works on', async () => {
    const { app, lifecycle } = setUp({ stop: () => new Promise(() => undefined) });
    lifecycle.expectEnd();
    await soon();
    expect(app.done).toEqual([]);
    app.quit();
    expect(app.done).toEqual(['quit', 'quitting', 'stop', 'gone']);
  });

  test('a shutdown that was called off changes nothing about quitting', async () => {
    const { app, lifecycle } = setUp({ consequence: null });
    lifecycle.expectEnd();
    lifecycle.requestQuit();
    await soon();
    expect(app.done).toEqual(['quit', 'quitting', 'stop', 'held up', 'stopped', 'exit 0']);
  });
});

test('sleep, waking and the computer’s end are passed on until nobody listens any more', () => {
  const power = new EventEmitter();
  const done: string[] = [];
  const stop = followPower(power, {
    sleep: () => done.push('sleep'),
    wake: () => done.push('wake'),
    expectEnd: () => done.push('end'),
  });
  power.emit('suspend');
  power.emit('resume');
  power.emit('shutdown');
  stop();
  power.emit('suspend');
  expect(done).toEqual(['sleep', 'wake', 'end']);
  expect(power.eventNames()).toEqual([]);
});

describe('native words', () => {
  test('quitting can be declined, and declining is what Enter and Escape do', () => {
    const { buttons, defaultId, cancelId, detail } = quitDialog('It matters.');
    expect([buttons, defaultId, cancelId, detail]).toEqual([['Quit', 'Keep running'], 1, 1, 'It matters.']);
  });

  test('closing the window says where it can be found again', () => {
    expect(closingDialog('win32').detail).toContain('beside the clock');
    expect(closingDialog('darwin').detail).toContain('in the menu bar');
  });

  test('why it cannot start, and what to do', () => {
    const failure = localFailure({
      party: 'ledger',
      code: 'x',
      message: 'In use.',
      mend: 'Close the other.',
    });
    expect(startFailureWords(failure)).toEqual(['ReadyMeet cannot start', 'In use.\n\nClose the other.']);
  });

  test('an error inside is told without its own words', () => {
    const [title, text] = bugWords(new TypeError('token abc-secret'));
    expect(title).toBe('ReadyMeet has to stop');
    expect(text).toContain('TypeError');
    expect(text).not.toContain('abc-secret');
    expect(bugWords('secret')[1]).not.toContain('secret');
  });
});

describe('the program’s menu', () => {
  const options = {
    hasDevTools: false,
    onOpen: () => undefined,
    onSettings: () => undefined,
    onQuit: () => undefined,
  };
  const rolesOf = (template: ReturnType<typeof appMenuTemplate>): readonly unknown[] =>
    template.flatMap(({ submenu }) =>
      Array.isArray(submenu) ? submenu.flatMap(({ role }) => (role === undefined ? [] : [role])) : [],
    );

  test.each(['win32', 'linux', 'darwin'] as const)('lets everything be made larger on %s', (platform) => {
    const menu = appMenuTemplate({ ...options, platform });
    expect(rolesOf(menu)).toEqual(expect.arrayContaining(['zoomIn', 'zoomOut', 'resetZoom']));
    expect(JSON.stringify(menu)).toContain('CommandOrControl+=');
  });

  test.each(['win32', 'linux', 'darwin'] as const)('leads to the settings and quits on %s', (platform) => {
    const done: string[] = [];
    const menu = appMenuTemplate({
      ...options,
      platform,
      onSettings: () => done.push('settings'),
      onQuit: () => done.push('quit'),
    });
    const lines = menu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
    for (const label of ['Settings…', 'Quit ReadyMeet']) {
      const click: unknown = lines.find((line) => line.label === label)?.click;
      if (typeof click === 'function') Reflect.apply(click, null, []);
    }
    expect(done).toEqual(['settings', 'quit']);
  });

  test.each(['win32', 'linux', 'darwin'] as const)('has nothing for developers on %s', (platform) => {
    const roles = rolesOf(appMenuTemplate({ ...options, platform }));
    for (const role of ['reload', 'forceReload', 'toggleDevTools', 'quit']) expect(roles).not.toContain(role);
  });

  test('has on macOS what copying needs', () => {
    const roles = rolesOf(appMenuTemplate({ ...options, platform: 'darwin' }));
    expect(roles).toEqual(expect.arrayContaining(['cut', 'copy', 'paste', 'selectAll', 'undo', 'redo']));
  });

  test('has tools for developers where the program is not packaged', () => {
    expect(rolesOf(appMenuTemplate({ ...options, hasDevTools: true, platform: 'linux' }))).toEqual(
      expect.arrayContaining(['reload', 'toggleDevTools']),
    );
  });
});

describe('the menu of the other mouse button', () => {
  const all = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true };

  test('pastes into a field', () => {
    const template = editMenuTemplate({
      isEditable: true,
      selectionText: '',
      editFlags: { ...all, canCut: false, canCopy: false },
    });
    expect(template).toEqual([
      { role: 'cut', enabled: false },
      { role: 'copy', enabled: false },
      { role: 'paste', enabled: true },
      { type: 'separator' },
      { role: 'selectAll', enabled: true },
    ]);
  });

  test('copies what is selected elsewhere', () => {
    expect(editMenuTemplate({ isEditable: false, selectionText: 'JOB-0042', editFlags: all })).toEqual([
      { role: 'copy', enabled: true },
    ]);
  });

  test('is shown only where it has something to offer', () => {
    const contents = new EventEmitter();
    const shown: unknown[] = [];
    offerEditMenu(contents, (template) => shown.push(template));
    contents.emit('context-menu', {}, { isEditable: false, selectionText: ' ', editFlags: all });
    expect(shown).toEqual([]);
    contents.emit('context-menu', {}, { isEditable: true, selectionText: '', editFlags: all });
    expect(shown).toHaveLength(1);
  });
});
