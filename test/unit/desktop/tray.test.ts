import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import type { View } from '../../../preload/contract/view.ts';
import { createTrayControl, loadTrayImage } from '../../../main/desktop/tray.ts';
import type { TrayIcon, TrayOptions } from '../../../main/desktop/tray.ts';
import { performTrayAction } from '../../../main/desktop/tray-actions.ts';
import type { TrayActionPorts } from '../../../main/desktop/tray-actions.ts';
import { lookOfTray } from '../../../main/desktop/tray-look.ts';
import type { TrayAction, TrayLine } from '../../../main/desktop/tray-look.ts';
import { trayMenuTemplate } from '../../../main/desktop/tray-menu.ts';
import { timeFormat } from '../../../main/desktop/time-format.ts';
import { sampleView } from '../../fakes/views.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 32, 5);
const formatTime = (atMs: number): string => new Date(atMs).toISOString().slice(11, 19);
const enabled = (view: View): View => ({ ...view, automation: { ...view.automation, isEnabled: true } });
const attention = (title: string): View['attention'][number] => ({
  id: title,
  about: 'job',
  code: 'x',
  title,
  message: title,
  mend: null,
  jobsWaiting: 0,
  remedy: null,
});

function labelsOf(lines: readonly TrayLine[]): readonly string[] {
  return lines.flatMap((line) => {
    switch (line.kind) {
      case 'separator':
        return ['---'];
      case 'words':
        return [`(${line.label})`];
      case 'action':
        return [line.isEnabled ? line.label : `[${line.label}]`];
      case 'choice':
        return [line.label, ...labelsOf(line.lines).map((label) => `> ${label}`)];
    }
  });
}

describe('what the tray shows', () => {
  test('while it works', () => {
    const look = lookOfTray(enabled(sampleView(NOW)), formatTime);
    expect(look.state).toBe('ready');
    expect(look.tooltip).toBe('ReadyMeet: Working');
    expect(labelsOf(look.menu)).toEqual([
      'Working',
      '(Last look 14:31:55)',
      '(Next look 14:32:25)',
      '---',
      'Sync now',
      'Pause',
      '> For 30 minutes',
      '> For 1 hour',
      '> Until tomorrow',
      '---',
      'Open ReadyMeet',
      'Quit ReadyMeet',
    ]);
  });

  test('names the cause first when it needs somebody, and how much there is', () => {
    const view = enabled(
      sampleView(NOW, {
        headline: {
          state: 'attention',
          words: 'Working, 2 jobs need you',
          cause: 'Zoom needs you to sign in again: 4 jobs are waiting',
        },
        attention: [attention('a'), attention('b')],
      }),
    );
    const look = lookOfTray(view, formatTime);
    expect(look.tooltip).toBe('ReadyMeet: Zoom needs you to sign in again: 4 jobs are waiting');
    expect(labelsOf(look.menu)[0]).toBe('Zoom needs you to sign in again: 4 jobs are waiting');
    expect(labelsOf(look.menu)).toContain('2 need attention');
    const one = lookOfTray({ ...view, attention: [attention('a')] }, formatTime);
    expect(labelsOf(one.menu)).toContain('1 needs attention');
  });

  test('paused, looking, and not set up', () => {
    const view = enabled(sampleView(NOW));
    const paused = lookOfTray({ ...view, sync: { ...view.sync, pausedUntilMs: NOW + 1 } }, formatTime);
    expect(labelsOf(paused.menu)).toContain('Resume');
    expect(labelsOf(paused.menu)).not.toContain('Pause');
    const looking = lookOfTray({ ...view, sync: { ...view.sync, isLooking: true } }, formatTime);
    expect(labelsOf(looking.menu)).toEqual(expect.arrayContaining(['(Looking now)', '[Sync now]']));
    const off = lookOfTray(
      {
        ...view,
        automation: { ...view.automation, isEnabled: false },
        sync: { ...view.sync, lastPassMs: null, nextPassMs: null },
      },
      formatTime,
    );
    expect(labelsOf(off.menu)).toEqual([
      'Working',
      '---',
      '[Sync now]',
      '---',
      'Open ReadyMeet',
      'Quit ReadyMeet',
    ]);
  });

  test('cuts what a tooltip of Windows cannot hold', () => {
    const cause = 'word '.repeat(60).trim();
    const look = lookOfTray(
      sampleView(NOW, { headline: { state: 'attention', words: 'x', cause } }),
      formatTime,
    );
    expect(look.tooltip.length).toBeLessThanOrEqual(127);
    expect(look.tooltip.endsWith('…')).toBe(true);
    expect(labelsOf(look.menu)[0]?.length).toBeLessThanOrEqual(80);
  });
});

