import { makeStyles, tokens } from '@fluentui/react-components';
import type { AutomationPreview } from '../../../preload/contract/connections.ts';
import type { AutomationDraft } from '../../store/drafts.ts';
import { When } from '../../components/when.tsx';

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: '8px' },
  sentence: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  words: { margin: 0, color: tokens.colorNeutralForeground2 },
  list: { margin: 0, paddingInlineStart: '20px', display: 'flex', flexDirection: 'column', gap: '4px' },
});

export interface PreviewCardProps {
  readonly preview: AutomationPreview;
  /** Whether the form is still what was counted for. */
  readonly isCurrent: boolean;
}

/** What enabling would do now, in numbers and with the first jobs; nothing where the form has changed since. */
export function PreviewCard({ preview, isCurrent }: PreviewCardProps) {
  const styles = useStyles();
  if (!isCurrent) {
    return (
      <p className={styles.words}>
        The settings were changed after the last count. Check and preview counts again.
      </p>
    );
  }
  return (
    <div className={styles.body}>
      <p className={styles.sentence}>{previewSentence(preview)}</p>
      <p className={styles.words}>
        {[
          `${count(preview.jobsSeen, 'job was', 'jobs were')} looked at`,
          ...(preview.leftAlone === 0 ? [] : [`${String(preview.leftAlone)} left alone`]),
          ...(preview.needAttention === 0
            ? []
            : [`${String(preview.needAttention)} ${preview.needAttention === 1 ? 'needs' : 'need'} you`]),
        ].join(', ')}
        {'. Counted '}
        <When atMs={preview.atMs} show="relative" />.
      </p>
      {preview.samples.length > 0 && (
        <ul className={styles.list} aria-label="The first jobs">
          {preview.samples.map(({ jobName, words }) => (
            <li key={jobName}>{words.includes(jobName) ? words : `${jobName}: ${words}`}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Whether the numbers are those of the boxes as they are ticked now. */
export function isPreviewOf(
  preview: AutomationPreview,
  form: Pick<AutomationDraft, 'enableAttendees' | 'sendIcsToRecipients'>,
): boolean {
  return (
    preview.enableAttendees === form.enableAttendees &&
    preview.sendIcsToRecipients === form.sendIcsToRecipients
  );
}

/** `37 Ready jobs will get a meeting now, 41 people will be e-mailed.` */
export function previewSentence({ meetingsToMake, peopleToInvite }: AutomationPreview): string {
  if (meetingsToMake === 0) {
    return peopleToInvite === 0
      ? 'No Ready job waits for a meeting now. New ones get theirs as they become Ready.'
      : `No Ready job waits for a meeting now, but ${count(peopleToInvite, 'person', 'people')} will be e-mailed about meetings that exist.`;
  }
  const jobs = count(meetingsToMake, 'Ready job', 'Ready jobs');
  const people =
    peopleToInvite === 0
      ? 'nobody will be e-mailed'
      : `${count(peopleToInvite, 'person', 'people')} will be e-mailed`;
  return `${jobs} will get a meeting now, ${people}.`;
}

function count(number: number, one: string, many: string): string {
  return `${String(number)} ${number === 1 ? one : many}`;
}
