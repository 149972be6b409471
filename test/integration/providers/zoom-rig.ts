import { onTestFinished } from 'vitest';
import { createDailyQuota } from '../../../main/providers/daily-quota.ts';
import { zoomDefaults } from '../../../main/providers/zoom/zoom-defaults.ts';
import { createZoomProvider } from '../../../main/providers/zoom/zoom-provider.ts';
import { success } from '../../../main/sync/failure.ts';
import type { Clock, Ledger, MeetingProvider, MeetingRequest } from '../../../main/sync/ports.ts';
import { startZoomSimulator } from '../../simulators/zoom/zoom-simulator.ts';
import type { ZoomSimulator, ZoomSimulatorOptions } from '../../simulators/zoom/zoom-simulator.ts';
import { signIn, systemClock } from './contract-rig.ts';
import type { SignedIn } from './contract-rig.ts';

export interface ZoomRig extends SignedIn {
  readonly zoom: ZoomSimulator;
  readonly provider: MeetingProvider;
  readonly counts: ReadonlyMap<string, number>;
}

export interface ZoomRigOptions extends ZoomSimulatorOptions {
  readonly perDay?: number;
  readonly clock?: Clock;
}

/** A clock that stands still: the contract's meetings stay in the future for ever. */
export const stillClock: Clock = { ...systemClock, nowMs: () => Date.UTC(2026, 11, 1, 8) };

/** Counters in memory, as the ledger keeps them. */
export function createMemoryCounter(
  counts: Map<string, number>,
): Pick<Ledger, 'addToCounter' | 'readCounter'> {
  return {
    addToCounter(name, window, by) {
      const value = (counts.get(`${name} ${window}`) ?? 0) + by;
      counts.set(`${name} ${window}`, value);
      return Promise.resolve(success(value));
    },
    readCounter: (name, window) => Promise.resolve(success(counts.get(`${name} ${window}`) ?? 0)),
  };
}

/** A simulated Zoom with the adapter connected to it. */
export async function startZoomRig(options: ZoomRigOptions = {}): Promise<ZoomRig> {
  const zoom = await startZoomSimulator(options);
  const clock = options.clock ?? systemClock;
  const signedIn = signIn({
    providerName: 'Zoom',
    apiUrl: zoom.apiUrl,
    endpoints: zoom.endpoints,
    oauth: zoom.oauth,
    secretIn: zoomDefaults.secretIn,
    clock,
  });
  const counts = new Map<string, number>();
  const counter = createMemoryCounter(counts);
  const perDay = options.perDay ?? zoomDefaults.pace.perDay;
  const quota = createDailyQuota({ counter, name: 'zoom', perDay, providerName: 'Zoom', clock });
  return { ...signedIn, zoom, counts, provider: createZoomProvider({ api: signedIn.api, quota, clock }) };
}

/** The key of the meetings that `zoomRequest` asks for unless told. */
export const ZOOM_KEY = `rm${'0'.repeat(29)}a`;
/** Not on a whole second, on purpose. */
export const ZOOM_START_MS = Date.UTC(2027, 0, 12, 22, 30, 15, 250);

export function zoomRequest(changes: Partial<MeetingRequest> = {}, key = ZOOM_KEY): MeetingRequest {
  const details = {
    topic: 'Visit',
    startMs: ZOOM_START_MS,
    endMs: ZOOM_START_MS + 3_600_000,
    timeZone: 'Australia/Sydney',
  };
  return { key, details, password: null, ...changes };
}

/** Like `startZoomRig`, with adapter and simulator on one clock, closed after the test. */
export async function useZoomRig(options: ZoomRigOptions = {}): Promise<ZoomRig> {
  const clock = options.clock ?? stillClock;
  const rig = await startZoomRig({ clock, now: () => new Date(clock.nowMs()), ...options });
  onTestFinished(() => rig.zoom.close());
  return rig;
}
