import { isPageUrl } from './app-scheme.ts';

/** As much of Electron's `Session` as these rules need. */
export interface RuledSession {
  setPermissionRequestHandler(
    handler: (
      contents: unknown,
      permission: string,
      callback: (isGranted: boolean) => void,
      details: { readonly requestingUrl?: string },
    ) => void,
  ): void;
  setPermissionCheckHandler(
    handler: (contents: unknown, permission: string, requestingOrigin: string) => boolean,
  ): void;
  setDevicePermissionHandler(handler: () => boolean): void;
  setDisplayMediaRequestHandler(handler: (request: unknown, callback: (streams: null) => void) => void): void;
  readonly webRequest: {
    onBeforeRequest(
      listener: (
        details: { readonly url: string; readonly resourceType: string },
        callback: (response: { cancel: boolean }) => void,
      ) => void,
    ): void;
  };
  on(event: 'will-download', listener: (event: { preventDefault(): void }) => void): unknown;
  on(event: 'select-serial-port', listener: SelectListener): unknown;
  setSpellCheckerEnabled(isEnabled: boolean): void;
}
type SelectListener = (
  event: { preventDefault(): void },
  ports: unknown,
  contents: unknown,
  callback: (portId: string) => void,
) => void;

/** Whether the page may do what asks for a permission: put plain text on the clipboard, and nothing else. */
export function isPermitted(permission: string, requestingUrl: string | undefined): boolean {
  return (
    permission === 'clipboard-sanitized-write' && requestingUrl !== undefined && isPageUrl(requestingUrl)
  );
}

/** Whether the page's session may ask for an address. `devtools:` is what the tools themselves are made of. */
export function isRequestAllowed(address: string, hasDevTools: boolean): boolean {
  return isPageUrl(address) || (hasDevTools && URL.parse(address)?.protocol === 'devtools:');
}

/** Refuses everything a session could let a page do but reading its own files and copying text. */
export function ruleSession(session: RuledSession, { hasDevTools }: { hasDevTools: boolean }): void {
  refuseExcept(session, isPermitted);
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    callback({ cancel: !isRequestAllowed(url, hasDevTools) });
  });
}

/** The rules that every session shares. `isAllowed` decides about permissions; devices and downloads are refused. */
export function refuseExcept(
  session: RuledSession,
  isAllowed: (permission: string, requestingUrl: string | undefined) => boolean,
): void {
  session.setPermissionRequestHandler((_contents, permission, callback, { requestingUrl }) => {
    callback(isAllowed(permission, requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    isAllowed(permission, requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => {
    callback(null);
  });
  session.on('will-download', (event) => {
    event.preventDefault();
  });
  session.on('select-serial-port', (event, _ports, _contents, callback) => {
    event.preventDefault();
    callback('');
  });
  // It would fetch dictionaries from the internet.
  session.setSpellCheckerEnabled(false);
}
