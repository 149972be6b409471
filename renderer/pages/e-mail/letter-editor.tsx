import { Button, Field, Input, makeStyles, Tab, TabList, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { LETTER_LIMITS, letterKindSchema } from '../../../preload/contract/letters.ts';
import type { LetterKind, LetterTemplate } from '../../../preload/contract/letters.ts';
import { CommandButton, CommandMessage } from '../../components/command-button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Card, Section } from '../../components/layout.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useDraft } from '../../hooks/use-draft.ts';
import { Loading } from '../../shell/loading.tsx';
import { useApp } from '../../store/context.tsx';
import { LetterPreviewPane } from './letter-preview-pane.tsx';
import { LogoPicker } from './logo-picker.tsx';
import { MergeFieldText } from './merge-field-text.tsx';
import { useLetterPreview } from './use-letter-preview.ts';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: '24px',
    alignItems: 'start',
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px', alignItems: 'center' },
  colour: { display: 'flex', gap: '8px', alignItems: 'center' },
  swatch: {
    width: '40px',
    height: '32px',
    padding: 0,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
  },
  words: { margin: 0, color: tokens.colorNeutralForeground2 },
});

const KIND_NAMES: Readonly<Record<LetterKind, string>> = {
  request: 'Invitation',
  update: 'Change',
  cancellation: 'Cancellation',
};

/** How invitations look and read, with a preview of each kind beside. */
export function LetterEditor() {
  const stored = useApp((state) => state.letterTemplate);
  return stored === null ? <Loading /> : <EditorOf stored={stored} />;
}

function EditorOf({ stored }: { readonly stored: LetterTemplate }) {
  const styles = useStyles();
  const [typed, setDraft, updateDraft] = useDraft('letter');
  const [kind, setKind] = useState<LetterKind>('request');
  const [zone, setZone] = useState('Australia/Brisbane');
  const [isAsking, setIsAsking] = useState(false);
  const save = useCommand('save-letter-template');
  const reset = useCommand('reset-letter-template');
  const template = typed ?? stored;
  const { preview, command } = useLetterPreview(template, kind, zone);
  const problems = preview?.problems ?? [];
  const change = (changes: Partial<LetterTemplate>): void => {
    updateDraft((now) => ({ ...(now ?? stored), ...changes }));
  };
  const changeWording = (changes: Partial<LetterTemplate[LetterKind]>): void => {
    updateDraft((now) => {
      const whole = now ?? stored;
      return { ...whole, [kind]: { ...whole[kind], ...changes } };
    });
  };
  const problemAt = (field: string): string | null =>
    problems.find((problem) => problem.field === field)?.message ?? null;
  const errorAt = (field: string): object => {
    const message = problemAt(field);
    return message === null ? {} : { validationState: 'error', validationMessage: message };
  };
  return (
    <div className={styles.columns}>
      <Section title="Your texts">
        <Card>
          <form
            className={styles.form}
            onSubmit={(event) => {
              event.preventDefault();
              if (typed === null || problems.length > 0 || save.isPending) return;
              void save.run({ template }).then((answer) => {
                // What was typed meanwhile stays.
                if (answer.ok) updateDraft((now) => (now === template ? null : now));
              });
            }}
          >
            <TabList
              selectedValue={kind}
              size="small"
              aria-label="Kind of message"
              onTabSelect={(_event, { value }) => {
                const chosen = letterKindSchema.safeParse(value);
                if (chosen.success) setKind(chosen.data);
              }}
            >
              {letterKindSchema.options.map((option) => (
                <Tab key={option} value={option}>
                  {problems.some(({ field }) => field.startsWith(`${option}.`))
                    ? `${KIND_NAMES[option]} (look here)`
                    : KIND_NAMES[option]}
                </Tab>
              ))}
            </TabList>
            <MergeFieldText
              label="Subject"
              value={template[kind].subject}
              maxLength={LETTER_LIMITS.subject}
              problem={problemAt(`${kind}.subject`)}
              onChange={(subject) => {
                changeWording({ subject });
              }}
            />
            <MergeFieldText
              label="Greeting, in every message"
              value={template.greeting}
              maxLength={LETTER_LIMITS.greeting}
              problem={problemAt('greeting')}
              onChange={(greeting) => {
                change({ greeting });
              }}
            />
            <MergeFieldText
              label="Text before the facts"
              value={template[kind].opening}
              maxLength={LETTER_LIMITS.text}
              problem={problemAt(`${kind}.opening`)}
              isLong
              onChange={(opening) => {
                changeWording({ opening });
              }}
            />
            <MergeFieldText
              label="Text after the facts"
              value={template[kind].closing}
              maxLength={LETTER_LIMITS.text}
              problem={problemAt(`${kind}.closing`)}
              isLong
              onChange={(closing) => {
                changeWording({ closing });
              }}
            />
            <Field label="Colour of the button and the line above" {...errorAt('colour')}>
              {(field) => (
                <div className={styles.colour}>
                  <input
                    type="color"
                    className={styles.swatch}
                    aria-label="Pick the colour"
                    value={/^#[0-9a-f]{6}$/i.test(template.colour) ? template.colour : '#000000'}
                    onChange={(event) => {
                      change({ colour: event.target.value });
                    }}
                  />
                  <Input
                    {...field}
                    value={template.colour}
                    maxLength={7}
                    spellCheck={false}
                    onChange={(_event, { value }) => {
                      change({ colour: value });
                    }}
                  />
                </div>
              )}
            </Field>
            <LogoPicker
              logo={template.logo}
              problem={problemAt('logo')}
              onChange={(logo) => {
                change({ logo });
              }}
            />
            <Field label="Footer" hint="Such as your address or opening hours." {...errorAt('footer')}>
              <Textarea
                value={template.footer}
                maxLength={LETTER_LIMITS.footer}
                resize="vertical"
                onChange={(_event, { value }) => {
                  change({ footer: value });
                }}
              />
            </Field>
            {typed !== null && (
              <p className={styles.words}>
                {problems.length > 0
                  ? 'Not saved: mend what is marked first. What you typed is kept while this window is open.'
                  : 'Not saved yet. What you typed is kept while this window is open.'}
              </p>
            )}
            <div className={styles.row}>
              <CommandButton
                command={save}
                type="submit"
                appearance="primary"
                disabled={typed === null || problems.length > 0}
                pendingWords="Saving"
              >
                Save
              </CommandButton>
              {typed !== null && (
                <Button
                  appearance="subtle"
                  onClick={() => {
                    setDraft(null);
                  }}
                >
                  Undo changes
                </Button>
              )}
              <Button
                onClick={() => {
                  setIsAsking(true);
                }}
              >
                {"Use ReadyMeet's own texts"}
              </Button>
            </div>
            <CommandMessage command={save} />
            <CommandMessage command={reset} />
          </form>
        </Card>
      </Section>
      <LetterPreviewPane
        preview={preview}
        kindName={KIND_NAMES[kind]}
        zone={zone}
        onZoneChange={setZone}
        command={command}
      />
      <ConfirmDialog
        isOpen={isAsking}
        title="Use ReadyMeet's own texts?"
        stops={['Your texts, colour, logo and footer are forgotten.']}
        survives={['Messages that were sent.', 'The mail server.']}
        confirmLabel="Forget my texts"
        onCancel={() => {
          setIsAsking(false);
        }}
        onConfirm={() => {
          setIsAsking(false);
          void reset.run({}).then((answer) => {
            if (answer.ok) setDraft(null);
          });
        }}
      />
    </div>
  );
}
