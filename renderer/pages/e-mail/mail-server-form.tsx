import {
  Badge,
  Button,
  Dropdown,
  Field,
  Input,
  makeStyles,
  Option,
  Radio,
  RadioGroup,
} from '@fluentui/react-components';
import { useState } from 'react';
import { mailSecuritySchema } from '../../../preload/contract/connections.ts';
import type { MailView } from '../../../preload/contract/connections.ts';
import { CommandButton, CommandMessage } from '../../components/command-button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { fieldError } from '../../components/form/field-error.ts';
import { Card, Section } from '../../components/layout.tsx';
import { ProblemBar } from '../../components/problem-bar.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useDraft } from '../../hooks/use-draft.ts';
import { useView } from '../../store/context.tsx';
import type { MailDraft } from '../../store/drafts.ts';
import {
  encryptionWarning,
  MAIL_PRESETS,
  mailDraftProblems,
  mailForm,
  presetOf,
  storedMail,
} from './mail-draft.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px', maxWidth: '640px' },
  pair: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 120px', gap: '16px', alignItems: 'start' },
  /** Fluent's own least width is wider than a port. */
  port: { minWidth: 0 },
  /** Fluent's own padding would set the rings in from the fields above. */
  choice: { marginInlineStart: '-8px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px', alignItems: 'center' },
});

const STATES: Readonly<
  Record<MailView['state'], readonly [words: string, color: 'success' | 'informative' | 'danger']>
> = {
  'not-set-up': ['Not set up', 'informative'],
  checking: ['Checking', 'informative'],
  connected: ['Connected', 'success'],
  wrong: ['Does not work', 'danger'],
  'not-needed': ['Not needed: Send ICS to recipients is off', 'informative'],
};

