/** The name under which the preload script exposes the bridge. */
export const BRIDGE_KEY = 'readyMeet';
/** Electron IPC channels. */
export const CALL_CHANNEL = 'ready-meet:call';
export const PUSH_CHANNEL = 'ready-meet:push';
export const SUBSCRIBE_CHANNEL = 'ready-meet:subscribe';
