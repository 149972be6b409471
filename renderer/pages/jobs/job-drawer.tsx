import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useEffect, useId, useRef } from 'react';
import type { JobDetails, JobRow } from '../../../preload/contract/jobs.ts';
import { When } from '../../components/when.tsx';
import { useApp } from '../../store/context.tsx';
import { JobActions } from './job-actions.tsx';
import { JobGuests } from './job-guests.tsx';
import { JobHistory } from './job-history.tsx';
import { JobParts } from './job-parts.tsx';
import { JobProblems } from './job-problems.tsx';

const useStyles = makeStyles({
  drawer: {
    position: 'absolute',
    top: 0,
    bottom: 0,
    insetInlineEnd: 0,
    zIndex: 2,
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    width: 'min(520px, 100%)',
    backgroundColor: tokens.colorNeutralBackground1,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    boxShadow: tokens.shadow28,
    animationName: {
      from: { transform: 'translateX(24px)', opacity: 0 },
      to: { transform: 'none', opacity: 1 },
    },
    animationDuration: '150ms',
    animationTimingFunction: 'ease-out',
    '@media (prefers-reduced-motion: reduce)': { animationName: 'none' },
    '@media (max-width: 860px)': { width: '100%', borderLeftStyle: 'none' },
  },
  head: { display: 'flex', alignItems: 'flex-start', gap: '8px', padding: '20px 24px 12px' },
  title: {
    margin: 0,
    flexGrow: 1,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    ':focus': { outlineStyle: 'none' },
  },
  body: { display: 'flex', flexDirection: 'column', gap: '24px', padding: '0 24px 32px', overflowY: 'auto' },
  facts: { display: 'flex', flexDirection: 'column', gap: '2px', color: tokens.colorNeutralForeground2 },
  fact: { margin: 0 },
});

export interface JobDrawerProps {
  readonly jobId: string;
  readonly onClose: () => void;
}

/**
 * Everything about one job, beside the table, which stays in reach: the next row can be looked at at once. Its heading
 * gets the focus; give each job a drawer of its own by `key`.
 */
export function JobDrawer({ jobId, onClose }: JobDrawerProps) {
  const styles = useStyles();
  const titleId = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const row = useApp((state) => state.jobs.rows.get(jobId));
  const watched = useApp((state) => state.watchedJob);
  const details = watched !== null && watched.jobId === jobId ? watched.details : undefined;
  const shown = details?.row ?? row;
  useEffect(() => {
    title.current?.focus();
  }, []);
  return (
    <aside className={styles.drawer} aria-labelledby={titleId}>
      <div className={styles.head}>
        <h2 className={styles.title} id={titleId} ref={title} tabIndex={-1}>
          {shown?.jobName ?? 'Job'}
        </h2>
        <Button appearance="subtle" aria-label="Close" icon={<DismissRegular />} onClick={onClose} />
      </div>
      <div className={styles.body}>
        {shown !== undefined && <JobFacts row={shown} />}
        {details === null && (
          <p className={styles.fact}>
            ReadyMeet does not look after this job any more. What was sent for it stays with its guests.
          </p>
        )}
        {details === undefined && <p className={styles.fact}>Reading what is known of this job.</p>}
        {details !== null && details !== undefined && <JobDetailsParts details={details} />}
      </div>
    </aside>
  );
}

function JobFacts({ row }: { readonly row: JobRow }) {
  const styles = useStyles();
  const kind = [row.type, row.status].filter((word) => word !== null).join(', ');
  return (
    <div className={styles.facts}>
      {row.startMs === null ? (
        <p className={styles.fact}>This job has no start.</p>
      ) : (
        <p className={styles.fact}>
          <When atMs={row.startMs} zone={row.timeZone} />
        </p>
      )}
      {row.contact !== null && <p className={styles.fact}>{`Contact: ${row.contact}`}</p>}
      {kind !== '' && <p className={styles.fact}>{kind}</p>}
    </div>
  );
}

function JobDetailsParts({ details }: { readonly details: JobDetails }) {
  return (
    <>
      <JobActions details={details} />
      <JobProblems details={details} />
      <JobParts details={details} />
      <JobGuests details={details} />
      <JobHistory history={details.history} />
    </>
  );
}
