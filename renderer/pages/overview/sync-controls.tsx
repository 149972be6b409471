import {
  Button,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync';
import { PauseRegular } from '@fluentui/react-icons/svg/pause';
import { PlayRegular } from '@fluentui/react-icons/svg/play';
import type { CommandInput } from '../../../preload/contract/commands.ts';
import { CommandButton } from '../../components/command-button.tsx';
import type { Command } from '../../hooks/use-command.ts';
import { useView } from '../../store/context.tsx';

const useStyles = makeStyles({ row: { display: 'flex', flexWrap: 'wrap', gap: '8px' } });

const PAUSES: readonly { readonly until: CommandInput<'pause'>['until']; readonly label: string }[] = [
  { until: 'half-hour', label: 'For 30 minutes' },
  { until: 'hour', label: 'For 1 hour' },
  { until: 'tomorrow', label: 'Until tomorrow' },
];

export interface SyncControlsProps {
  readonly syncNow: Command<'sync-now'>;
  readonly pause: Command<'pause'>;
  readonly resume: Command<'resume'>;
}

/** Look now; pause for a while, or go on. */
export function SyncControls({ syncNow, pause, resume }: SyncControlsProps) {
  const styles = useStyles();
  const isPaused = useView((view) => view.sync.pausedUntilMs !== null);
  if (isPaused) {
    return (
      <CommandButton
        command={resume}
        appearance="primary"
        icon={<PlayRegular />}
        onClick={() => void resume.run({})}
      >
        Resume
      </CommandButton>
    );
  }
  return (
    <div className={styles.row}>
      <CommandButton
        command={syncNow}
        icon={<ArrowSyncRegular />}
        pendingWords="Looking"
        onClick={() => void syncNow.run({})}
      >
        Sync now
      </CommandButton>
      {/* In its place in the page: read out where it is opened, and inside of the page's landmarks. */}
      <Menu inline>
        <MenuTrigger disableButtonEnhancement>
          <Button icon={<PauseRegular />} disabledFocusable={pause.isPending}>
            Pause
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {PAUSES.map(({ until, label }) => (
              <MenuItem key={until} onClick={() => void pause.run({ until })}>
                {label}
              </MenuItem>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
    </div>
  );
}
