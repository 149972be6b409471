import { AriaLiveAnnouncer, FluentProvider } from '@fluentui/react-components';
import { useEffect, useMemo } from 'react';
import type { Bridge } from '../preload/contract/contract.ts';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { Shell } from './shell/shell.tsx';
import { followProgram } from './store/app-store.ts';
import type { AppStore } from './store/app-store.ts';
import { AppContext } from './store/context.tsx';
import { useTheme } from './theme/use-theme.ts';

export interface AppProps {
  readonly store: AppStore;
  readonly bridge: Bridge;
}

/** The whole page, in the system's look, following the program. */
export function App({ store, bridge }: AppProps) {
  const theme = useTheme();
  const context = useMemo(() => ({ store, bridge }), [store, bridge]);
  useEffect(() => followProgram(store, bridge), [store, bridge]);
  return (
    <FluentProvider theme={theme}>
      <AriaLiveAnnouncer>
        <AppContext value={context}>
          <ErrorBoundary>
            <Shell />
          </ErrorBoundary>
        </AppContext>
      </AriaLiveAnnouncer>
    </FluentProvider>
  );
}
