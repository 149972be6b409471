import { makeStyles, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { CommandButton, CommandMessage } from '../../components/command-button.tsx';
import { Card } from '../../components/layout.tsx';
import { When } from '../../components/when.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useView } from '../../store/context.tsx';

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: '12px', alignItems: 'start' },
  words: { margin: 0, maxWidth: '70ch' },
});

/** *Make a test meeting*: made at the provider and removed again. */
export function TestMeeting() {
  const styles = useStyles();
  const test = useCommand('make-test-meeting');
  const connectedAtMs = useView((view) => view.provider.account?.connectedAtMs ?? null);
  // A success of an account that was there before says nothing of this one.
  const succeededAtMs =
    test.succeededAtMs !== null && connectedAtMs !== null && test.succeededAtMs >= connectedAtMs
      ? test.succeededAtMs
      : null;
  return (
    <Card>
      <div className={styles.body}>
        <p className={styles.words}>
          Makes a meeting at the provider and removes it again at once. No job is touched and nobody gets an
          e-mail.
        </p>
        <CommandButton command={test} pendingWords="Making a test meeting" onClick={() => void test.run({})}>
          Make a test meeting
        </CommandButton>
        {succeededAtMs !== null && (
          <MessageBar intent="success">
            <MessageBarBody>
              The test meeting was made and removed again. Meetings can be made. Tried{' '}
              <When atMs={succeededAtMs} show="relative" />.
            </MessageBarBody>
          </MessageBar>
        )}
        <CommandMessage command={test} />
      </div>
    </Card>
  );
}
