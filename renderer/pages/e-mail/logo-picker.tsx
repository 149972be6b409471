import { Button, Field, makeStyles, tokens } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { LETTER_LIMITS } from '../../../preload/contract/letters.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px', alignItems: 'center' },
  logo: {
    maxWidth: '200px',
    maxHeight: '64px',
    padding: '4px',
    backgroundColor: '#ffffff',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  hidden: { display: 'none' },
});

export interface LogoPickerProps {
  /** As a `data:` address; null for none. */
  readonly logo: string | null;
  readonly problem: string | null;
  readonly onChange: (logo: string | null) => void;
}

/** Picks the picture above the letter, and says what is wrong with it before anything is sent. */
export function LogoPicker({ logo, problem, onChange }: LogoPickerProps) {
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const pick = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const refused = refusalOf(file);
    setRefusal(refused);
    if (refused !== null) return;
    const picked = await readAsDataUrl(file);
    if (picked === null) setRefusal(`${file.name} could not be read. The logo is as it was.`);
    else onChange(picked);
  };
  const message = refusal ?? problem;
  return (
    <Field
      label="Logo"
      hint={`PNG or JPEG, at most ${String(LETTER_LIMITS.logoBytes / 1000)} kB. Sent along with each message.`}
      {...(message === null ? {} : { validationState: 'error' as const, validationMessage: message })}
    >
      <div className={styles.row}>
        {logo !== null && <img className={styles.logo} src={logo} alt="Your logo" />}
        <input
          ref={input}
          className={styles.hidden}
          type="file"
          accept="image/png,image/jpeg"
          aria-label="Logo file"
          onChange={(event) => {
            void pick(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <Button onClick={() => input.current?.click()}>
          {logo === null ? 'Choose a logo' : 'Choose another'}
        </Button>
        {logo !== null && (
          <Button
            appearance="subtle"
            onClick={() => {
              setRefusal(null);
              onChange(null);
            }}
          >
            Remove logo
          </Button>
        )}
      </div>
    </Field>
  );
}

function refusalOf({ name, type, size }: File): string | null {
  if (type !== 'image/png' && type !== 'image/jpeg') return `${name} is neither a PNG nor a JPEG picture.`;
  if (size <= LETTER_LIMITS.logoBytes) return null;
  const limit = String(LETTER_LIMITS.logoBytes / 1000);
  return `${name} has ${String(Math.ceil(size / 1000))} kB; at most ${limit} kB can be sent with each message.`;
}

function readAsDataUrl(file: File): Promise<string | null> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.addEventListener('loadend', () => {
      resolve(typeof reader.result === 'string' ? reader.result : null);
    });
    reader.readAsDataURL(file);
  });
}
