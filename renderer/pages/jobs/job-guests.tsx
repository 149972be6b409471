import { makeStyles, tokens } from '@fluentui/react-components';
import type { JobDetails, JobGuest } from '../../../preload/contract/jobs.ts';
import { CommandButton, CommandMessage } from '../../components/command-button.tsx';
import { Section } from '../../components/layout.tsx';
import { Mark } from '../../components/mark.tsx';
import { When } from '../../components/when.tsx';
import { useAnnounceWords } from '../../hooks/use-announce-words.ts';
import type { Command } from '../../hooks/use-command.ts';
import { useCommand } from '../../hooks/use-command.ts';
import { useView } from '../../store/context.tsx';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  guest: { display: 'flex', flexWrap: 'wrap', gap: '4px 12px', alignItems: 'center' },
  words: { flex: '1 1 220px', minWidth: 0, overflowWrap: 'anywhere' },
  address: { color: tokens.colorNeutralForeground2 },
  none: { margin: 0, color: tokens.colorNeutralForeground2 },
  sent: { margin: 0 },
});

/** Who is invited, how that stands, and *Resend* for one or for all. */
export function JobGuests({ details: { jobId, guests } }: { readonly details: JobDetails }) {
  const styles = useStyles();
  const [resendAll, runAll] = useResend(jobId, null);
  const sendsInvitations = useView((view) => view.automation.sendIcsToRecipients);
  const canResendAll = guests.filter(({ canResend }) => canResend).length > 1;
  return (
    <Section
      title="Guests"
      level={3}
      actions={
        canResendAll && (
          <CommandButton
            command={resendAll}
            size="small"
            pendingWords="Sending"
            onClick={() => void runAll()}
          >
            Resend to all
          </CommandButton>
        )
      }
    >
      {guests.length === 0 ? (
        <p className={styles.none}>
          {sendsInvitations
            ? 'Nobody is invited. The contact of the job is, once the contact has an e-mail address in Skedulo.'
            : 'Nobody is invited: "Send ICS to recipients" is off.'}
        </p>
      ) : (
        <ul className={styles.list}>
          {guests.map((guest) => (
            <li key={guest.address}>
              <Guest jobId={jobId} guest={guest} />
            </li>
          ))}
        </ul>
      )}
      <Outcome command={resendAll} />
    </Section>
  );
}

function Guest({ jobId, guest }: { readonly jobId: string; readonly guest: JobGuest }) {
  const styles = useStyles();
  const [resend, run] = useResend(jobId, guest.address);
  return (
    <>
      <div className={styles.guest}>
        <div className={styles.words}>
          <div>
            {guest.name !== '' && `${guest.name} `}
            <span className={styles.address}>{guest.address}</span>
          </div>
          <Mark mark={guest.invitation} label="Invitation" withWords />
          {guest.invitation.atMs !== null && (
            <span className={styles.address}>
              {', '}
              <When atMs={guest.invitation.atMs} show="time" />
            </span>
          )}
        </div>
        {guest.canResend && (
          <CommandButton command={resend} size="small" pendingWords="Sending" onClick={() => void run()}>
            Resend
          </CommandButton>
        )}
      </div>
      <Outcome command={resend} />
    </>
  );
}

const ACCEPTED = 'Sent again: the mail server accepted it';

/** Sending again, to one guest or (null) to all; read out once when it is done. */
function useResend(
  jobId: string,
  address: string | null,
): readonly [Command<'resend-invitation'>, () => Promise<void>] {
  const command = useCommand('resend-invitation', address === null ? jobId : `${jobId} ${address}`);
  const announce = useAnnounceWords();
  const run = async (): Promise<void> => {
    const answer = await command.run({ jobId, address });
    if (answer.ok) announce(ACCEPTED);
  };
  return [command, run];
}

/** What became of sending again. Not read out by itself: its words go on counting. */
function Outcome({ command }: { readonly command: Command<'resend-invitation'> }) {
  const styles = useStyles();
  return (
    <>
      <CommandMessage command={command} />
      {command.succeededAtMs !== null && (
        <p className={styles.sent}>
          {`${ACCEPTED} `}
          <When atMs={command.succeededAtMs} show="relative" />.
        </p>
      )}
    </>
  );
}
