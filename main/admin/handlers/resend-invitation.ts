import type { Handler } from '../admin-context.ts';
import { answerOf } from '../answers.ts';

/** Who is named in the history of a job. */
const ACTOR = 'Admin';

/** Sends the last accepted invitation once more, to one guest or to all. */
export const resendInvitation: Handler<'resend-invitation'> = ({ jobId, address }, { automation, tasks }) =>
  tasks.run(
    'resend-invitation',
    address === null ? 'Sending the invitations again' : `Sending the invitation to ${address} again`,
    async (signal) =>
      answerOf(await automation.resendInvitation(jobId, address?.toLowerCase() ?? null, ACTOR, signal)),
  );
