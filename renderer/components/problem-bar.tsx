import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  bar: { paddingBlock: '8px', alignItems: 'start' },
  body: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
  line: { margin: 0 },
  code: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

export interface ProblemBarProps {
  readonly problem: { readonly code: string; readonly message: string; readonly mend: string | null };
  readonly title?: string;
  readonly intent?: 'error' | 'warning' | 'info';
  /** Buttons that mend it. */
  readonly actions?: ReactNode;
  readonly onDismiss?: () => void;
}

/** What went wrong, what is kept and what to do, announced when it appears. */
export function ProblemBar({ problem, title, intent = 'error', actions, onDismiss }: ProblemBarProps) {
  const styles = useStyles();
  return (
    <MessageBar className={styles.bar} intent={intent} layout="multiline">
      <MessageBarBody className={styles.body}>
        {title !== undefined && <MessageBarTitle>{title}</MessageBarTitle>}
        <p className={styles.line}>{problem.message}</p>
        {problem.mend !== null && <p className={styles.line}>{problem.mend}</p>}
        <p className={styles.line}>
          <span className={styles.code}>{`Code: ${problem.code}`}</span>
        </p>
      </MessageBarBody>
      {(actions !== undefined || onDismiss !== undefined) && (
        <MessageBarActions
          {...(onDismiss === undefined
            ? {}
            : {
                containerAction: (
                  <Button
                    appearance="transparent"
                    icon={<DismissRegular />}
                    aria-label="Dismiss"
                    onClick={onDismiss}
                  />
                ),
              })}
        >
          {actions}
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
