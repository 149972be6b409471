import * as z from 'zod';

const frameSchema = z.union([
  z.object({ push: z.object({ name: z.string() }) }).transform(({ push }) => push.name),
  z
    .object({ answer: z.object({ ok: z.boolean() }) })
    .transform(({ answer }) => (answer.ok ? 'answer' : 'refusal')),
]);

/** Counts what the service sends over one page's WebSocket connections. */
export class FrameTally {
  private readonly counts = new Map<string, number>();
  private readonly waiting = new Map<string, (() => void)[]>();
  private byteCount = 0;

  /** Takes in one message. Throws where it is not of the contract between page and program. */
  receive(text: string): void {
    const kind = frameSchema.parse(JSON.parse(text));
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    this.byteCount += Buffer.byteLength(text);
    const waiting = this.waiting.get(kind) ?? [];
    this.waiting.delete(kind);
    for (const resolve of waiting) resolve();
  }

  /** Resolves when the next message of a kind comes. */
  next(kind: string): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.set(kind, [...(this.waiting.get(kind) ?? []), resolve]);
    });
  }

  /** @param kind the name of a push, `answer`, or `refusal` for a command that did not succeed */
  countOf(kind: string): number {
    return this.counts.get(kind) ?? 0;
  }

  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  get bytes(): number {
    return this.byteCount;
  }

  /** `view 6, jobs 1` */
  get words(): string {
    return [...this.counts].map(([kind, count]) => `${kind} ${String(count)}`).join(', ');
  }
}
