import * as z from 'zod';

const callSchema = z.object({ id: z.number(), name: z.string() });
const pushSchema = z.object({ push: z.object({ name: z.string() }) });
const answerSchema = z.object({ id: z.number(), answer: z.object({ ok: z.boolean() }) });
const frameSchema = z.union([pushSchema, answerSchema]);

/** Counts what one page and the service say to each other over the page's WebSocket connections. */
export class FrameTally {
  private readonly counts = new Map<string, number>();
  private readonly calls = new Map<number, string>();
  private byteCount = 0;

  /** Takes in a message of the page. Throws where it is not of the contract between the two. */
  send(text: string): void {
    const { id, name } = callSchema.parse(JSON.parse(text));
    this.calls.set(id, name);
  }

  /** Takes in a message to the page. Throws where it is not of the contract between the two. */
  receive(text: string): void {
    const kind = this.kindOf(frameSchema.parse(JSON.parse(text)));
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    this.byteCount += Buffer.byteLength(text);
  }

  /** @param kind the name of a push, or of a command with what became of it: `sync-now done`, `sync-now refused` */
  countOf(kind: string): number {
    return this.counts.get(kind) ?? 0;
  }

  /** Messages to the page. */
  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Of all messages to the page. */
  get bytes(): number {
    return this.byteCount;
  }

  private kindOf(frame: z.infer<typeof frameSchema>): string {
    if ('push' in frame) return frame.push.name;
    const name = this.calls.get(frame.id);
    if (name === undefined) throw new Error(`Nothing was asked with the id ${String(frame.id)}.`);
    this.calls.delete(frame.id);
    return `${name} ${frame.answer.ok ? 'done' : 'refused'}`;
  }
}
