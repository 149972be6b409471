import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { When } from '../components/when.tsx';
import { useApp } from '../store/context.tsx';
import { useIsPast } from '../hooks/use-now.ts';

const useStyles = makeStyles({
  bar: {
    borderRadius: 0,
    borderInlineStyle: 'none',
    borderTopStyle: 'none',
    flexShrink: 0,
    paddingBlock: '8px',
  },
});

/** A moment without an answer is no reason to alarm anybody. */
const PATIENCE_MS = 2000;

/** Says that the program cannot be reached, what is kept, and what to do. */
export function ConnectionBanner() {
  const styles = useStyles();
  const isLost = useApp((state) => state.isConnected === false);
  const lostAtMs = useApp((state) => state.lostAtMs);
  const hasView = useApp((state) => state.view !== null);
  const isLong = useIsPast(isLost && lostAtMs !== null ? lostAtMs + PATIENCE_MS : null);
  if (!isLong || lostAtMs === null) return null;
  return (
    <section aria-label="Connection">
      <MessageBar className={styles.bar} intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>ReadyMeet cannot be reached</MessageBarTitle>
          {hasView ? (
            <>
              {'What you see is as of '}
              <When atMs={lostAtMs} show="time" />
              {'. Everything that was saved is kept, and what you typed on this page stays. '}
            </>
          ) : (
            'Nothing has been changed. '
          )}
          {
            'See whether ReadyMeet is still running on this computer; the page connects again by itself. If ReadyMeet was started anew, open the address it prints.'
          }
        </MessageBarBody>
      </MessageBar>
    </section>
  );
}
