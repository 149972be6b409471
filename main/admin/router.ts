import type * as z from 'zod';
import { commands, isCommandName } from '../../preload/contract/commands.ts';
import type { CommandInput, CommandName } from '../../preload/contract/commands.ts';
import type { Answer } from '../../preload/contract/contract.ts';
import type { AdminContext, Handler, SessionPort } from './admin-context.ts';
import { refuse } from './answers.ts';
import { HANDLERS } from './handlers/handlers.ts';
import { inputProblem } from './input-problems.ts';

/** The contract's schemas, each known by the input of its command. */
const SCHEMAS: { readonly [Name in CommandName]: z.ZodType<CommandInput<Name>> } = commands;

/**
 * Carries out a command whose name and payload come from outside. Anything but a known command with a fitting payload
 * is answered with a problem. Never rejects: what a handler throws is a bug, logged and answered.
 */
export async function route(
  name: unknown,
  payload: unknown,
  context: AdminContext,
  session: SessionPort,
): Promise<Answer> {
  if (typeof name !== 'string' || !isCommandName(name)) {
    return refuse(
      'unknown-command',
      'The page asked for something this ReadyMeet does not know. Nothing was changed.',
      {
        mend: 'Reload the page, or start ReadyMeet again.',
      },
    );
  }
  try {
    return await commandOf(name).call(payload, context, session);
  } catch (error) {
    context.log.forRoom('admin').error({ err: error, command: name }, 'A command ended with an error');
    return refuse(
      'bug',
      'An error inside ReadyMeet kept this from being done. What was there before is kept.',
      {
        mend: 'Try again. If it happens again, send the diagnostics to whoever looks after ReadyMeet.',
      },
    );
  }
}

interface Command<Name> {
  readonly name: Name;
  call(payload: unknown, context: AdminContext, session: SessionPort): Promise<Answer>;
}

/** Ties the schema of a command to its handler. */
function commandOf<Name extends CommandName>(name: Name): Command<Name> {
  const schema = SCHEMAS[name];
  const handler: Handler<Name> = HANDLERS[name];
  return {
    name,
    async call(payload, context, session) {
      const parsed = schema.safeParse(payload);
      return parsed.success ? handler(parsed.data, context, session) : inputProblem(parsed.error.issues);
    },
  };
}
