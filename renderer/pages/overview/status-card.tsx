import { makeStyles, tokens } from '@fluentui/react-components';
import { CommandMessage } from '../../components/command-button.tsx';
import { Card } from '../../components/layout.tsx';
import { StateIcon } from '../../components/state-icon.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useView } from '../../store/context.tsx';
import { SyncControls } from './sync-controls.tsx';
import { SyncFacts } from './sync-facts.tsx';

const useStyles = makeStyles({
  card: { display: 'flex', flexDirection: 'column', gap: '12px', padding: '20px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '12px 16px', alignItems: 'flex-start' },
  words: { flex: '1 1 260px', minWidth: 0 },
  headline: {
    margin: 0,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
  },
  cause: { margin: '2px 0 0', fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
});

/** Is it working, in one sentence; and the switches for that. */
export function StatusCard() {
  const styles = useStyles();
  const { state, words, cause } = useView((view) => view.headline);
  const isEnabled = useView((view) => view.automation.isEnabled);
  const syncNow = useCommand('sync-now');
  const pause = useCommand('pause');
  const resume = useCommand('resume');
  return (
    <Card className={styles.card}>
      <div className={styles.row}>
        <StateIcon state={state} size={36} />
        <div className={styles.words}>
          {/* Read out when it changes; the countdown below is not. */}
          <div aria-live="polite">
            <h2 className={styles.headline}>{words}</h2>
            {cause !== null && <p className={styles.cause}>{cause}</p>}
          </div>
        </div>
        {isEnabled && <SyncControls syncNow={syncNow} pause={pause} resume={resume} />}
      </div>
      {isEnabled && <SyncFacts />}
      <CommandMessage command={syncNow} />
      <CommandMessage command={pause} />
      <CommandMessage command={resume} />
    </Card>
  );
}
