import { Field, makeStyles, Select, Switch, tokens } from '@fluentui/react-components';
import type { CommandInput } from '../../../preload/contract/commands.ts';
import { useState } from 'react';
import { CommandButton, CommandMessage } from '../../components/command-button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Card, Section } from '../../components/layout.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useView } from '../../store/context.tsx';

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: '16px', alignItems: 'start' },
  folder: { display: 'flex', flexWrap: 'wrap', gap: '4px 12px', alignItems: 'center' },
  path: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  note: { margin: 0, maxWidth: '70ch' },
});

const POLL_CHOICES: readonly (readonly [seconds: number, words: string])[] = [
  [10, 'Every 10 seconds'],
  [30, 'Every 30 seconds'],
  [60, 'Every minute'],
  [300, 'Every 5 minutes'],
  [900, 'Every 15 minutes'],
];

/** Start at login, notifications, how often to look, and where data is kept. Each change is saved at once. */
export function GeneralSection() {
  const styles = useStyles();
  const settings = useView((view) => view.settings);
  const app = useView((view) => view.app);
  const save = useCommand('save-settings');
  const openFolder = useCommand('open-data-folder');
  // Until the program tells of it: a second change must not take the first one back.
  const [wanted, setWanted] = useState<Partial<CommandInput<'save-settings'>>>({});
  const { opensAtLogin, showsNotifications, pollSeconds } = { ...settings, ...wanted };
  const change = (changes: Partial<CommandInput<'save-settings'>>): void => {
    const all = { ...wanted, ...changes };
    setWanted(all);
    void save.run({ opensAtLogin, showsNotifications, pollSeconds, ...changes }).then(() => {
      setWanted((latest) => (latest === all ? {} : latest));
    });
  };
  const choices = POLL_CHOICES.some(([seconds]) => seconds === pollSeconds)
    ? POLL_CHOICES
    : [...POLL_CHOICES, [pollSeconds, `Every ${String(pollSeconds)} seconds`] as const];
  return (
    <Section title="General">
      <Card>
        <div className={styles.body}>
          {opensAtLogin !== null && (
            <Switch
              label="Start ReadyMeet when you sign in to this computer"
              checked={opensAtLogin}
              onChange={(_event, { checked }) => {
                change({ opensAtLogin: checked });
              }}
            />
          )}
          {showsNotifications !== null && (
            <Switch
              label="Notify you of problems, and when they are over"
              checked={showsNotifications}
              onChange={(_event, { checked }) => {
                change({ showsNotifications: checked });
              }}
            />
          )}
          <Field
            label="Look at Skedulo"
            hint="A job that becomes Ready gets its meeting after this time at the latest."
          >
            <Select
              value={String(pollSeconds)}
              onChange={(_event, { value }) => {
                change({ pollSeconds: Number(value) });
              }}
            >
              {choices.map(([seconds, words]) => (
                <option key={seconds} value={String(seconds)}>
                  {words}
                </option>
              ))}
            </Select>
          </Field>
          <CommandMessage command={save} />
          <div className={styles.folder}>
            <span>Data is kept in</span>
            <span className={styles.path}>{settings.dataFolder}</span>
            {app.opensLinks === 'program' ? (
              <CommandButton command={openFolder} size="small" onClick={() => void openFolder.run({})}>
                Open folder
              </CommandButton>
            ) : (
              <CopyButton text={settings.dataFolder} label="Copy path" />
            )}
          </div>
          <CommandMessage command={openFolder} />
          <p className={styles.note}>
            {app.keepsSecrets === 'encrypted'
              ? 'Tokens and passwords are kept encrypted.'
              : (app.secretsNote ?? 'Tokens and passwords are kept in memory only, until ReadyMeet ends.')}
          </p>
        </div>
      </Card>
    </Section>
  );
}
