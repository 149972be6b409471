import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  empty: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: '8px',
    padding: '32px 16px',
    textAlign: 'center',
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  words: { margin: 0, maxWidth: '52ch', color: tokens.colorNeutralForeground2 },
});

export interface EmptyStateProps {
  /** What is not there: `No job needs you`. */
  readonly title: string;
  /** What will appear here, and what makes it appear. */
  readonly words: string;
  readonly actions?: ReactNode;
}

/** Stands where a list would stand. */
export function EmptyState({ title, words, actions }: EmptyStateProps) {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      <p className={styles.words}>{words}</p>
      {actions}
    </div>
  );
}