/** Who sends the invitations, and over which server. */
export function MailServerForm() {
  const styles = useStyles();
  const mail = useView((view) => view.mail);
  const keepsSecrets = useView((view) => view.app.keepsSecrets);
  const [typed, setDraft, updateDraft] = useDraft('mail');
  const [wasTried, setWasTried] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const save = useCommand('save-mail-server');
  const remove = useCommand('remove-mail-server');
  const draft = typed ?? storedMail(mail);
  const problems = wasTried ? mailDraftProblems(draft) : {};
  const preset = presetOf(draft.host);
  const [words, color] = STATES[mail.state];
  const warning = encryptionWarning(draft);
  const change = (changes: Partial<MailDraft>): void => {
    setDraft({ ...draft, ...changes });
  };
  const errorAt = (field: keyof MailDraft): ReturnType<typeof fieldError> => {
    const problem = problems[field];
    return problem === undefined
      ? fieldError(save.problem, field)
      : { validationState: 'error', validationMessage: problem };
  };
  const submit = async (): Promise<void> => {
    if (save.isPending) return;
    setWasTried(true);
    if (Object.keys(mailDraftProblems(draft)).length > 0) return;
    const answer = await save.run(mailForm(draft));
    if (!answer.ok) return;
    // What was typed meanwhile stays.
    updateDraft((now) => (now === typed ? null : now));
    setWasTried(false);
  };
  return (
    <Section
      title="Mail server"
      actions={
        // The result of a check comes after the button is done: it is read out when it does.
        <output>
          <Badge appearance="tint" size="large" color={color}>
            {words}
          </Badge>
        </output>
      }
    >
      <Card>
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          {mail.problem !== null && <ProblemBar problem={mail.problem} />}
          <Field label="Mail service" {...(preset.note === null ? {} : { hint: preset.note })}>
            <Dropdown
              inlinePopup
              value={preset.name}
              selectedOptions={[preset.id]}
              onOptionSelect={(_event, { optionValue }) => {
                const chosen = MAIL_PRESETS.find(({ id }) => id === optionValue);
                // The one that is chosen already keeps what was typed.
                if (chosen !== undefined && chosen.id !== preset.id) change(chosen.server ?? { host: '' });
              }}
            >
              {MAIL_PRESETS.map(({ id, name }) => (
                <Option key={id} value={id}>
                  {name}
                </Option>
              ))}
            </Dropdown>
          </Field>
          <Field
            label="Sender"
            required
            hint="What guests see as the sender, such as Acme Care <care@acme.test>. Answers go there."
            {...errorAt('from')}
          >
            <Input
              value={draft.from}
              onChange={(_event, { value }) => {
                change({ from: value });
              }}
            />
          </Field>
          <div className={styles.pair}>
            <Field label="Server" required {...errorAt('host')}>
              <Input
                value={draft.host}
                spellCheck={false}
                placeholder="smtp.example.com"
                onChange={(_event, { value }) => {
                  change({ host: value });
                }}
              />
            </Field>
            <Field label="Port" required {...errorAt('port')}>
              <Input
                className={styles.port}
                value={draft.port}
                inputMode="numeric"
                onChange={(_event, { value }) => {
                  change({ port: value });
                }}
              />
            </Field>
          </div>
          <Field
            label="Encryption"
            {...(warning === null ? {} : { validationState: 'warning' as const, validationMessage: warning })}
            {...errorAt('security')}
          >
            <RadioGroup
              className={styles.choice}
              value={draft.security}
              onChange={(_event, { value }) => {
                const security = mailSecuritySchema.safeParse(value);
                if (security.success) change({ security: security.data });
              }}
            >
              <Radio value="starttls" label="STARTTLS, usually port 587" />
              <Radio value="tls" label="TLS from the start, usually port 465" />
              <Radio value="none" label="None: only for a server inside your own network" />
            </RadioGroup>
          </Field>
          <Field
            label="User name"
            hint="Leave this empty where the server asks for none."
            {...errorAt('user')}
          >
            <Input
              value={draft.user}
              autoComplete="off"
              spellCheck={false}
              onChange={(_event, { value }) => {
                change({ user: value });
              }}
            />
          </Field>
          <Field
            label="Password"
            hint={
              mail.server?.hasPassword === true
                ? keepsSecrets === 'encrypted'
                  ? 'One is stored; leave this empty to keep it.'
                  : 'One is kept until ReadyMeet ends; leave this empty to keep it.'
                : keepsSecrets === 'encrypted'
                  ? 'Kept encrypted, and never shown again.'
                  : 'Kept until ReadyMeet ends, and never shown again.'
            }
            {...errorAt('password')}
          >
            <Input
              type="password"
              value={draft.password}
              autoComplete="new-password"
              placeholder={
                mail.server?.hasPassword !== true ? '' : keepsSecrets === 'encrypted' ? 'Stored' : 'Kept'
              }
              onChange={(_event, { value }) => {
                change({ password: value });
              }}
            />
          </Field>
          <div className={styles.row}>
            <CommandButton
              command={save}
              type="submit"
              appearance="primary"
              pendingWords="Saving and checking"
            >
              Save and check
            </CommandButton>
            {typed !== null && (
              <Button
                appearance="subtle"
                onClick={() => {
                  setDraft(null);
                  setWasTried(false);
                }}
              >
                Undo changes
              </Button>
            )}
            {mail.server !== null && (
              <Button
                onClick={() => {
                  setIsAsking(true);
                }}
              >
                Remove mail server
              </Button>
            )}
          </div>
          {(save.problem?.field ?? null) === null && <CommandMessage command={save} />}
          <CommandMessage command={remove} />
        </form>
      </Card>
      <ConfirmDialog
        isOpen={isAsking}
        title="Remove the mail server?"
        stops={[
          'No invitations, updates or cancellations are sent until a mail server is set up again.',
          'The stored password of the mail server.',
        ]}
        survives={[
          'Meetings and links on the jobs: they are made as before.',
          'Your own texts for invitations.',
        ]}
        confirmLabel="Remove mail server"
        onCancel={() => {
          setIsAsking(false);
        }}
        onConfirm={() => {
          setIsAsking(false);
          void remove.run({}).then((answer) => {
            if (answer.ok) setDraft(null);
          });
        }}
      />
    </Section>
  );
}