describe('the tray’s menu', () => {
  test('does what its lines say', () => {
    const done: TrayAction[] = [];
    const template = trayMenuTemplate(lookOfTray(enabled(sampleView(NOW)), formatTime).menu, (action) =>
      done.push(action),
    );
    const click = (lines: readonly MenuItemConstructorOptions[]): void => {
      for (const { click: run, submenu } of lines) {
        if (run !== undefined) Reflect.apply(run, undefined, []);
        if (Array.isArray(submenu)) click(submenu);
      }
    };
    click(template);
    expect(done).toEqual([
      { kind: 'show-attention' },
      { kind: 'sync-now' },
      { kind: 'pause', until: 'half-hour' },
      { kind: 'pause', until: 'hour' },
      { kind: 'pause', until: 'tomorrow' },
      { kind: 'open' },
      { kind: 'quit' },
    ]);
  });

  test('shows an ampersand as it is', () => {
    expect(trayMenuTemplate([{ kind: 'words', label: 'Smith & Sons' }], () => undefined)).toEqual([
      { label: 'Smith && Sons', enabled: false },
    ]);
  });

  test.each<[TrayAction, string]>([
    [{ kind: 'open' }, 'window'],
    [{ kind: 'show-attention' }, 'go overview null'],
    [{ kind: 'sync-now' }, 'ask sync-now {}'],
    [{ kind: 'pause', until: 'hour' }, 'ask pause {"until":"hour"}'],
    [{ kind: 'resume' }, 'ask resume {}'],
    [{ kind: 'quit' }, 'quit'],
  ])('%j: %s', (action, expected) => {
    const done: string[] = [];
    const ports: TrayActionPorts = {
      own: { ask: (name, input) => done.push(`ask ${name} ${JSON.stringify(input)}`) },
      navigator: { go: ({ page, jobId }) => done.push(`go ${page} ${String(jobId)}`) },
      openWindow: () => done.push('window'),
      quit: () => done.push('quit'),
    };
    performTrayAction(action, ports);
    expect(done).toEqual([expected]);
  });
});

describe('the icon in the bar', () => {
  class FakeTray implements TrayIcon<string> {
    readonly done: string[] = [];
    onClick: (() => void) | null = null;
    setImage(image: unknown): void {
      this.done.push(`image ${String(image)}`);
    }
    setToolTip(text: string): void {
      this.done.push(`tooltip ${text}`);
    }
    setContextMenu(menu: string): void {
      this.done.push(menu);
    }
    on(event: string, listener: () => void): void {
      if (event === 'click') this.onClick = listener;
    }
    destroy(): void {
      this.done.push('destroyed');
    }
  }

  function setUp(platform: NodeJS.Platform) {
    const tray = new FakeTray();
    let isBarDark = false;
    const perform = vi.fn<(action: TrayAction) => void>();
    const options: TrayOptions<string> = {
      folder: '/tray',
      createTray: (image) => {
        tray.done.push(`new ${typeof image === 'string' ? image : 'picture'}`);
        return tray;
      },
      buildMenu: () => 'menu',
      loadImage: ([{ path }]) => path.replaceAll('\\', '/'),
      readBar: () => ({ platform, isBarDark, isHighContrast: false, desktop: 'KDE' }),
      perform,
    };
    const look = lookOfTray(enabled(sampleView(NOW)), formatTime);
    const control = createTrayControl(options, look);
    return { tray, control, look, perform, darken: () => (isBarDark = true) };
  }

  test('is made once and changed only where something changed', () => {
    const { tray, control, look } = setUp('win32');
    expect(tray.done).toEqual(['new /tray/ready-light.ico', 'tooltip ReadyMeet: Working', 'menu']);
    tray.done.length = 0;
    control.show(look);
    expect(tray.done).toEqual([]);
    control.show({ ...look, state: 'attention', tooltip: 'ReadyMeet: Zoom' });
    expect(tray.done).toEqual(['image /tray/attention-light.ico', 'tooltip ReadyMeet: Zoom']);
    tray.done.length = 0;
    control.show({ ...look, state: 'attention', tooltip: 'ReadyMeet: Zoom', menu: [] });
    expect(tray.done).toEqual(['menu']);
    control.dispose();
    expect(tray.done.at(-1)).toBe('destroyed');
  });

  test('follows the colours of the bar', () => {
    const { tray, control, darken } = setUp('win32');
    tray.done.length = 0;
    control.refreshColours();
    expect(tray.done).toEqual([]);
    darken();
    control.refreshColours();
    expect(tray.done).toEqual(['image /tray/ready-dark.ico']);
  });

  test('opens the window on a click, but on macOS its menu', () => {
    const windows = setUp('win32');
    windows.tray.onClick?.();
    expect(windows.perform).toHaveBeenCalledExactlyOnceWith({ kind: 'open' });
    expect(setUp('darwin').tray.onClick).toBeNull();
  });

  test('on Windows the system chooses among the sizes in the file', () => {
    const maker = {
      createEmpty: () => {
        throw new Error('not for Windows');
      },
    };
    expect(loadTrayImage(maker, 'win32', [{ path: 'C:\\tray\\ready-dark.ico', scale: 1 }])).toBe(
      'C:\\tray\\ready-dark.ico',
    );
  });
});

test('times of day are written the system’s way, and an unknown way does no harm', () => {
  const noon = Date.UTC(2026, 0, 1, 12, 34, 56);
  expect(timeFormat('de-DE')(noon)).toBe(
    new Intl.DateTimeFormat('de-DE', { timeStyle: 'medium' }).format(noon),
  );
  expect(timeFormat('not a locale')(noon)).not.toBe('');
});
