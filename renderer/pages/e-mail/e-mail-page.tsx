import { makeStyles, Tab, TabList } from '@fluentui/react-components';
import { useState } from 'react';
import { Page } from '../../components/layout.tsx';
import { LetterEditor } from './letter-editor.tsx';
import { MailServerForm } from './mail-server-form.tsx';
import { TestInvitation } from './test-invitation.tsx';

const useStyles = makeStyles({
  panel: { display: 'flex', flexDirection: 'column', gap: '20px', minWidth: 0 },
  /** Fluent's own padding would set the first tab in from the heading. */
  tabs: { marginInlineStart: '-12px' },
});

/** The mail server, a test invitation to oneself, and how invitations look and read. */
export function EMailPage() {
  const styles = useStyles();
  const [tab, setTab] = useState<'server' | 'letters'>('server');
  return (
    <Page
      title="E-mail"
      intro="Invitations are sent by your organization's own mail server, each to one guest, with an entry for the calendar."
    >
      <TabList
        className={styles.tabs}
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
        <div className={styles.panel} role="tabpanel" aria-labelledby="mail-tab-server">
          <MailServerForm />
          <TestInvitation />
        </div>
      ) : (
        <div className={styles.panel} role="tabpanel" aria-labelledby="mail-tab-letters">
          <LetterEditor />
        </div>
      )}
    </Page>
  );
}
