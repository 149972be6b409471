import type { SignInSession } from '../../../main/desktop/sign-in-window.ts';

type RequestListener = Parameters<SignInSession['webRequest']['onBeforeRequest']>[0];
type Listener = (event: { preventDefault(): void }, ...rest: never[]) => void;

/** A session of Electron that only remembers its handlers, for asking them. */
export class FakeSession implements SignInSession {
  isSpellChecking = true;
  readonly cleared: string[] = [];
  #onRequest: Parameters<SignInSession['setPermissionRequestHandler']>[0] | null = null;
  #onCheck: Parameters<SignInSession['setPermissionCheckHandler']>[0] | null = null;
  #onDevice: (() => boolean) | null = null;
  #onDisplayMedia: Parameters<SignInSession['setDisplayMediaRequestHandler']>[0] | null = null;
  #beforeRequest: RequestListener | null = null;
  readonly #listeners = new Map<string, Listener>();

  readonly webRequest = {
    onBeforeRequest: (listener: RequestListener) => {
      this.#beforeRequest = listener;
    },
  };

  setPermissionRequestHandler(handler: Parameters<SignInSession['setPermissionRequestHandler']>[0]): void {
    this.#onRequest = handler;
  }
  setPermissionCheckHandler(handler: Parameters<SignInSession['setPermissionCheckHandler']>[0]): void {
    this.#onCheck = handler;
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.#onDevice = handler;
  }
  setDisplayMediaRequestHandler(
    handler: Parameters<SignInSession['setDisplayMediaRequestHandler']>[0],
  ): void {
    this.#onDisplayMedia = handler;
  }
  on(event: string, listener: Listener): this {
    this.#listeners.set(event, listener);
    return this;
  }
  setSpellCheckerEnabled(isEnabled: boolean): void {
    this.isSpellChecking = isEnabled;
  }
  clearStorageData(): Promise<void> {
    return this.#clear('storage');
  }
  clearCache(): Promise<void> {
    return this.#clear('cache');
  }
  clearAuthCache(): Promise<void> {
    return this.#clear('auth');
  }
  closeAllConnections(): Promise<void> {
    return this.#clear('connections');
  }

  askPermission(permission: string, requestingUrl: string): boolean | null {
    let granted: boolean | null = null;
    this.#onRequest?.(null, permission, (isGranted) => (granted = isGranted), { requestingUrl });
    return granted;
  }
  checkPermission(permission: string, origin: string): boolean | null {
    return this.#onCheck?.(null, permission, origin) ?? null;
  }
  askDevice(): boolean | null {
    return this.#onDevice?.() ?? null;
  }
  askDisplayMedia(): unknown {
    let answer: unknown = 'nobody answered';
    this.#onDisplayMedia?.({}, (streams) => (answer = streams));
    return answer;
  }
  download(): 'prevented' | 'let through' {
    let isPrevented = false;
    this.#listeners.get('will-download')?.({ preventDefault: () => (isPrevented = true) });
    return isPrevented ? 'prevented' : 'let through';
  }
  selectSerialPort(): string | null {
    let chosen: string | null = null;
    const choose = (portId: string): void => {
      chosen = portId;
    };
    const listener: unknown = this.#listeners.get('select-serial-port');
    if (typeof listener === 'function') {
      Reflect.apply(listener, this, [{ preventDefault: () => undefined }, [], null, choose]);
    }
    return chosen;
  }
  request(url: string, resourceType = 'script'): 'cancelled' | 'let through' | 'nobody asked' {
    let answer: 'cancelled' | 'let through' | 'nobody asked' = 'nobody asked';
    this.#beforeRequest?.({ url, resourceType }, ({ cancel }) => {
      answer = cancel ? 'cancelled' : 'let through';
    });
    return answer;
  }

  #clear(what: string): Promise<void> {
    this.cleared.push(what);
    return Promise.resolve();
  }
}
