import { Button } from '@fluentui/react-components';
import type { ButtonProps } from '@fluentui/react-components';
import type { Remedy } from '../../preload/contract/view.ts';
import { useCommand } from '../hooks/use-command.ts';
import { useNavigate } from '../hooks/use-navigate.ts';
import { useView } from '../store/context.tsx';
import { CommandButton, CommandMessage } from './command-button.tsx';

export interface RemedyButtonProps<Kind extends Remedy['kind'] = Remedy['kind']> {
  readonly remedy: Extract<Remedy, { kind: Kind }>;
  readonly appearance?: ButtonProps['appearance'];
}

/** The one button that mends a problem, or leads to where it is mended. What it was refused with stands below it. */
export function RemedyButton({ remedy, appearance = 'secondary' }: RemedyButtonProps) {
  const navigate = useNavigate();
  switch (remedy.kind) {
    case 'open-page':
      return (
        <Button
          appearance={appearance}
          onClick={() => {
            navigate(remedy.page);
          }}
        >
          {remedy.label}
        </Button>
      );
    case 'open-job':
      return (
        <Button
          appearance={appearance}
          onClick={() => {
            navigate('jobs', remedy.jobId);
          }}
        >
          {remedy.label}
        </Button>
      );
    case 'reconnect-provider':
      return <ReconnectButton remedy={remedy} appearance={appearance} />;
    case 'retry-job':
      return <RetryButton remedy={remedy} appearance={appearance} />;
    case 'sync-now':
      return <SyncButton remedy={remedy} appearance={appearance} />;
  }
}

function ReconnectButton({ remedy, appearance }: RemedyButtonProps<'reconnect-provider'>) {
  const navigate = useNavigate();
  const command = useCommand('authorize-provider');
  const kind = useView((view) => view.provider.account?.kind ?? view.provider.selected);
  return (
    <CommandButton
      command={command}
      appearance={appearance}
      onClick={() => {
        // How the sign-in goes on is shown there.
        navigate('provider');
        if (kind !== null) void command.run({ kind });
      }}
    >
      {remedy.label}
    </CommandButton>
  );
}

function RetryButton({ remedy, appearance }: RemedyButtonProps<'retry-job'>) {
  const command = useCommand('retry-job', remedy.jobId);
  return (
    <>
      <CommandButton
        command={command}
        appearance={appearance}
        onClick={() => void command.run({ jobId: remedy.jobId })}
      >
        {remedy.label}
      </CommandButton>
      <CommandMessage command={command} />
    </>
  );
}

function SyncButton({ remedy, appearance }: RemedyButtonProps<'sync-now'>) {
  const command = useCommand('sync-now');
  return (
    <CommandButton command={command} appearance={appearance} onClick={() => void command.run({})}>
      {remedy.label}
    </CommandButton>
  );
}
