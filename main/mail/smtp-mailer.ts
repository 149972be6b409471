import { pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { cancelledFailure, failed, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { Invitation, Mailer } from '../sync/ports.ts';
import { parseSender } from './address.ts';
import { gather } from './gather.ts';
import { DEFAULT_LETTER_STYLE } from './letter-style.ts';
import { composeMessage } from './message.ts';
import { verifyConnection } from './smtp-check.ts';
import { describeSmtpError } from './smtp-failure.ts';
import { transportOptions } from './smtp-options.ts';
import type { SmtpMailerOptions } from './smtp-options.ts';

/** A mailer that holds connections: whoever makes it closes it. */
export interface SmtpMailer extends Mailer {
  /** Lets messages on their way finish, refuses new ones, and closes every connection. */
  close(): Promise<void>;
}

/** The stream a message is sent from, once a connection has asked for it. */
interface Delivery {
  stream: Readable | null;
}

/**
 * Sends invitations through one mail server over pooled connections. Certificates are always checked.
 * Fails with `input` and code `sender-unusable` when `from` is not one e-mail address; connects to nothing yet.
 */
export function createSmtpMailer(options: SmtpMailerOptions): Result<SmtpMailer> {
  const sender = parseSender(options.from);
  if (!sender.ok) return sender;
  const style = options.style ?? DEFAULT_LETTER_STYLE;
  const server = `${options.smtp.host}:${String(options.smtp.port)}`;
  const transporter = createTransport(transportOptions(options));
  const deliveries = new WeakMap<object, Delivery>();
  const running = new Set<Promise<unknown>>();
  let isClosed = false;

  // nodemailer reports any broken connection alike, whatever was going on. What tells whether the message had begun
  // to go out is whether its stream was read, which happens only after the server has answered DATA with "go ahead".
  transporter.use('stream', (mail, done) => {
    const delivery =
      typeof mail.data.icalEvent === 'object' ? deliveries.get(mail.data.icalEvent) : undefined;
    mail.message.processFunc((stream) => {
      // An error of the one destroys the other, which nodemailer hears of.
      const whole = pipeline(stream, gather(), () => undefined);
      if (delivery !== undefined) delivery.stream = whole;
      return whole;
    });
    done();
  });

  const deliver = async (invitation: Invitation, signal: AbortSignal): Promise<Result<void>> => {
    const message = composeMessage(invitation, sender.value, style);
    if (!message.ok) return message;
    const delivery: Delivery = { stream: null };
    const key = message.value.icalEvent;
    if (typeof key !== 'object') throw new Error('A message was composed without its calendar object.');
    deliveries.set(key, delivery);
    try {
      await transporter.sendMail({ ...message.value, signal });
      return success(undefined);
    } catch (error) {
      const wasHandedOver = delivery.stream?.readableDidRead === true;
      if (isClosed && !wasHandedOver) return failed(cancelledFailure('mail', false));
      return failed(describeSmtpError(error, { server, address: invitation.guest.email, wasHandedOver }));
    }
  };

  return success({
    senderDomain: sender.value.domain,
    check: (signal) => verifyConnection(() => transporter.verify(), server, signal),
    async send(invitation, signal) {
      if (signal.aborted || isClosed) return failed(cancelledFailure('mail', false));
      const delivering = deliver(invitation, signal);
      running.add(delivering);
      try {
        return await delivering;
      } finally {
        running.delete(delivering);
      }
    },
    async close() {
      isClosed = true;
      transporter.close();
      await Promise.allSettled(running);
    },
  });
}
