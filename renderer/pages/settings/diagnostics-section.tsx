import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Diagnostics } from '../../../preload/contract/pushes.ts';
import { CommandButton, CommandMessage } from '../../components/command-button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Card, Section } from '../../components/layout.tsx';
import { When } from '../../components/when.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useApp, useView } from '../../store/context.tsx';

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: '12px', alignItems: 'start' },
  words: { margin: 0, maxWidth: '70ch' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px', alignItems: 'center' },
  text: {
    boxSizing: 'border-box',
    width: '100%',
    maxHeight: '320px',
    margin: 0,
    padding: '8px',
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
});

/** A text for whoever helps, shown before it goes anywhere. */
export function DiagnosticsSection() {
  const styles = useStyles();
  const diagnostics = useApp((state) => state.diagnostics);
  const saver = useView((view) => view.app.opensLinks);
  const prepare = useCommand('prepare-diagnostics');
  const save = useCommand('save-diagnostics');
  return (
    <Section title="Diagnostics">
      <Card>
        <div className={styles.body}>
          <p className={styles.words}>
            What helps somebody to help you: versions, settings, states and the newest lines of the log.
            Tokens and passwords are left out, and names and addresses of people are shortened. Nothing is
            sent anywhere.
          </p>
          <div className={styles.row}>
            <CommandButton command={prepare} pendingWords="Gathering" onClick={() => void prepare.run({})}>
              {diagnostics === null ? 'Prepare diagnostics' : 'Prepare anew'}
            </CommandButton>
            {diagnostics !== null &&
              (saver === 'program' ? (
                <CommandButton command={save} pendingWords="Saving" onClick={() => void save.run({})}>
                  Save as a file
                </CommandButton>
              ) : (
                <Button
                  onClick={() => {
                    downloadText(diagnostics);
                  }}
                >
                  Save as a file
                </Button>
              ))}
            {diagnostics !== null && <CopyButton text={diagnostics.text} label="Copy" size="medium" />}
          </div>
          <CommandMessage command={prepare} />
          <CommandMessage command={save} />
          {diagnostics !== null && (
            <>
              <p className={styles.words}>
                {'Prepared '}
                <When atMs={diagnostics.atMs} show="relative" />. This is all that is in the file:
              </p>
              {/* Scrolled by keyboard: it needs the focus. */}
              <pre className={styles.text} tabIndex={0} aria-label="Diagnostics">
                {diagnostics.text}
              </pre>
            </>
          )}
        </div>
      </Card>
    </Section>
  );
}

/** Has the browser save the text that is shown. */
function downloadText({ text, fileName }: Diagnostics): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
