import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
} from 'electron';
import type { Session, WebContents } from 'electron';
import ElectronStore from 'electron-store';
import { assembleAdmin } from './admin/assemble-admin.ts';
import { openPremises } from './admin/premises.ts';
import type { Premises } from './admin/premises.ts';
import { systemClock } from './automation/system-clock.ts';
import type { Shell } from './admin/shell.ts';
import { appMenuTemplate } from './desktop/app-menu.ts';
import { APP_SCHEME, SCHEME_PRIVILEGES } from './desktop/app-scheme.ts';
import { createArrivals } from './desktop/arrivals.ts';
import type { Arrivals } from './desktop/arrivals.ts';
import { createClosingNotice } from './desktop/closing-notice.ts';
import { shareSettings } from './desktop/desktop-settings.ts';
import type { WindowMemory } from './desktop/desktop-settings.ts';
import { openDesktopSecrets } from './desktop/desktop-secrets.ts';
import { bugWords, closingDialog, PAGE_BROKEN, quitDialog, startFailureWords } from './desktop/dialogs.ts';
import { offerEditMenu } from './desktop/edit-menu.ts';
import { createElectronSettingsStorage } from './desktop/electron-settings-storage.ts';
import { startIpcTransport } from './desktop/ipc-transport.ts';
import type { IpcTransport } from './desktop/ipc-transport.ts';
import { createLifecycle } from './desktop/lifecycle.ts';
import { createLoginItem, startsHidden } from './desktop/login-item.ts';
import { createMainWindow } from './desktop/main-window.ts';
import { createNavigator } from './desktop/navigator.ts';
import { createNotifier } from './desktop/notifier.ts';
import { openOwnSession } from './desktop/own-session.ts';
import { createPageProtocol } from './desktop/page-protocol.ts';
import { followPower } from './desktop/power.ts';
import { quitConsequence } from './desktop/quit-words.ts';
import { ruleSession } from './desktop/session-rules.ts';
import { createDesktopShell } from './desktop/shell.ts';
import { createSignInWindow } from './desktop/sign-in-window.ts';
import { createTrayControl, loadTrayImage } from './desktop/tray.ts';
import { lookOfTray } from './desktop/tray-look.ts';
import { performTrayAction } from './desktop/tray-actions.ts';
import { readBar } from './desktop/tray-icons.ts';
import { timeFormat } from './desktop/time-format.ts';
import { createGuardRegistry } from './desktop/web-contents-guards.ts';

/** The desktop app: constructs everything and connects it. What decides is in `main/desktop/`. */

const APP_ID = 'com.readymeet.app';
const STOP_DEADLINE_MS = 15_000;
const FILES = {
  page: join(import.meta.dirname, '..', 'renderer'),
  preload: join(import.meta.dirname, 'preload.cjs'),
  icon: join(import.meta.dirname, 'icon.png'),
  tray: join(import.meta.dirname, 'tray'),
} as const;
const { platform } = process;
const hasDevTools = !app.isPackaged;
const guards = createGuardRegistry<Session, WebContents>();

process.on('uncaughtException', endByBug);
process.on('unhandledRejection', endByBug);
app.setName('ReadyMeet');
app.setAppUserModelId(APP_ID);
// Who names a folder on the command line means it: `--user-data-dir` is Chromium's own switch.
if (!app.commandLine.hasSwitch('user-data-dir')) {
  app.setPath('userData', join(app.getPath('appData'), 'ReadyMeet'));
}
protocol.registerSchemesAsPrivileged([SCHEME_PRIVILEGES]);
app.enableSandbox();
if (app.requestSingleInstanceLock()) {
  app.on('web-contents-created', (_event, contents) => {
    guards.guard(contents);
    offerEditMenu(contents, (template) => {
      Menu.buildFromTemplate(template).popup();
    });
  });
  // No certificate of this person's is shown to anybody.
  app.on('select-client-certificate', (event, _contents, _url, _certificates, callback) => {
    event.preventDefault();
    callback();
  });
  // ReadyMeet lives on in the notification area.
  app.on('window-all-closed', () => undefined);
  // Not awaited: Electron waits with being ready until this module has been carried out.
  void app.whenReady().then(start);
} else {
  app.quit();
}

