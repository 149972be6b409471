import { isDeepStrictEqual } from 'node:util';
import { isEmailAddress } from '../../mail/address.ts';
import { success } from '../../sync/failure.ts';
import type { Handler } from '../admin-context.ts';
import { answerFailure, answerOf, refuse } from '../answers.ts';
import { letterStyle, mailPart } from '../automation-setup.ts';
import { problemOf } from '../problem-words.ts';

/** Sends a sample invitation, plainly called a test, to the address. */
export const sendTestInvitation: Handler<'send-test-invitation'> = async ({ to }, context) => {
  const address = to.trim();
  if (!isEmailAddress(address)) {
    return refuse('address-unusable', 'This cannot be an e-mail address.', {
      mend: 'Write it like this: ann@acme.com',
      field: 'to',
    });
  }
  return context.tasks.run(
    'send-test-invitation',
    `Sending a test invitation to ${address}`,
    async (signal) => {
      const { checks, clock, connections, settings, state } = context;
      const mail = await mailPart(context);
      if (!mail.ok) return answerFailure(mail.failure);
      if (mail.value === null) {
        return refuse('no-mail-server', 'No mail server is set up.', {
          mend: 'Enter a mail server and save it first.',
        });
      }
      const usedServer = settings.current.mail;
      const setup = { mail: mail.value, letterStyle: letterStyle(context) };
      const sent = await checks.sendTestInvitation(setup, address, signal);
      if (signal.aborted || !isDeepStrictEqual(settings.current.mail, usedServer)) return answerOf(sent);
      const problem = sent.ok ? null : problemOf(sent.failure);
      state.learn({ testInvitation: { to: address, atMs: clock.nowMs(), problem } });
      if (sent.ok) connections.mail.settle(success(undefined));
      return answerOf(sent);
    },
  );
};
