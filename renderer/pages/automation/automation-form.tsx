import { Button, Checkbox, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { CommandButton, CommandMessage } from '../../components/command-button.tsx';
import { fieldError } from '../../components/form/field-error.ts';
import { Card, Section } from '../../components/layout.tsx';
import { ProblemBar } from '../../components/problem-bar.tsx';
import { RemedyButton } from '../../components/remedy-button.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useDraft } from '../../hooks/use-draft.ts';
import { useView } from '../../store/context.tsx';
import type { AutomationDraft } from '../../store/drafts.ts';
import {
  automationForm,
  connectionForm,
  isChanged,
  leftToSend,
  meetingPasswordProblem,
  storedAutomation,
  withoutToken,
} from './automation-draft.ts';
import { CheckList } from './check-list.tsx';
import { DisableAutomation } from './disable-automation.tsx';
import { isPreviewOf, PreviewCard } from './preview-card.tsx';
import { TokenField } from './token-field.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '20px' },
  field: { maxWidth: '560px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px', alignItems: 'center' },
  /** Fluent's own padding would set the box in from the fields above. */
  box: { marginInlineStart: '-8px' },
  words: { margin: 0, color: tokens.colorNeutralForeground2 },
  hint: {
    margin: '0 0 0 24px',
    maxWidth: '70ch',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

/** The settings of automation in the order of Skedulo's own page, then the switch. */
export function AutomationForm() {
  const styles = useStyles();
  const view = useView((whole) => whole);
  const [typed, setDraft, updateDraft] = useDraft('automation');
  const preview = useCommand('preview-automation');
  const enable = useCommand('enable-automation');
  const connect = useCommand('connect-skedulo');
  const disable = useCommand('disable-automation');
  const [isAsking, setIsAsking] = useState(false);
  const missingId = useId();
  // Another token may be that of another team, whose jobs nobody has counted.
  const [countedToken, setCountedToken] = useState('');
  const { automation, provider, skedulo } = view;
  const draft = typed ?? storedAutomation(view);
  const kind = provider.account?.kind ?? provider.selected;
  const passwordProblem = kind === 'zoom' ? meetingPasswordProblem(draft.meetingPassword) : null;
  const hasToken = automation.hasToken || draft.token.trim() !== '';
  const canEnable = hasToken && provider.account !== null && passwordProblem === null;
  const missing = [
    ...(provider.account === null ? ['authorize a meetings provider'] : []),
    ...(hasToken ? [] : ['enter the Skedulo API token']),
  ];
  const hasChanges = typed !== null && isChanged(typed, view);
  // The filled button is the next step: to see what will happen comes before having it happen.
  const isPreviewed =
    automation.preview !== null && isPreviewOf(automation.preview, draft) && draft.token === countedToken;
  const isEnablingNext = automation.isEnabled || isPreviewed;
  const isBusy = enable.isPending || preview.isPending || connect.isPending || disable.isPending;
  const forgetToken = (): void => {
    if (countedToken === draft.token) setCountedToken('');
    updateDraft((now) => (now === null ? null : withoutToken(now, draft)));
  };
  /** Keeps an address that was typed once Skedulo has answered there. @returns the form as it is then; null: refused */
  const withAddress = async (): Promise<AutomationDraft | null> => {
    if (connectionForm(draft).apiUrl === skedulo.fixedApiUrl) return draft;
    const answer = await connect.run(connectionForm(draft));
    if (!answer.ok) return null;
    forgetToken();
    return { ...draft, token: '' };
  };
  const runPreview = async (): Promise<void> => {
    if (!canEnable || isBusy) return;
    const form = await withAddress();
    if (form === null) return;
    const answer = await preview.run(automationForm(form));
    if (answer.ok) setCountedToken(form.token);
  };
  const runEnable = async (): Promise<void> => {
    if (!canEnable || isBusy) return;
    const form = await withAddress();
    if (form === null) return;
    const answer = await enable.run(automationForm(form));
    if (!answer.ok) return;
    setCountedToken('');
    updateDraft((now) => leftToSend(now, form));
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        // Enter in a field does what the filled button does: nothing is enabled that was not looked at before.
        if (isEnablingNext) {
          if (!automation.isEnabled || hasChanges) void runEnable();
        } else {
          void runPreview();
        }
      }}
    >
      <Section title="Settings">
        <Card>
          <div className={styles.form}>
            <TokenField
              draft={draft}
              skedulo={skedulo}
              hasToken={automation.hasToken}
              problem={enable.problem ?? preview.problem}
              onChange={setDraft}
              onStored={forgetToken}
            />
            {(kind === 'zoom' || kind === null) && (
              <Field
                className={styles.field}
                label="Password for your meetings (Zoom, optional)"
                hint={`At most 10 characters: letters, digits and @ - _ * ! #. Guests need it to join.${
                  automation.hasMeetingPassword
                    ? ' One is stored; leave this empty to keep it.'
                    : ' Left empty, Zoom chooses one for each meeting.'
                }`}
                {...(passwordProblem === null
                  ? fieldError(enable.problem ?? preview.problem, 'meetingPassword')
                  : { validationState: 'error' as const, validationMessage: passwordProblem })}
              >
                <Input
                  type="password"
                  value={draft.meetingPassword}
                  autoComplete="new-password"
                  spellCheck={false}
                  disabled={draft.forgetsMeetingPassword}
                  placeholder={automation.hasMeetingPassword ? 'Stored' : ''}
                  onChange={(_event, { value }) => {
                    setDraft({ ...draft, meetingPassword: value });
                  }}
                />
              </Field>
            )}
            {automation.hasMeetingPassword && (kind === 'zoom' || kind === null) && (
              <Checkbox
                className={styles.box}
                label="Forget the stored password"
                checked={draft.forgetsMeetingPassword}
                onChange={(_event, { checked }) => {
                  setDraft({ ...draft, forgetsMeetingPassword: checked === true, meetingPassword: '' });
                }}
              />
            )}
            <div>
              <Checkbox
                className={styles.box}
                label="Enable attendees"
                checked={draft.enableAttendees}
                onChange={(_event, { checked }) => {
                  setDraft({ ...draft, enableAttendees: checked === true });
                }}
              />
              <p className={styles.hint}>
                Invites all attendees, not only the contact. Only for group events: jobs that several client
                contacts attend.
              </p>
            </div>
            <div>
              <Checkbox
                className={styles.box}
                label="Send ICS to recipients"
                checked={draft.sendIcsToRecipients}
                onChange={(_event, { checked }) => {
                  setDraft({ ...draft, sendIcsToRecipients: checked === true });
                }}
              />
              <p className={styles.hint}>
                {draft.sendIcsToRecipients
                  ? 'Every guest gets an e-mail with the meeting and an entry for the calendar.'
                  : 'Off: ReadyMeet tells no contact and no attendee about the meeting. Schedulers see the link on the job in Skedulo; resources see it in their calendar where Skedulo iCalendar is set up, or ask their scheduler.'}
              </p>
            </div>
          </div>
        </Card>
      </Section>
      <Section title={automation.isEnabled ? 'Automation is enabled' : 'Before you enable it'}>
        <Card>
          <div className={styles.form}>
            {automation.checks.length > 0 && <CheckList checks={automation.checks} />}
            {automation.preview !== null && (
              <PreviewCard preview={automation.preview} isCurrent={isPreviewed} />
            )}
            {!automation.isEnabled && automation.obstacle !== null && (
              <ProblemBar
                problem={automation.obstacle}
                intent="warning"
                actions={
                  automation.obstacle.code === 'reconnect' ? (
                    <RemedyButton remedy={{ kind: 'reconnect-provider', label: 'Sign in again' }} />
                  ) : undefined
                }
              />
            )}
            {missing.length > 0 && (
              <p className={styles.words} id={missingId}>{`First ${missing.join(', and ')}.`}</p>
            )}
            <div className={styles.row}>
              {(!automation.isEnabled || hasChanges) && (
                <CommandButton
                  command={enable}
                  appearance={isEnablingNext ? 'primary' : 'secondary'}
                  disabled={!canEnable || isBusy}
                  aria-describedby={missing.length > 0 ? missingId : undefined}
                  pendingWords="Checking and enabling"
                  {...(isEnablingNext ? { type: 'submit' as const } : { onClick: () => void runEnable() })}
                >
                  {automation.isEnabled ? 'Save and go on' : 'Enable Automation'}
                </CommandButton>
              )}
              <CommandButton
                command={preview}
                appearance={isEnablingNext ? 'secondary' : 'primary'}
                disabled={!canEnable || isBusy}
                aria-describedby={missing.length > 0 ? missingId : undefined}
                pendingWords="Checking"
                {...(isEnablingNext ? { onClick: () => void runPreview() } : { type: 'submit' as const })}
              >
                Check and preview
              </CommandButton>
              {hasChanges && (
                <Button
                  appearance="subtle"
                  onClick={() => {
                    setDraft(null);
                  }}
                >
                  Undo changes
                </Button>
              )}
              {automation.isEnabled && (
                <CommandButton
                  command={disable}
                  pendingWords="Disabling"
                  onClick={() => {
                    setIsAsking(true);
                  }}
                >
                  Disable Automation
                </CommandButton>
              )}
            </div>
            <CommandMessage command={enable} />
            <CommandMessage command={preview} />
          </div>
        </Card>
      </Section>
      <DisableAutomation
        isAsking={isAsking}
        onClose={() => {
          setIsAsking(false);
        }}
      />
    </form>
  );
}
