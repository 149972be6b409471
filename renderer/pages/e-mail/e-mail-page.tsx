import { Tab, TabList } from '@fluentui/react-components';
import { useState } from 'react';
import { Page } from '../../components/layout.tsx';
import { LetterEditor } from './letter-editor.tsx';
import { MailServerForm } from './mail-server-form.tsx';
import { TestInvitation } from './test-invitation.tsx';

/** The mail server, a test invitation to oneself, and how invitations look and read. */
export function EMailPage() {
  const [tab, setTab] = useState<'server' | 'letters'>('server');
  return (
    <Page
      title="E-mail"
      intro="Invitations are sent by your organization's own mail server, each to one guest, with an entry for the calendar."
    >
      <TabList
        selectedValue={tab}
        onTabSelect={(_event, { value }) => {
          setTab(value === 'letters' ? 'letters' : 'server');
        }}
      >
        <Tab value="server" id="mail-tab-server">
          Mail server
        </Tab>
        <Tab value="letters" id="mail-tab-letters">
          Invitations
        </Tab>
      </TabList>
      {tab === 'server' ? (
        <>
          <MailServerForm />
          <TestInvitation />
        </>
      ) : (
        <LetterEditor />
      )}
    </Page>
  );
}
