import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { ClockRegular } from '@fluentui/react-icons/svg/clock';
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import { useState } from 'react';
import type { ReactElement } from 'react';
import type { ProviderView } from '../../../preload/contract/connections.ts';
import { PROVIDER_NAMES } from '../../../preload/contract/primitives.ts';
import { CommandButton, CommandMessage } from '../../components/command-button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Facts } from '../../components/facts.tsx';
import { Card, Section } from '../../components/layout.tsx';
import { ProblemBar } from '../../components/problem-bar.tsx';
import { When } from '../../components/when.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import type { Command } from '../../hooks/use-command.ts';

type Account = NonNullable<ProviderView['account']>;

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: '16px' },
  head: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px', alignItems: 'center' },
  name: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  notes: { margin: 0, paddingInlineStart: '20px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px' },
});

const STATES: Readonly<
  Record<
    Account['state'],
    {
      readonly words: string;
      readonly color: 'success' | 'warning' | 'danger' | 'informative';
      readonly icon: ReactElement;
    }
  >
> = {
  connected: { words: 'Connected', color: 'success', icon: <CheckmarkCircleRegular /> },
  checking: { words: 'Checking', color: 'informative', icon: <ClockRegular /> },
  reconnect: { words: 'Needs you to sign in again', color: 'danger', icon: <ErrorCircleRegular /> },
  unreachable: { words: 'Cannot be reached now', color: 'warning', icon: <WarningRegular /> },
};

export interface AccountCardProps {
  readonly provider: ProviderView;
  readonly account: Account;
  readonly authorize: Command<'authorize-provider'>;
}

/** The connected provider with the details of the vendor user, *Reconnect* and *Remove Provider*. */
export function AccountCard({ provider, account, authorize }: AccountCardProps) {
  const styles = useStyles();
  const remove = useCommand('remove-provider');
  const [isAsking, setIsAsking] = useState(false);
  const name = PROVIDER_NAMES[account.kind];
  const state = STATES[account.state];
  const stayingCount = provider.removal?.meetingsThatStay ?? 0;
  return (
    <Section title="Vendor user details">
      <Card>
        <div className={styles.body}>
          <div className={styles.head}>
            <h3 className={styles.name}>{name}</h3>
            <Badge appearance="tint" color={state.color} icon={state.icon} size="large">
              {state.words}
            </Badge>
          </div>
          {account.problem !== null && (
            <ProblemBar
              problem={account.problem}
              intent={account.state === 'reconnect' ? 'error' : 'warning'}
            />
          )}
          <Facts
            facts={[
              ['Name', account.name],
              ['E-mail', account.email],
              ['Account id', account.id],
              ['Authorized', <When key="since" atMs={account.connectedAtMs} />],
              [
                'Requests today',
                provider.quota === null ? null : (
                  <>
                    {`${provider.quota.used.toLocaleString()} of ${provider.quota.perDay.toLocaleString()}; starts anew `}
                    <When atMs={provider.quota.resetsAtMs} />
                  </>
                ),
              ],
            ]}
          />
          {account.notes.length > 0 && (
            <ul className={styles.notes} aria-label="Good to know">
              {account.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          )}
          <div className={styles.row}>
            {account.state === 'reconnect' && (
              <CommandButton
                command={authorize}
                appearance="primary"
                onClick={() => void authorize.run({ kind: account.kind })}
              >
                Reconnect
              </CommandButton>
            )}
            <CommandButton
              command={remove}
              pendingWords={`Removing ${name}`}
              onClick={() => {
                setIsAsking(true);
              }}
            >
              Remove Provider
            </CommandButton>
          </div>
          <CommandMessage command={remove} />
        </div>
      </Card>
      <ConfirmDialog
        isOpen={isAsking}
        title={`Remove ${name}?`}
        stops={[
          'No new meetings are made until a provider is authorized again.',
          `ReadyMeet can no longer move or cancel the meetings it made with ${name}.`,
          `ReadyMeet's authorization for ${account.name} is ended at ${name}.`,
        ]}
        survives={[
          stayingCount === 0
            ? 'Links that guests already have keep working.'
            : `${String(stayingCount)} ${stayingCount === 1 ? 'meeting that is' : 'meetings that are'} still to come: the links keep working.`,
          'The history of every job, and your settings.',
        ]}
        confirmLabel={`Remove ${name}`}
        onCancel={() => {
          setIsAsking(false);
        }}
        onConfirm={() => {
          setIsAsking(false);
          void remove.run({});
        }}
      />
    </Section>
  );
}
