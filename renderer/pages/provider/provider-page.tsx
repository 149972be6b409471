import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { CommandMessage } from '../../components/command-button.tsx';
import { Page, Section } from '../../components/layout.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useView } from '../../store/context.tsx';
import { AccountCard } from './account-card.tsx';
import { OwnApps } from './own-apps.tsx';
import { ProviderChoice } from './provider-choice.tsx';
import { SignInProgress } from './sign-in-progress.tsx';

/** The tab *Meetings provider*: choose, authorize, see who authorized, remove. */
export function ProviderPage() {
  const provider = useView((view) => view.provider);
  const authorize = useCommand('authorize-provider');
  const { account, signIn } = provider;
  return (
    <Page
      title="Meetings provider"
      intro="The service that makes the meetings. The account that signs in here becomes the host of every meeting."
    >
      {account === null && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>There is no integration for virtual meetings.</MessageBarTitle>
            Jobs that become Ready get no meeting until a provider is authorized.
          </MessageBarBody>
        </MessageBar>
      )}
      <Section title={account === null ? 'Authorize a provider' : 'Choose another provider or account'}>
        <ProviderChoice provider={provider} authorize={authorize} />
        <CommandMessage command={authorize} />
        {signIn.state !== 'idle' && <SignInProgress signIn={signIn} authorize={authorize} />}
      </Section>
      {account !== null && <AccountCard provider={provider} account={account} authorize={authorize} />}
      <OwnApps ownApps={provider.ownApps} selected={provider.selected} />
    </Page>
  );
}
