import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../preload/contract/contract.ts';
import { recallPage, rememberPage } from './page-memory.ts';
import { firstState } from './state.ts';
import type { AppState } from './state.ts';
import { takeConnection, takePush } from './take-push.ts';

export type AppStore = StoreApi<AppState>;

/** The store of one window. Starts at the page that was shown before the window was loaded again. */
export function createAppStore(storage: Storage = sessionStorage): AppStore {
  const store = createStore<AppState>()(() => firstState(recallPage(storage)));
  store.subscribe((state, before) => {
    if (state.page !== before.page) rememberPage(storage, state.page);
  });
  return store;
}

/**
 * Has the store follow the program, and the program tell of the job whose drawer is open. The first subscription
 * brings everything, so nothing is asked for. Returns the way to stop that.
 */
export function followProgram(store: AppStore, bridge: Bridge): () => void {
  const stops = [
    // First of all: the very first push may open a job.
    store.subscribe((state, before) => {
      if (state.openJobId !== before.openJobId) {
        void bridge.call('watch-job', { jobId: state.openJobId });
      }
    }),
    bridge.subscribe((push) => {
      store.setState((state) => takePush(state, push));
    }),
    bridge.onConnection((isConnected) => {
      store.setState((state) => takeConnection(state, isConnected, Date.now()));
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
