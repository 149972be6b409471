import { BRIDGE_KEY } from '../preload/contract/contract.ts';
import type { Bridge } from '../preload/contract/contract.ts';
import { createSocketBridge } from './socket-bridge.ts';

/** The way to the program: what the preload script exposes, or, in a browser, a socket of the page's own. */
export function openBridge(): Bridge {
  const exposed: unknown = Reflect.get(window, BRIDGE_KEY);
  return isBridge(exposed) ? exposed : createSocketBridge({ url: socketUrl(window.location) });
}

function socketUrl(location: Location): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/socket`;
}

function isBridge(value: unknown): value is Bridge {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['call', 'subscribe', 'onConnection'].every((name) => typeof Reflect.get(value, name) === 'function')
  );
}
