import { makeStyles } from '@fluentui/react-components';
import type { JobDetails } from '../../../preload/contract/jobs.ts';
import { CommandButton, CommandMessage } from '../../components/command-button.tsx';
import { ProblemBar } from '../../components/problem-bar.tsx';
import { useCommand } from '../../hooks/use-command.ts';

const useStyles = makeStyles({ list: { display: 'flex', flexDirection: 'column', gap: '8px' } });

/** What there is to say of a job, the most important first, and *Retry* where that may help. */
export function JobProblems({ details: { jobId, problems, canRetry } }: { readonly details: JobDetails }) {
  const styles = useStyles();
  const retry = useCommand('retry-job', jobId);
  if (problems.length === 0 && !canRetry) return null;
  const button = (
    <CommandButton command={retry} pendingWords="Trying" onClick={() => void retry.run({ jobId })}>
      Retry
    </CommandButton>
  );
  return (
    <div className={styles.list}>
      {problems.map((problem, index) => (
        <ProblemBar
          key={`${problem.code} ${problem.message}`}
          problem={problem}
          intent={problem.isForPerson ? 'warning' : 'info'}
          {...(index === 0 && canRetry ? { actions: button } : {})}
        />
      ))}
      {problems.length === 0 && <div>{button}</div>}
      <CommandMessage command={retry} />
    </div>
  );
}
