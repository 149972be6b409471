import type { Result } from '../sync/failure.ts';
import type { Invitation } from '../sync/ports.ts';
import type { SmtpMailerOptions } from './smtp-options.ts';

/** What the mail thread is asked; each `id` is answered once, an `abort` hastens the answer of the one it names. */
export type MailThreadRequest =
  | { readonly kind: 'start'; readonly id: number; readonly options: SmtpMailerOptions }
  | { readonly kind: 'check'; readonly id: number }
  | { readonly kind: 'send'; readonly id: number; readonly invitation: Invitation }
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'close'; readonly id: number };

export interface MailThreadAnswer {
  readonly id: number;
  readonly result: Result<void>;
}