async function start(): Promise<void> {
  ruleSession(session.defaultSession, { hasDevTools });
  protocol.handle(APP_SCHEME, createPageProtocol({ folder: FILES.page, readFile: (path) => readFile(path) }));
  const arrivals = createArrivals(!startsHidden(process.argv, app.getLoginItemSettings().wasOpenedAtLogin));
  // Whoever starts ReadyMeet again wants to see it; what else the second one was told does not count.
  app.on('second-instance', arrivals.summon);
  app.on('activate', arrivals.summon);
  const transport = startIpcTransport({ ipcMain, ...arrivals });

  const dataFolder = app.getPath('userData');
  const premises = await openPremises({
    dataFolder,
    clock: systemClock,
    random: Math.random,
    settingsStorage: createElectronSettingsStorage((options) => new ElectronStore(options)),
    openSecrets: () =>
      openDesktopSecrets({ dataFolder, keystore: safeStorage, platform, clock: systemClock }),
  });
  // electron-store offers the data folder's path to every page; ours does not need it.
  ipcMain.removeAllListeners('electron-store-get-data');
  if (!premises.ok) {
    dialog.showErrorBox(...startFailureWords(premises.failure));
    app.exit(1);
    return;
  }
  run(premises.value, transport, arrivals);
}

function run(premises: Premises, transport: IpcTransport, arrivals: Arrivals): void {
  const log = premises.log.forRoom('desktop');
  const logBug = (error: unknown): void => {
    log.fatal({ err: error }, 'An error inside ReadyMeet.');
  };
  process.prependListener('uncaughtException', logBug);
  process.prependListener('unhandledRejection', logBug);
  const settings = shareSettings(premises.settings);
  const remember = async (changes: Partial<WindowMemory>): Promise<void> => {
    const saved = await settings.remember(changes);
    if (!saved.ok) log.warn({ code: saved.failure.code }, saved.failure.message);
  };
  const admin = assembleAdmin({
    ...premises,
    settings: settings.forPage,
    shell: makeShell(log),
    clock: systemClock,
    random: Math.random,
    version: app.getVersion(),
  });
  const own = openOwnSession(admin);

  const tellThatClosingHides = createClosingNotice({
    wasTold: settings.memory.wasToldThatClosingHides,
    tell: () => void dialog.showMessageBox(closingDialog(platform)),
    remember: () => void remember({ wasToldThatClosingHides: true }),
  });
  const mainWindow = createMainWindow({
    create: (options) => new BrowserWindow(options),
    preload: FILES.preload,
    // Elsewhere the program's own icon is used.
    icon: platform === 'linux' ? FILES.icon : null,
    hasDevTools,
    readWorkAreas: () => {
      const main = screen.getPrimaryDisplay();
      const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
      return [main, ...others].map(({ workArea }) => workArea);
    },
    isDark: () => nativeTheme.shouldUseDarkColors,
    nowMs: () => systemClock.nowMs(),
    readSavedBounds: () => settings.memory.windowBounds,
    onHidden: (windowBounds) => {
      void remember({ windowBounds });
      tellThatClosingHides();
    },
    onBroken: () => void dialog.showMessageBox(PAGE_BROKEN),
    onSessionEnd: () => {
      lifecycle.endSession();
    },
  });
  const navigator = createNavigator({
    openWindow: mainWindow.open,
    hasPage: () => transport.hasPage,
    navigate: ({ page, jobId }) => {
      admin.navigate(page, jobId);
    },
  });
  const lifecycle = createLifecycle({
    app,
    describeQuit: () =>
      quitConsequence(admin.view.automation.isEnabled, own.comingJobs(), systemClock.nowMs()),
    confirm: async (consequence) => (await dialog.showMessageBox(quitDialog(consequence))).response === 0,
    onQuitting: () => {
      const windowBounds = mainWindow.release();
      if (windowBounds !== null) void remember({ windowBounds });
    },
    stop: () => stop(),
    deadlineMs: STOP_DEADLINE_MS,
  });

  const formatTime = timeFormat(app.getSystemLocale());
  const tray = createTrayControl(
    {
      folder: FILES.tray,
      createTray: (image) => new Tray(image),
      buildMenu: (template) => Menu.buildFromTemplate(template),
      loadImage: (files) => loadTrayImage(nativeImage, platform, files),
      readBar: () => readBar(nativeTheme, platform, process.env['XDG_CURRENT_DESKTOP'] ?? ''),
      perform: (action) => {
        performTrayAction(action, {
          own,
          navigator,
          openWindow: mainWindow.open,
          quit: lifecycle.requestQuit,
        });
      },
    },
    lookOfTray(admin.view, formatTime),
  );
  const notifier = createNotifier({
    create: (options) => new Notification(options),
    nowMs: () => systemClock.nowMs(),
    isEnabled: () => premises.settings.current.desktop.showsNotifications && Notification.isSupported(),
    isWatched: () => mainWindow.isFocused,
    onClick: navigator.go,
  });
  const unsubscribe = admin.subscribe((view) => {
    tray.show(lookOfTray(view, formatTime));
    notifier.see(view.attention);
  });
  const refreshColours = (): void => {
    tray.refreshColours();
    mainWindow.refreshColours();
  };
  nativeTheme.on('updated', refreshColours);
  const unfollowPower = followPower(powerMonitor, {
    sleep: () => {
      admin.sleep();
    },
    wake: () => {
      admin.wake();
    },
    expectEnd: lifecycle.expectEnd,
  });
  const menu = appMenuTemplate({
    platform,
    hasDevTools,
    onOpen: mainWindow.open,
    onSettings: () => {
      navigator.go({ page: 'settings', jobId: null });
    },
    onQuit: lifecycle.requestQuit,
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu));

  const stop = async (): Promise<void> => {
    unfollowPower();
    nativeTheme.removeListener('updated', refreshColours);
    unsubscribe();
    notifier.dispose();
    tray.dispose();
    mainWindow.dispose();
    transport.dispose();
    own.close();
    await admin.stop();
    protocol.unhandle(APP_SCHEME);
    await premises.close();
  };

  transport.connect(admin);
  void admin.start();
  arrivals.connect({
    openWindow: mainWindow.open,
    onPage: navigator.pageArrived,
    onRefused: (channel) => {
      log.warn({ channel }, 'A message that did not come from the page was refused.');
    },
  });
}

function makeShell(log: Pick<ReturnType<Premises['log']['forRoom']>, 'warn'>): Shell {
  return createDesktopShell({
    app,
    dialog,
    shell,
    loginItem: createLoginItem({ app, platform, isPackaged: app.isPackaged }),
    hasNotifications: Notification.isSupported(),
    signInWindow: createSignInWindow<Session>({
      // Without `persist:` in its name, a session lives in memory only.
      createSession: () => session.fromPartition(`sign-in-${randomUUID()}`, { cache: false }),
      registerGuard: (ownSession, guard) => {
        guards.register(ownSession, guard);
      },
      createWindow: (ownSession, options) =>
        new BrowserWindow({
          ...options,
          webPreferences: { ...options.webPreferences, session: ownSession },
        }),
      onCleaningFailed: (error) => {
        log.warn({ err: error }, 'What a sign-in left in memory could not be cleared.');
      },
    }),
  });
}

function endByBug(error: unknown): void {
  dialog.showErrorBox(...bugWords(error));
  app.exit(1);
}
