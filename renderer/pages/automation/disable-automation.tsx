import { Button, makeStyles } from '@fluentui/react-components';
import { CommandMessage } from '../../components/command-button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useDraft } from '../../hooks/use-draft.ts';

const useStyles = makeStyles({
  gentle: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'start' },
  words: { margin: 0 },
});

export interface DisableAutomationProps {
  readonly isAsking: boolean;
  readonly onClose: () => void;
}

/** Asks before automation is disabled, and offers the pause that forgets nothing. */
export function DisableAutomation({ isAsking, onClose }: DisableAutomationProps) {
  const styles = useStyles();
  const disable = useCommand('disable-automation');
  const pause = useCommand('pause');
  const [, setDraft] = useDraft('automation');
  return (
    <>
      <CommandMessage command={disable} />
      <CommandMessage command={pause} />
      <ConfirmDialog
        isOpen={isAsking}
        title="Disable Automation?"
        stops={[
          'No meetings are made, moved or cancelled, and no invitations are sent.',
          'ReadyMeet forgets the Skedulo API token, the password for your meetings and the settings on this page. To enable automation again you give them again.',
        ]}
        survives={[
          'Meetings, links and invitations that exist.',
          'The authorized meetings provider, the mail server and the history of every job.',
        ]}
        confirmLabel="Disable Automation"
        onCancel={onClose}
        onConfirm={() => {
          onClose();
          void disable.run({}).then((answer) => {
            if (answer.ok) setDraft(null);
          });
        }}
      >
        <div className={styles.gentle}>
          <p className={styles.words}>Only for a while? A pause forgets nothing.</p>
          <Button
            onClick={() => {
              onClose();
              void pause.run({ until: 'tomorrow' });
            }}
          >
            Pause until tomorrow instead
          </Button>
        </div>
      </ConfirmDialog>
    </>
  );
}
