import { EventEmitter } from 'node:events';
import { note, readDiary } from './diary.ts';
import { IpcMain, Monitor } from './emitters.ts';
import type { StandInEnd, StandInRequest } from './messages.ts';
import { NotedSession } from './noted-session.ts';

/**
 * A stand-in for the `electron` module under plain Node: it notes what is done to it, and does only as much itself as
 * the program needs to start, show its window and end. The test steers it by messages.
 */
const userData =
  process.argv.find((argument) => argument.startsWith('--user-data-dir='))?.split('=')[1] ?? '';
const isSecond = process.argv.includes('--second');
let nextResponse = 0;
let menu: readonly MenuLine[] = [];
const pushes: unknown[] = [];
let serve: ((request: Request) => Promise<Response>) | null = null;
const windows: BrowserWindow[] = [];

type Listener = Parameters<EventEmitter['on']>[1];

interface MenuLine {
  readonly label?: string;
  readonly submenu?: readonly MenuLine[];
  readonly click?: () => void;
}

class App extends EventEmitter {
  readonly isPackaged = true;
  readonly commandLine = {
    hasSwitch: (name: string) => process.argv.some((arg) => arg.startsWith(`--${name}`)),
  };
  override on(event: string, listener: Listener): this {
    note(`app.on ${event}`);
    return super.on(event, listener);
  }
  setName(name: string): void {
    note('app.setName', name);
  }
  setAppUserModelId(id: string): void {
    note('app.setAppUserModelId', id);
  }
  setPath(name: string, path: string): void {
    note('app.setPath', [name, path]);
  }
  getPath(name: string): string {
    return name === 'userData' ? userData : '/nowhere';
  }
  getVersion(): string {
    return '0.1.0';
  }
  getSystemLocale(): string {
    return 'en-AU';
  }
  getLoginItemSettings(): object {
    return { openAtLogin: false, wasOpenedAtLogin: false, executableWillLaunchAtLogin: false };
  }
  setLoginItemSettings(settings: unknown): void {
    note('app.setLoginItemSettings', settings);
  }
  enableSandbox(): void {
    note('app.enableSandbox');
  }
  requestSingleInstanceLock(): boolean {
    note('app.requestSingleInstanceLock');
    return !isSecond;
  }
  /** Like Electron: not before the program's module was carried out to its end. */
  whenReady(): Promise<void> {
    return new Promise((resolve) => {
      setImmediate(() => {
        note('app ready');
        resolve();
      });
    });
  }
  quit(): void {
    note('app.quit');
    this.emit('before-quit');
    const shown = windows.at(-1);
    if (shown?.isDestroyed() === false && happen(shown, 'close') === 'prevented') return;
    if (happen(this, 'will-quit') !== 'prevented') this.exit(0);
  }
  exit(exitCode: number): void {
    note('app.exit', exitCode);
    const end: StandInEnd = { exitCode, diary: readDiary() };
    process.send?.({ end }, () => process.exit(exitCode));
  }
}

let contentsCount = 0;

class WebContents extends EventEmitter {
  readonly id: number;
  readonly session: NotedSession;
  constructor(session: NotedSession) {
    super();
    contentsCount += 1;
    this.id = contentsCount;
    this.session = session;
  }
  override on(event: string, listener: Listener): this {
    note(`contents.on ${event}`);
    return super.on(event, listener);
  }
  setWindowOpenHandler(handler: () => unknown): void {
    note('contents.setWindowOpenHandler', handler());
  }
  send(_channel: string, push: unknown): void {
    pushes.push(push);
  }
  isDestroyed(): boolean {
    return false;
  }
}

class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  #isDestroyed = false;
  constructor(options: { readonly webPreferences: { readonly session?: NotedSession } }) {
    super();
    note('BrowserWindow.new', options);
    this.webContents = new WebContents(options.webPreferences.session ?? session.defaultSession);
    app.emit('web-contents-created', {}, this.webContents);
    windows.push(this);
  }
  loadURL(url: string): Promise<void> {
    note('window.loadURL', url);
    setImmediate(() => this.emit('ready-to-show'));
    return Promise.resolve();
  }
  show(): void {
    note('window.show');
  }
  hide(): void {
    note('window.hide');
  }
  focus(): void {
    note('window.focus');
  }
  restore(): void {}
  setTitle(title: string): void {
    note('window.setTitle', title);
  }
  setMenu(menu: unknown): void {
    note('window.setMenu', menu);
  }
  maximize(): void {}
  setBackgroundColor(): void {}
  isMinimized(): boolean {
    return false;
  }
  isMaximized(): boolean {
    return false;
  }
  isVisible(): boolean {
    return true;
  }
  isFocused(): boolean {
    return true;
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  destroy(): void {
    note('window.destroy');
    this.#isDestroyed = true;
    this.webContents.emit('destroyed');
    this.emit('closed');
  }
  getNormalBounds(): object {
    return { x: 10, y: 20, width: 900, height: 600 };
  }
}

