import { Button, makeStyles, Spinner } from '@fluentui/react-components';
import type { ButtonProps } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import type { CommandName } from '../../preload/contract/commands.ts';
import type { Command } from '../hooks/use-command.ts';
import { ProblemBar } from './problem-bar.tsx';

const useStyles = makeStyles({
  row: { display: 'inline-flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
});

export interface CommandButtonProps<Name extends CommandName> {
  readonly command: Command<Name>;
  readonly children: ReactNode;
  /** What the button says meanwhile, such as `Checking`; its own words unless told. */
  readonly pendingWords?: string;
  readonly onClick?: () => void;
  readonly type?: 'button' | 'submit';
  readonly appearance?: ButtonProps['appearance'];
  readonly size?: ButtonProps['size'];
  readonly icon?: ReactElement;
  readonly disabled?: boolean;
  readonly 'aria-describedby'?: string | undefined;
}

/** A button that calls a command: turns while it is under way, and offers Cancel when that takes long. */
export function CommandButton<Name extends CommandName>({
  command,
  children,
  pendingWords,
  onClick,
  type = 'button',
  appearance = 'secondary',
  size = 'medium',
  icon,
  disabled = false,
  'aria-describedby': describedBy,
}: CommandButtonProps<Name>) {
  const styles = useStyles();
  const shownIcon = command.isPending ? <Spinner size="tiny" aria-hidden="true" /> : icon;
  return (
    <span className={styles.row}>
      <Button
        type={type}
        appearance={appearance}
        size={size}
        // Stays where the focus is: a button that vanishes under the keyboard sends it to the top of the page.
        disabledFocusable={command.isPending || disabled}
        aria-busy={command.isPending}
        aria-describedby={describedBy}
        {...(shownIcon === undefined ? {} : { icon: shownIcon })}
        {...(onClick === undefined ? {} : { onClick })}
      >
        {command.isPending ? (command.progress ?? pendingWords ?? children) : children}
      </Button>
      {command.canCancel && (
        <Button size={size} onClick={command.cancel}>
          Cancel
        </Button>
      )}
    </span>
  );
}

/** What the last call of a command was refused with; nothing while there is no such thing. */
export function CommandMessage({
  command,
  actions,
}: {
  readonly command: Command;
  readonly actions?: ReactNode;
}) {
  if (command.problem === null) return null;
  return <ProblemBar problem={command.problem} onDismiss={command.dismiss} actions={actions} />;
}
