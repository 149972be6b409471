import { Field, Input, Link, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { SkeduloView } from '../../../preload/contract/connections.ts';
import { CommandButton, CommandMessage } from '../../components/command-button.tsx';
import { Facts } from '../../components/facts.tsx';
import { fieldError } from '../../components/form/field-error.ts';
import { ProblemBar } from '../../components/problem-bar.tsx';
import { When } from '../../components/when.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import type { AutomationDraft } from '../../store/drafts.ts';
import type { CommandProblem } from '../../store/state.ts';
import { connectionForm } from './automation-draft.ts';

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: '12px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px', alignItems: 'start' },
  field: { flexGrow: 1, minWidth: '240px', maxWidth: '560px' },
  button: { paddingTop: '26px', '@media (max-width: 640px)': { paddingTop: 0 } },
  found: {
    padding: '12px 16px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

export interface TokenFieldProps {
  readonly draft: AutomationDraft;
  readonly skedulo: SkeduloView;
  readonly hasToken: boolean;
  /** What enabling was refused with: it may be about the token. */
  readonly problem: CommandProblem | null;
  readonly onChange: (draft: AutomationDraft) => void;
  /** Skedulo took the token: it need not be typed any more. */
  readonly onStored: () => void;
}

/** *Skedulo API Token*: pasted, checked, stored, and never shown again. */
export function TokenField({ draft, skedulo, hasToken, problem, onChange, onStored }: TokenFieldProps) {
  const styles = useStyles();
  const connect = useCommand('connect-skedulo');
  const [showsAddress, setShowsAddress] = useState(skedulo.fixedApiUrl !== null || draft.apiUrl !== '');
  const token = draft.token.trim();
  const check = async (): Promise<void> => {
    const answer = await connect.run(connectionForm(draft));
    if (answer.ok) onStored();
  };
  return (
    <div className={styles.body}>
      <div className={styles.row}>
        <Field
          className={styles.field}
          label="Skedulo API Token"
          required={!hasToken}
          hint={
            hasToken
              ? `A token is stored${skedulo.tokenFingerprint === null ? '' : ` (fingerprint ${skedulo.tokenFingerprint})`}. Paste another one to replace it.`
              : 'In the Skedulo web app: Settings > Developer Tools > API Tokens. Make a long-lived token and paste it here.'
          }
          {...fieldError(connect.problem ?? problem, 'token', 'skeduloToken')}
        >
          <Input
            type="password"
            value={draft.token}
            autoComplete="off"
            spellCheck={false}
            placeholder={hasToken ? 'Stored' : 'Paste the token'}
            onChange={(_event, { value }) => {
              onChange({ ...draft, token: value });
            }}
          />
        </Field>
        <span className={styles.button}>
          <CommandButton
            command={connect}
            pendingWords="Asking Skedulo"
            disabled={token === '' && !hasToken}
            onClick={() => {
              if (token !== '' || hasToken) void check();
            }}
          >
            Check token
          </CommandButton>
        </span>
      </div>
      {showsAddress ? (
        <Field
          className={styles.field}
          label="Skedulo address"
          hint="Leave this empty: ReadyMeet finds your region by itself."
          {...fieldError(connect.problem, 'apiUrl')}
        >
          <Input
            type="url"
            value={draft.apiUrl}
            spellCheck={false}
            placeholder="https://api.skedulo.com"
            onChange={(_event, { value }) => {
              onChange({ ...draft, apiUrl: value });
            }}
          />
        </Field>
      ) : (
        <div>
          <Link
            as="button"
            onClick={() => {
              setShowsAddress(true);
            }}
          >
            Use another Skedulo address
          </Link>
        </div>
      )}
      {(connect.problem?.field ?? null) === null && <CommandMessage command={connect} />}
      {skedulo.state === 'connected' && (
        <div className={styles.found}>
          <Facts
            facts={[
              ['Signed in as', skedulo.userName],
              ['Team', skedulo.tenantId],
              ['Roles', skedulo.roles.join(', ')],
              ['Address', skedulo.apiUrl],
              [
                'Token ends',
                skedulo.tokenExpiresAtMs === null ? (
                  'Never'
                ) : (
                  <When key="ends" atMs={skedulo.tokenExpiresAtMs} />
                ),
              ],
            ]}
          />
        </div>
      )}
      {skedulo.state === 'wrong' && skedulo.problem !== null && connect.problem === null && (
        <ProblemBar problem={skedulo.problem} />
      )}
    </div>
  );
}
