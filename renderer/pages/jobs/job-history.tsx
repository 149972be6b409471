import { makeStyles, tokens } from '@fluentui/react-components';
import type { JobDetails } from '../../../preload/contract/jobs.ts';
import { Section } from '../../components/layout.tsx';
import { When } from '../../components/when.tsx';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: '10px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  line: { overflowWrap: 'anywhere' },
  about: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  none: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** What happened to a job, newest first: what was done or sent, by whom, and when. */
export function JobHistory({ history }: { readonly history: JobDetails['history'] }) {
  const styles = useStyles();
  return (
    <Section title="History" level={3}>
      {history.length === 0 ? (
        <p className={styles.none}>
          Nothing has been done for this job. Each step appears here as soon as it is.
        </p>
      ) : (
        <ol className={styles.list}>
          {history.map(({ atMs, actor, action, detail }, index) => (
            <li className={styles.line} key={`${String(atMs)} ${action} ${String(history.length - index)}`}>
              <div className={styles.about}>
                <When atMs={atMs} show="time" />
                {` · ${actor}`}
              </div>
              {detail === '' ? action : detail}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
