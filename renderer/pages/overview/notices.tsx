import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useView } from '../../store/context.tsx';

/** Things to know that need nobody. */
export function Notices() {
  const notices = useView((view) => view.notices);
  const secretsNote = useView((view) => view.app.secretsNote);
  const messages = [...(secretsNote === null ? [] : [secretsNote]), ...notices.map(({ message }) => message)];
  return messages.map((message) => (
    <MessageBar key={message} intent="info" layout="multiline">
      <MessageBarBody>{message}</MessageBarBody>
    </MessageBar>
  ));
}
