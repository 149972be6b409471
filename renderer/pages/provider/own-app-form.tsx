import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import type { OwnAppView } from '../../../preload/contract/connections.ts';
import { PROVIDER_NAMES } from '../../../preload/contract/primitives.ts';
import { CommandButton, CommandMessage } from '../../components/command-button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { fieldError } from '../../components/form/field-error.ts';
import { useCommand } from '../../hooks/use-command.ts';
import { useDraft } from '../../hooks/use-draft.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px', maxWidth: '640px', padding: '8px 0 16px' },
  register: { display: 'flex', flexDirection: 'column', gap: '8px' },
  line: { display: 'flex', flexWrap: 'wrap', gap: '4px 12px', alignItems: 'center' },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    margin: 0,
  },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px' },
});

/** What to register at one provider, ready to copy, and the registration's client id. */
export function OwnAppForm({ app }: { readonly app: OwnAppView }) {
  const styles = useStyles();
  const [typed, setDraft, updateDraft] = useDraft('ownApp');
  const save = useCommand('save-own-app', app.kind);
  const name = PROVIDER_NAMES[app.kind];
  const stored = {
    kind: app.kind,
    clientId: app.clientId ?? '',
    clientSecret: '',
    redirectUrl: app.redirectUrl ?? '',
    directoryId: app.directoryId ?? '',
  };
  const draft = typed?.kind === app.kind ? typed : stored;
  const isChanged = typed?.kind === app.kind;
  const scopes = app.scopesToRegister.join('\n');
  const submit = async (clientId: string | null): Promise<void> => {
    const answer = await save.run({
      kind: app.kind,
      clientId,
      clientSecret: clientId === null ? '' : draft.clientSecret === '' ? null : draft.clientSecret,
      redirectUrl: clientId === null || draft.redirectUrl.trim() === '' ? null : draft.redirectUrl.trim(),
      directoryId: clientId === null || draft.directoryId.trim() === '' ? null : draft.directoryId.trim(),
    });
    // What was typed meanwhile is kept.
    if (answer.ok) updateDraft((now) => (now === typed ? null : now));
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (save.isPending) return;
        const clientId = draft.clientId.trim();
        void submit(clientId === '' ? null : clientId);
      }}
    >
      <div className={styles.register}>
        <h4 className={styles.title}>{`Register this at ${name}`}</h4>
        <div className={styles.line}>
          <span>Redirect address:</span>
          <code className={styles.code}>{app.redirectUrlToRegister}</code>
          <CopyButton text={app.redirectUrlToRegister} label="Copy redirect address" />
        </div>
        <div className={styles.line}>
          <span>Scopes:</span>
          <CopyButton text={scopes} label="Copy scopes" />
        </div>
        <pre className={styles.code}>{scopes}</pre>
      </div>
      <Field
        label="Client id"
        hint={`Of the app that your organization registered at ${name}.`}
        {...fieldError(save.problem, 'clientId')}
      >
        <Input
          value={draft.clientId}
          autoComplete="off"
          spellCheck={false}
          onChange={(_event, { value }) => {
            setDraft({ ...draft, clientId: value });
          }}
        />
      </Field>
      {app.kind === 'teams' && (
        <Field
          label="Directory (tenant) ID"
          hint="Only where the app is registered for your organization alone (single tenant): the ID or a domain name of your directory. Leave it empty where the app is open to every organization."
          {...fieldError(save.problem, 'directoryId')}
        >
          <Input
            value={draft.directoryId}
            autoComplete="off"
            spellCheck={false}
            onChange={(_event, { value }) => {
              setDraft({ ...draft, directoryId: value });
            }}
          />
        </Field>
      )}
      <Field label="Client secret" hint={secretHint(app)} {...fieldError(save.problem, 'clientSecret')}>
        <Input
          type="password"
          value={draft.clientSecret}
          autoComplete="off"
          onChange={(_event, { value }) => {
            setDraft({ ...draft, clientSecret: value });
          }}
        />
      </Field>
      <Field
        label="Redirect address of your app"
        hint="Only where it is another one than above, such as an https address of a Zoom app. It is caught in ReadyMeet's own sign-in window."
        {...fieldError(save.problem, 'redirectUrl')}
      >
        <Input
          type="url"
          value={draft.redirectUrl}
          autoComplete="off"
          spellCheck={false}
          onChange={(_event, { value }) => {
            setDraft({ ...draft, redirectUrl: value });
          }}
        />
      </Field>
      <div className={styles.row}>
        <CommandButton command={save} type="submit" disabled={!isChanged} pendingWords="Saving">
          {`Save for ${name}`}
        </CommandButton>
        {app.clientId !== null && (
          <CommandButton command={save} appearance="subtle" onClick={() => void submit(null)}>
            Forget my organization's app
          </CommandButton>
        )}
      </div>
      <CommandMessage command={save} />
    </form>
  );
}

function secretHint({ kind, hasClientSecret }: OwnAppView): string {
  const stored = hasClientSecret ? ' One is stored; leave this empty to keep it.' : '';
  switch (kind) {
    case 'zoom':
      return `Leave this empty for a public client, which is what ReadyMeet needs at Zoom.${stored}`;
    case 'teams':
      return `Leave this empty: an app of the platform "Mobile and desktop applications" has none.${stored}`;
    case 'meet':
      return `Google wants the secret of a desktop client too.${stored}`;
  }
}
