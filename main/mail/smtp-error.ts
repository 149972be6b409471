import * as z from 'zod';

/** What was going on when the error came. */
export interface SmtpAttempt {
  /** The mail server as a person knows it, such as `smtp.acme.test:587`. */
  readonly server: string;
  /** The guest's address; null when nothing was to be sent. */
  readonly address: string | null;
  /** Whether the first byte of the message had been taken from us to be sent. */
  readonly wasHandedOver: boolean;
}

/** What nodemailer puts on its errors (`nodemailer/dist/esm/errors.d.ts`). */
export const smtpErrorSchema = z.object({
  code: z.string().optional().catch(undefined),
  /** The command that was answered; `CONN` for anything about the connection, whatever was going on. */
  command: z.string().optional().catch(undefined),
  response: z.string().optional().catch(undefined),
  responseCode: z.number().optional().catch(undefined),
  /** The system's or OpenSSL's code beneath nodemailer's own. */
  originalCode: z.string().optional().catch(undefined),
});
export type SmtpError = z.infer<typeof smtpErrorSchema>;
