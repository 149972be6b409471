import { Field, Input, makeStyles, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { CommandButton, CommandMessage } from '../../components/command-button.tsx';
import { fieldError } from '../../components/form/field-error.ts';
import { Card, Section } from '../../components/layout.tsx';
import { ProblemBar } from '../../components/problem-bar.tsx';
import { When } from '../../components/when.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useDraft } from '../../hooks/use-draft.ts';
import { useView } from '../../store/context.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '12px', maxWidth: '640px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px', alignItems: 'start' },
  field: { flexGrow: 1, minWidth: '220px' },
  button: { paddingTop: '26px' },
});

/** *Send me a test invitation*: to oneself, as a guest would get it. */
export function TestInvitation() {
  const styles = useStyles();
  const [typed, setTo] = useDraft('testAddress');
  const to = typed ?? '';
  const { server, testInvitation } = useView((view) => view.mail);
  const send = useCommand('send-test-invitation');
  const refusedBefore = testInvitation?.problem ?? null;
  const canSend = server !== null && to.trim().length >= 3;
  return (
    <Section title="Try it out">
      <Card>
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (canSend && !send.isPending) void send.run({ to: to.trim() });
          }}
        >
          <div className={styles.row}>
            <Field
              className={styles.field}
              label="Your own e-mail address"
              hint={
                server === null
                  ? 'Save a mail server first.'
                  : 'You get an invitation to a sample meeting, marked as a test.'
              }
              {...fieldError(send.problem, 'to')}
            >
              <Input
                type="email"
                value={to}
                onChange={(_event, { value }) => {
                  setTo(value);
                }}
              />
            </Field>
            <span className={styles.button}>
              <CommandButton command={send} type="submit" disabled={!canSend} pendingWords="Sending">
                Send me a test invitation
              </CommandButton>
            </span>
          </div>
          {testInvitation !== null && testInvitation.problem === null && (
            <MessageBar intent="success" layout="multiline">
              <MessageBarBody>
                {`The mail server accepted the test invitation to ${testInvitation.to} `}
                <When atMs={testInvitation.atMs} show="relative" />.
              </MessageBarBody>
            </MessageBar>
          )}
          {/* Sent from another window, or before this one was loaded again. */}
          {refusedBefore !== null && send.problem === null && !send.isPending && (
            <ProblemBar problem={refusedBefore} />
          )}
          {(send.problem?.field ?? null) === null && <CommandMessage command={send} />}
        </form>
      </Card>
    </Section>
  );
}
