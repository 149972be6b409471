import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useNavigate } from '../../hooks/use-navigate.ts';
import { useView } from '../../store/context.tsx';

/** The product page's warning: no meeting can be made while no provider is connected. */
export function NoProviderBanner() {
  const isConnected = useView((view) => view.provider.account !== null);
  const navigate = useNavigate();
  if (isConnected) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>No meetings provider is connected</MessageBarTitle>
        No virtual meetings are made until Zoom, Microsoft Teams or Google Meet is authorized.
      </MessageBarBody>
      <MessageBarActions>
        <Button
          onClick={() => {
            navigate('provider');
          }}
        >
          Connect a provider
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