class Tray extends EventEmitter {
  constructor(image: unknown) {
    super();
    note('Tray.new', image);
  }
  setImage(image: unknown): void {
    note('tray.setImage', image);
  }
  setToolTip(text: string): void {
    note('tray.setToolTip', text);
  }
  setContextMenu(template: readonly MenuLine[]): void {
    menu = template;
    note(
      'tray.setContextMenu',
      template.map(({ label }) => label ?? '---'),
    );
  }
  destroy(): void {
    note('tray.destroy');
  }
}

class Notification extends EventEmitter {
  static isSupported(): boolean {
    return true;
  }
  show(): void {
    note('notification.show');
  }
  close(): void {}
}

const app = new App();
const session = {
  defaultSession: new NotedSession('default'),
  fromPartition: (name: string) => new NotedSession(name),
};
const ipcMain = new IpcMain();
const powerMonitor = new Monitor('powerMonitor');
const nativeTheme = new Monitor('nativeTheme');
const protocol = {
  registerSchemesAsPrivileged(schemes: unknown): void {
    note('protocol.registerSchemesAsPrivileged', schemes);
  },
  handle(scheme: string, handler: (request: Request) => Promise<Response>): void {
    note('protocol.handle', scheme);
    serve = handler;
  },
  unhandle(scheme: string): void {
    note('protocol.unhandle', scheme);
  },
};
const dialog = {
  showErrorBox(title: string, text: string): void {
    note('dialog.showErrorBox', [title, text]);
  },
  showMessageBox(options: unknown): Promise<{ response: number }> {
    note('dialog.showMessageBox', options);
    return Promise.resolve({ response: nextResponse });
  },
  showSaveDialog: () => Promise.resolve({ canceled: true, filePath: '' }),
};
const Menu = {
  buildFromTemplate: (template: readonly MenuLine[]) => template,
  setApplicationMenu(template: unknown): void {
    note('Menu.setApplicationMenu', template);
  },
};
const nativeImage = {
  createEmpty: () => ({
    addRepresentation({ scaleFactor, buffer }: { scaleFactor: number; buffer: Buffer }): void {
      note('image.addRepresentation', { scaleFactor, isPng: buffer.subarray(1, 4).toString() === 'PNG' });
    },
    setTemplateImage(): void {},
  }),
};
const safeStorage = {
  getSelectedStorageBackend: () => 'gnome_libsecret',
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(text).reverse()),
  decryptStringAsync: (sealed: Buffer) =>
    Promise.resolve({ result: Buffer.from(sealed).reverse().toString(), shouldReEncrypt: false }),
};
const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } };
const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] };
const shell = { openExternal: () => Promise.resolve(), openPath: () => Promise.resolve('') };

/** Has an event happen that can be prevented. */
function happen(emitter: EventEmitter, event: string, details: object = {}): 'prevented' | 'let through' {
  let isPrevented = false;
  emitter.emit(event, { ...details, preventDefault: () => (isPrevented = true) });
  return isPrevented ? 'prevented' : 'let through';
}

function findLine(lines: readonly MenuLine[], label: string): MenuLine | undefined {
  return lines.flatMap((line) => [line, ...(line.submenu ?? [])]).find((line) => line.label === label);
}

async function carryOut(request: StandInRequest): Promise<unknown> {
  const shown = windows.at(-1);
  switch (request.kind) {
    case 'diary':
      return readDiary();
    case 'event': {
      const emitter = { app, window: shown, powerMonitor, nativeTheme }[request.of];
      return emitter === undefined ? null : happen(emitter, request.event);
    }
    case 'page': {
      const parent = request.isNested ? {} : null;
      const event = { sender: shown?.webContents, senderFrame: { parent, origin: request.origin } };
      const handler = ipcMain.handlers.get(request.channel);
      if (handler !== undefined) return handler(event, ...request.args);
      return ipcMain.emit(request.channel, event, ...request.args);
    }
    case 'fetch': {
      const response = await serve?.(new Request(request.url, { method: request.method }));
      return response === undefined
        ? null
        : {
            status: response.status,
            headers: Object.fromEntries(response.headers),
            text: await response.text(),
          };
    }
    case 'session':
      switch (request.ask) {
        case 'permission':
          return session.defaultSession.askPermission(request.value, 'app://ui/');
        case 'check':
          return session.defaultSession.checkPermission(request.value, 'app://ui');
        case 'request':
          return session.defaultSession.request(request.value);
        case 'download':
          return session.defaultSession.download();
      }
      return null;
    case 'contents':
      return shown === undefined
        ? null
        : happen(shown.webContents, request.event, { url: request.url, isMainFrame: true });
    case 'pushes':
      return pushes;
    case 'menu': {
      const line = findLine(menu, request.label);
      line?.click?.();
      return line !== undefined;
    }
    case 'bug':
      setImmediate(() => {
        throw new TypeError(request.words);
      });
      return null;
    case 'answer':
      nextResponse = request.response;
      return null;
  }
}

process.on('message', (message: { id: number; request: StandInRequest }) => {
  void carryOut(message.request).then((value) => process.send?.({ id: message.id, value }));
});

export {
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
};
/** electron-store takes the module as a whole. */
export const whole = { app, ipcMain, shell };
