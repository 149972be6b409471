import {
  Badge,
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { CircleRegular } from '@fluentui/react-icons/svg/circle';
import { Page, Section } from '../../components/layout.tsx';
import { useNavigate } from '../../hooks/use-navigate.ts';
import { useView } from '../../store/context.tsx';
import { AutomationForm } from './automation-form.tsx';
import { TestMeeting } from './test-meeting.tsx';

/** The tab *Automation*: token, password, attendees, invitations, and the switch. */
export function AutomationPage() {
  const navigate = useNavigate();
  const isEnabled = useView((view) => view.automation.isEnabled);
  const hasProvider = useView((view) => view.provider.account !== null);
  return (
    <Page
      title="Automation"
      intro="A meeting is made for every job that becomes Ready: scheduled, and its resources confirmed."
      actions={
        <Badge
          appearance="tint"
          size="large"
          color={isEnabled ? 'success' : 'informative'}
          icon={isEnabled ? <CheckmarkCircleRegular /> : <CircleRegular />}
        >
          {isEnabled ? 'Automation is enabled' : 'Automation is not enabled'}
        </Badge>
      }
    >
      {!hasProvider && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>There is no integration for virtual meetings.</MessageBarTitle>
            Authorize a meetings provider before you enable automation.
          </MessageBarBody>
          <MessageBarActions>
            <Button
              onClick={() => {
                navigate('provider');
              }}
            >
              Go to Meetings provider
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      <AutomationForm />
      {hasProvider && (
        <Section title="Try it out">
          <TestMeeting />
        </Section>
      )}
    </Page>
  );
}
