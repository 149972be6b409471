import {
  Link,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  ProgressBar,
  tokens,
} from '@fluentui/react-components';
import type { SignInView } from '../../../preload/contract/connections.ts';
import { PROVIDER_NAMES } from '../../../preload/contract/primitives.ts';
import { CommandButton, CommandMessage } from '../../components/command-button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Card } from '../../components/layout.tsx';
import { ProblemBar } from '../../components/problem-bar.tsx';
import { When } from '../../components/when.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import type { Command } from '../../hooks/use-command.ts';
import { useView } from '../../store/context.tsx';
import { useSignInTab } from './use-sign-in-tab.ts';

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: '12px' },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  words: { margin: 0, maxWidth: '70ch' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px', alignItems: 'center' },
});

export interface SignInProgressProps {
  readonly signIn: Exclude<SignInView, { state: 'idle' }>;
  readonly authorize: Command<'authorize-provider'>;
}

/** How the sign-in under way goes, or how the last one ended. */
export function SignInProgress({ signIn, authorize }: SignInProgressProps) {
  const name = PROVIDER_NAMES[signIn.kind];
  switch (signIn.state) {
    case 'waiting':
      return <Waiting signIn={signIn} name={name} authorize={authorize} />;
    case 'exchanging':
      return <Busy title={`Signing in to ${name}`} words={`${name} is handing over the authorization.`} />;
    case 'checking-account':
      return (
        <Busy
          title={`Checking the ${name} account`}
          words="ReadyMeet asks who signed in, and whether this account can make meetings."
        />
      );
    case 'connected':
      return (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{`${name} is connected.`}</MessageBarTitle>
            {`New meetings are made with it. ${name} may send you an e-mail that confirms the authorization.`}
          </MessageBarBody>
        </MessageBar>
      );
    case 'failed':
      return (
        <ProblemBar
          title={`${name} was not connected`}
          problem={signIn.problem}
          actions={
            <CommandButton
              command={authorize}
              size="small"
              onClick={() => void authorize.run({ kind: signIn.kind })}
            >
              Sign in again
            </CommandButton>
          }
        />
      );
    case 'cancelled':
      return (
        <Ended
          title="The sign-in was cancelled."
          words="Nothing was changed. Authorize Provider starts it again."
        />
      );
    case 'timed-out':
      return (
        <Ended
          title="Nobody signed in within 5 minutes."
          words="Nothing was changed. Authorize Provider starts it again."
        />
      );
  }
}

interface WaitingProps {
  readonly signIn: Extract<SignInView, { state: 'waiting' }>;
  readonly name: string;
  readonly authorize: Command<'authorize-provider'>;
}

function Waiting({ signIn, name, authorize }: WaitingProps) {
  const styles = useStyles();
  const opensLinks = useView((view) => view.app.opensLinks);
  useSignInTab(signIn, authorize.succeededAtMs);
  const useBrowser = useCommand('use-browser-for-sign-in');
  const reopen = useCommand('reopen-sign-in');
  const cancel = useCommand('cancel-sign-in');
  const isWindow = signIn.surface === 'window';
  return (
    <Card>
      <div className={styles.body}>
        <output className={styles.title}>{`Waiting for you to sign in to ${name}`}</output>
        <ProgressBar aria-label={`Waiting for the sign-in to ${name}`} />
        <p className={styles.words}>
          {isWindow
            ? `Sign in on ${name}'s page in the window that has opened, and allow what it asks for.`
            : `Sign in on ${name}'s page in your browser, and allow what it asks for. Then come back here. If no page has opened, open it below.`}
          {' It ends by itself '}
          <When atMs={signIn.endsAtMs} show="relative" />.
        </p>
        {signIn.note !== null && <p className={styles.words}>{signIn.note}</p>}
        <div className={styles.row}>
          {opensLinks === 'page' && !isWindow ? (
            <Link href={signIn.url} target="_blank" rel="noopener noreferrer">
              {`Open ${name}'s page`}
            </Link>
          ) : (
            <CommandButton command={reopen} onClick={() => void reopen.run({})}>
              Open again
            </CommandButton>
          )}
          {isWindow && (
            <CommandButton command={useBrowser} onClick={() => void useBrowser.run({})}>
              Use my browser instead
            </CommandButton>
          )}
          <CopyButton text={signIn.url} label="Copy link" size="medium" />
          <CommandButton command={cancel} onClick={() => void cancel.run({})}>
            Cancel
          </CommandButton>
        </div>
        <CommandMessage command={reopen} />
        <CommandMessage command={useBrowser} />
        <CommandMessage command={cancel} />
      </div>
    </Card>
  );
}

function Busy({ title, words }: { readonly title: string; readonly words: string }) {
  const styles = useStyles();
  const cancel = useCommand('cancel-sign-in');
  return (
    <Card>
      <div className={styles.body}>
        <output className={styles.title}>{title}</output>
        <ProgressBar aria-label={title} />
        <p className={styles.words}>{words}</p>
        <div className={styles.row}>
          <CommandButton command={cancel} onClick={() => void cancel.run({})}>
            Cancel
          </CommandButton>
        </div>
        <CommandMessage command={cancel} />
      </div>
    </Card>
  );
}

function Ended({ title, words }: { readonly title: string; readonly words: string }) {
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle>
        {words}
      </MessageBarBody>
    </MessageBar>
  );
}
