import { makeStyles, Skeleton, SkeletonItem } from '@fluentui/react-components';
import { useCallback, useEffect, useState } from 'react';
import { Page } from '../../components/layout.tsx';
import { useMedia } from '../../hooks/use-media.ts';
import { useNavigate } from '../../hooks/use-navigate.ts';
import { useApp, useAppContext } from '../../store/context.tsx';
import { goToSearch } from '../../store/navigation.ts';
import { JobDrawer } from './job-drawer.tsx';
import { JobTable } from './job-table.tsx';
import { JobsToolbar } from './jobs-toolbar.tsx';
import { NoJobs } from './no-jobs.tsx';
import { useJobList } from './use-job-list.ts';

const useStyles = makeStyles({
  frame: { position: 'relative', height: '100%', overflow: 'hidden' },
  page: { height: '100%', overflowY: 'auto' },
  waiting: { minHeight: '128px' },
});

/** Where the drawer covers the whole page, what is below it is out of reach. */
const COVERED = '(max-width: 860px)';

/** Every job that is Ready or looked after: what was done for it, and what was not. */
export function JobsPage() {
  const styles = useStyles();
  const list = useJobList();
  const navigate = useNavigate();
  const { store } = useAppContext();
  const isLoaded = useApp((state) => state.jobs.isLoaded);
  const openJobId = useApp((state) => state.openJobId);
  // The row that gets the focus back when the drawer is closed.
  const [returnTo, setReturnTo] = useState<string | null>(null);
  const isCovered = useMedia(COVERED) && openJobId !== null;

  const isListed = list.rows.some(({ jobId }) => jobId === openJobId);
  const close = useCallback(() => {
    // A row that is filtered away cannot have the focus back, and must not take it once it is shown again.
    if (isListed) {
      setReturnTo(openJobId);
      navigate('jobs');
    } else {
      store.setState(goToSearch);
    }
  }, [openJobId, isListed, navigate, store]);
  const open = useCallback(
    (jobId: string) => {
      navigate('jobs', jobId);
    },
    [navigate],
  );
  const forgetReturn = useCallback(() => {
    setReturnTo(null);
  }, []);
  useEffect(() => {
    if (openJobId === null) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      // A dialog or a menu above takes Esc for itself, and a search box that holds something clears it.
      if (event.key === 'Escape' && !event.defaultPrevented && !isSearchToClear(event.target)) close();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [openJobId, close]);

  return (
    <div className={styles.frame}>
      <div className={styles.page} inert={isCovered}>
        <Page title="Jobs" isFull>
          <JobsToolbar list={list} />
          {!isLoaded ? (
            <Skeleton aria-label="Loading the jobs">
              <SkeletonItem className={styles.waiting} />
            </Skeleton>
          ) : list.rows.length === 0 ? (
            <NoJobs list={list} />
          ) : (
            <JobTable
              rows={list.rows}
              sort={list.sort}
              shownKey={list.shownKey}
              onSort={list.sortBy}
              openJobId={openJobId}
              focusJobId={openJobId === null ? returnTo : null}
              onFocusGiven={forgetReturn}
              onOpen={open}
            />
          )}
        </Page>
      </div>
      {openJobId !== null && <JobDrawer key={openJobId} jobId={openJobId} onClose={close} />}
    </div>
  );
}

/** The browser clears such a box by itself, after everybody was told of the key. */
function isSearchToClear(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type === 'search' && target.value !== '';
}
