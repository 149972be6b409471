import { Button, makeStyles } from '@fluentui/react-components';
import { OpenRegular } from '@fluentui/react-icons/svg/open';
import type { JobDetails } from '../../../preload/contract/jobs.ts';
import { CommandButton, CommandMessage } from '../../components/command-button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useView } from '../../store/context.tsx';

const useStyles = makeStyles({ row: { display: 'flex', flexWrap: 'wrap', gap: '8px' } });

/** What a person does most: copy the link, look in Skedulo. */
export function JobActions({ details: { jobId, row, skeduloUrl } }: { readonly details: JobDetails }) {
  const styles = useStyles();
  const open = useCommand('open-job-in-skedulo', jobId);
  const opensLinks = useView((view) => view.app.opensLinks);
  if (row.joinUrl === null && skeduloUrl === null) return null;
  return (
    <>
      <div className={styles.row}>
        {row.joinUrl !== null && (
          <CopyButton text={row.joinUrl} label="Copy link" size="medium" appearance="primary" />
        )}
        {skeduloUrl !== null &&
          (opensLinks === 'page' ? (
            <Button as="a" href={skeduloUrl} target="_blank" rel="noopener noreferrer" icon={<OpenRegular />}>
              Open in Skedulo
            </Button>
          ) : (
            <CommandButton command={open} icon={<OpenRegular />} onClick={() => void open.run({ jobId })}>
              Open in Skedulo
            </CommandButton>
          ))}
      </div>
      <CommandMessage command={open} />
    </>
  );
}
