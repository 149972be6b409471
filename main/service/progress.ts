import type { Totals } from '../sync/totals.ts';

export interface ProgressOptions {
  /** Where progress goes: never the stream that carries a result. */
  readonly stream: { readonly isTTY?: boolean; write(text: string): unknown };
  readonly nowMs: () => number;
}

/** How often a plain line is printed, in milliseconds. */
const PLAIN_EVERY_MS = 5_000;
const LINE_EVERY_MS = 100;

/** Shows how far a long pass has come: one line that changes on a terminal, now and then a plain line elsewhere. */
export class Progress {
  private readonly options: ProgressOptions;
  private shownAtMs: number;
  private hasLine = false;

  constructor(options: ProgressOptions) {
    this.options = options;
    this.shownAtMs = options.nowMs();
  }

  show(totals: Totals): void {
    const { stream, nowMs } = this.options;
    const isTerminal = stream.isTTY === true;
    if (nowMs() - this.shownAtMs < (isTerminal ? LINE_EVERY_MS : PLAIN_EVERY_MS)) return;
    this.shownAtMs = nowMs();
    const text = `${String(totals.meetingsCreated)} meetings made, ${String(totals.linksWritten)} links written, ${String(totals.emailsSent)} e-mails sent …`;
    stream.write(isTerminal ? `\r\u001b[2K${text}` : `${text}\n`);
    this.hasLine = isTerminal;
  }

  /** Takes the line away, so that what follows begins on a clean one. */
  clear(): void {
    if (this.hasLine) this.options.stream.write('\r\u001b[2K');
    this.hasLine = false;
  }
}
