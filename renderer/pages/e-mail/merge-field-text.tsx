import { Button, Field, Input, makeStyles, Textarea } from '@fluentui/react-components';
import { useRef } from 'react';
import { MERGE_FIELDS } from '../../../preload/contract/letters.ts';
import type { MergeField } from '../../../preload/contract/letters.ts';

const useStyles = makeStyles({
  whole: { display: 'flex', flexDirection: 'column', gap: '4px' },
  fields: { display: 'flex', flexWrap: 'wrap', gap: '4px', margin: 0, padding: 0, border: 'none' },
});

const FIELD_NAMES: Readonly<Record<MergeField, string>> = {
  guest: "Guest's name",
  topic: 'Topic',
  when: 'Date and time',
  job: 'Job number',
  sender: 'Your name',
};

export interface MergeFieldTextProps {
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  readonly problem: string | null;
  readonly isLong?: boolean;
  readonly onChange: (value: string) => void;
}

/** A text with buttons that put merge fields where the cursor is. */
export function MergeFieldText({
  label,
  value,
  maxLength,
  problem,
  isLong = false,
  onChange,
}: MergeFieldTextProps) {
  const styles = useStyles();
  const place = useRef<HTMLDivElement>(null);
  const insert = (field: MergeField): void => {
    const element = place.current?.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
    const start = element?.selectionStart ?? value.length;
    const end = element?.selectionEnd ?? start;
    const text = `{${field}}`;
    onChange(`${value.slice(0, start)}${text}${value.slice(end)}`);
    // After React has put the new text in.
    requestAnimationFrame(() => {
      element?.focus();
      element?.setSelectionRange(start + text.length, start + text.length);
    });
  };
  const shared = {
    value,
    maxLength,
    onChange: (_event: unknown, data: { readonly value: string }) => {
      onChange(data.value);
    },
  };
  return (
    <div className={styles.whole} ref={place}>
      <Field
        label={label}
        {...(problem === null ? {} : { validationState: 'error' as const, validationMessage: problem })}
      >
        {isLong ? <Textarea {...shared} resize="vertical" rows={3} /> : <Input {...shared} />}
      </Field>
      <fieldset className={styles.fields} aria-label={`Insert into ${label}`}>
        {MERGE_FIELDS.map((field) => (
          <Button
            key={field}
            size="small"
            appearance="outline"
            onClick={() => {
              insert(field);
            }}
          >
            {FIELD_NAMES[field]}
          </Button>
        ))}
      </fieldset>
    </div>
  );
}
