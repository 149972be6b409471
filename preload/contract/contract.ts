import { z } from 'zod';
import { commands } from './commands.ts';
import type { CommandInput, CommandName } from './commands.ts';
import { pushes } from './pushes.ts';
import type { Push } from './pushes.ts';

/** What the window and the program behind it may say to each other. Everything at either end is derived from it. */
export const contract = { commands, pushes } as const;

/** The answer to a command. */
export const answerSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), id: z.string().nullable() }),
  z.strictObject({
    ok: z.literal(false),
    problem: z.strictObject({
      code: z.string(),
      message: z.string(),
      mend: z.string().nullable(),
      /** The input it is about, as a path such as `token`; null where it is about none. */
      field: z.string().nullable(),
    }),
  }),
]);
export type Answer = z.infer<typeof answerSchema>;

/** The one object the preload script exposes; the page in a browser makes its own like it. */
export interface Bridge {
  /** Sends a command. Never rejects. */
  call<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<Answer>;
  /**
   * Listens to pushes; the returned function stops that. The first subscription has the view and all jobs sent, so
   * nothing is missed between subscribing and asking.
   */
  subscribe(listener: (push: Push) => void): () => void;
  /** Whether the program behind the page can be reached; told at once and at every change. */
  onConnection(listener: (isConnected: boolean) => void): () => void;
}

// In a file of their own, so that the preload script does not carry the schemas along.
export { BRIDGE_KEY, CALL_CHANNEL, PUSH_CHANNEL, SUBSCRIBE_CHANNEL } from './channels.ts';
