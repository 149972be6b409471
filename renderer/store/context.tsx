import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Bridge } from '../../preload/contract/contract.ts';
import type { View } from '../../preload/contract/view.ts';
import type { AppStore } from './app-store.ts';
import type { AppState } from './state.ts';

/** What every component can reach. */
export interface AppContextValue {
  readonly store: AppStore;
  readonly bridge: Bridge;
}

export const AppContext = createContext<AppContextValue | null>(null);

/** The store and the bridge of this window. */
export function useAppContext(): AppContextValue {
  const value = useContext(AppContext);
  if (value === null) throw new Error('This component stands outside of the app.');
  return value;
}

/** A part of the state; the component is drawn anew when that part is another one. */
export function useApp<Part>(select: (state: AppState) => Part): Part {
  return useStore(useAppContext().store, select);
}

/** A part of the view. Only below `Shell`, which draws no page before there is a view. */
export function useView<Part>(select: (view: View) => Part): Part {
  return useApp(({ view }) => {
    if (view === null) throw new Error('There is no view yet.');
    return select(view);
  });
}
