/**
 * Where in the conversation something goes wrong.
 *
 * - `connect`: before the greeting
 * - `sign-in`, `sender`, `recipient`: instead of the answer to AUTH, MAIL FROM, RCPT TO
 * - `data`: instead of the go-ahead for the message; only `cut` comes before it, the others come while the message does
 * - `content`: when the first bytes of the message have arrived; it is not kept
 * - `answer`: when the whole message has been taken and kept, instead of saying so
 */
export type MailboxStep = 'connect' | 'sign-in' | 'sender' | 'recipient' | 'data' | 'content' | 'answer';

export type MailboxFault =
  | { readonly kind: 'cut' }
  | { readonly kind: 'stall'; readonly durationMs: number }
  /** Waits until the test lets it go on. */
  | { readonly kind: 'hold'; readonly until: Promise<void> }
  /** At `data` and `content`, the message is read to its end and then refused. */
  | { readonly kind: 'refuse'; readonly code: number; readonly text: string };

export interface MailboxFaultRule {
  readonly step: MailboxStep;
  /** Only for messages to this address; it is known from `recipient` on. */
  readonly address?: string;
  /** How often; 1 unless told, `Infinity` for always. */
  readonly times?: number;
  /** How many are let through first; none unless told. */
  readonly skip?: number;
  readonly fault: MailboxFault;
}

/** The faults that wait for their step, in the order they were added. */
export class MailboxFaultPlan {
  private rules: { rule: MailboxFaultRule; toSkip: number; left: number }[] = [];

  add(rule: MailboxFaultRule): void {
    this.rules.push({ rule, toSkip: rule.skip ?? 0, left: rule.times ?? 1 });
  }

  clear(): void {
    this.rules = [];
  }

  /** Whether every fault has struck as often as it was meant to. */
  get isSpent(): boolean {
    return this.rules.every(({ left }) => left <= 0);
  }

  take(step: MailboxStep, address: string | null): MailboxFault | null {
    for (const entry of this.rules) {
      const { rule } = entry;
      if (entry.left <= 0 || rule.step !== step) continue;
      if (rule.address !== undefined && rule.address.toLowerCase() !== address?.toLowerCase()) continue;
      if (entry.toSkip > 0) {
        entry.toSkip -= 1;
        continue;
      }
      entry.left -= 1;
      return rule.fault;
    }
    return null;
  }
}
