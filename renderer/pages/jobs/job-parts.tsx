import { makeStyles, tokens } from '@fluentui/react-components';
import { PROVIDER_NAMES } from '../../../preload/contract/primitives.ts';
import type { JobDetails, Mark as MarkState } from '../../../preload/contract/jobs.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Section } from '../../components/layout.tsx';
import { Mark } from '../../components/mark.tsx';
import { When } from '../../components/when.tsx';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: '4px', margin: 0 },
  line: {
    display: 'grid',
    gridTemplateColumns: '96px minmax(0, 1fr) auto',
    gap: '0 12px',
    alignItems: 'center',
    minHeight: '32px',
  },
  term: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
  time: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
});

/** Meeting, link and invitations, each with its own state and time; and how to join. */
export function JobParts({ details: { row, meetingId, dialIn } }: { readonly details: JobDetails }) {
  const styles = useStyles();
  return (
    <Section title="Meeting, link and invitations" level={3}>
      <dl className={styles.list}>
        <Part label="Meeting" mark={row.meeting} />
        <Part label="Link" mark={row.link} />
        <Part label="Invitations" mark={row.invitations} />
        {row.providerKind !== null && <Fact label="Provider" text={PROVIDER_NAMES[row.providerKind]} />}
        {row.joinUrl !== null && <Fact label="Address" text={row.joinUrl} />}
        {meetingId !== null && <Fact label="Meeting ID" text={meetingId} copyLabel="Copy ID" />}
        {dialIn.map((line, index) => (
          <Fact key={line} label={index === 0 ? 'By phone' : ''} text={line} />
        ))}
      </dl>
    </Section>
  );
}

function Part({ label, mark }: { readonly label: string; readonly mark: MarkState }) {
  const styles = useStyles();
  return (
    <div className={styles.line}>
      <dt className={styles.term}>{label}</dt>
      <dd className={styles.value}>
        <Mark mark={mark} label={label} withWords />
      </dd>
      {mark.atMs !== null && (
        <dd className={styles.time}>
          <When atMs={mark.atMs} show="time" />
        </dd>
      )}
    </div>
  );
}

interface FactProps {
  readonly label: string;
  readonly text: string;
  readonly copyLabel?: string;
}

function Fact({ label, text, copyLabel }: FactProps) {
  const styles = useStyles();
  return (
    <div className={styles.line}>
      <dt className={styles.term}>{label}</dt>
      <dd className={styles.value}>{text}</dd>
      {copyLabel !== undefined && (
        <dd className={styles.value}>
          <CopyButton text={text} label={copyLabel} appearance="subtle" />
        </dd>
      )}
    </div>
  );
}
