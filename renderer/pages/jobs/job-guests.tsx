import { makeStyles, tokens } from '@fluentui/react-components';
import type { JobDetails, JobGuest } from '../../../preload/contract/jobs.ts';
import { CommandButton, CommandMessage } from '../../components/command-button.tsx';
import { Section } from '../../components/layout.tsx';
import { Mark } from '../../components/mark.tsx';
import { When } from '../../components/when.tsx';
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
  const resendAll = useCommand('resend-invitation', jobId);
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
            onClick={() => void resendAll.run({ jobId, address: null })}
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
  const resend = useCommand('resend-invitation', `${jobId} ${guest.address}`);
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
          <CommandButton
            command={resend}
            size="small"
            pendingWords="Sending"
            onClick={() => void resend.run({ jobId, address: guest.address })}
          >
            Resend
          </CommandButton>
        )}
      </div>
      <Outcome command={resend} />
    </>
  );
}

/** What became of sending again. */
function Outcome({ command }: { readonly command: Command<'resend-invitation'> }) {
  const styles = useStyles();
  return (
    <>
      <CommandMessage command={command} />
      <p className={styles.sent} aria-live="polite" hidden={command.succeededAtMs === null}>
        {command.succeededAtMs !== null && (
          <>
            {'Sent again: the mail server accepted it '}
            <When atMs={command.succeededAtMs} show="relative" />
          </>
        )}
      </p>
    </>
  );
}
