import { makeStyles, tokens } from '@fluentui/react-components';
import { Suspense } from 'react';
import { PAGE_ENTRIES } from '../pages/pages.tsx';
import { useApp } from '../store/context.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Loading } from './loading.tsx';
import { Navigation } from './navigation.tsx';
import { SyncRefusal } from './sync-refusal.tsx';
import { useKeptFocus } from './use-kept-focus.ts';
import { useShortcuts } from './use-shortcuts.ts';

const useStyles = makeStyles({
  shell: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gridTemplateRows: 'minmax(0, 1fr)',
    height: '100%',
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
  },
  skip: {
    position: 'absolute',
    insetInlineStart: '8px',
    top: '8px',
    zIndex: 10,
    padding: '8px 12px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
    boxShadow: tokens.shadow8,
    ':not(:focus)': { clip: 'rect(0 0 0 0)', clipPath: 'inset(50%)' },
  },
  column: { display: 'flex', flexDirection: 'column', minHeight: 0, minWidth: 0 },
  main: { flexGrow: 1, minHeight: 0, minWidth: 0, overflowY: 'auto' },
});

/** Navigation at the left, the page beside it. */
export function Shell() {
  const styles = useStyles();
  const page = useApp((state) => state.page);
  const hasView = useApp((state) => state.view !== null);
  useShortcuts();
  useKeptFocus();
  const { Content } = PAGE_ENTRIES[page];
  return (
    <div className={styles.shell}>
      <a
        className={styles.skip}
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.querySelector<HTMLElement>('#main')?.focus();
        }}
      >
        Skip to the page
      </a>
      <Navigation />
      <div className={styles.column}>
        <ConnectionBanner />
        {/* The Overview says it where the button is. */}
        {hasView && page !== 'overview' && <SyncRefusal />}
        <main className={styles.main} id="main" tabIndex={-1}>
          <ErrorBoundary key={page}>
            {hasView ? (
              <Suspense fallback={<Loading />}>
                <Content />
              </Suspense>
            ) : (
              <Loading />
            )}
          </ErrorBoundary>
        </main>
      </div>
    </div>
  );
}
