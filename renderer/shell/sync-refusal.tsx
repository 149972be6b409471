import { makeStyles } from '@fluentui/react-components';
import { CommandMessage } from '../components/command-button.tsx';
import { useCommand } from '../hooks/use-command.ts';

const useStyles = makeStyles({ frame: { flexShrink: 0, padding: '12px 32px 0' } });

/** Why F5 could not look now, on pages that have no button for it. */
export function SyncRefusal() {
  const styles = useStyles();
  const syncNow = useCommand('sync-now');
  if (syncNow.problem === null) return null;
  return (
    <div className={styles.frame}>
      <CommandMessage command={syncNow} />
    </div>
  );
}
