import { useCallback } from 'react';
import type { CommandInput, CommandName } from '../../preload/contract/commands.ts';
import type { Answer } from '../../preload/contract/contract.ts';
import { commandStateOf, withAnswer, withCallBegun, withoutAnswer } from '../store/command-state.ts';
import { useApp, useAppContext } from '../store/context.tsx';
import type { CommandProblem } from '../store/state.ts';
import { useIsPast } from './use-now.ts';

/** Cancel is offered once a person would wonder. */
const CANCEL_AFTER_MS = 1000;

/** One command as a component uses it. */
export interface Command<Name extends CommandName = CommandName> {
  readonly name: Name;
  /** Whether it is under way, also where another page asked for it. */
  readonly isPending: boolean;
  /** What the program is doing for it, such as `Asking Zoom who signed in`; null where it does not say. */
  readonly progress: string | null;
  /** Whether it has been under way for a second and can be stopped. */
  readonly canCancel: boolean;
  /** What the last call was refused with; kept until it is dismissed or called again. */
  readonly problem: CommandProblem | null;
  readonly succeededAtMs: number | null;
  /** Calls it. Never rejects; the answer is shown by `CommandMessage`, too. */
  readonly run: (input: CommandInput<Name>) => Promise<Answer>;
  readonly cancel: () => void;
  /** Forgets the last answer. */
  readonly dismiss: () => void;
}

/**
 * A command with its state, which outlives the component: whoever comes back to a page sees what became of it.
 * @param key tells apart calls of the same command about different things, such as jobs
 */
export function useCommand<Name extends CommandName>(name: Name, key = ''): Command<Name> {
  const { store, bridge } = useAppContext();
  const stateKey = key === '' ? name : `${name} ${key}`;
  const state = useApp((app) => commandStateOf(app, stateKey));
  // A task of the same name about another thing is not this one, so keyed commands count only their own calls.
  const task = useApp(
    (app) =>
      app.view?.tasks.find(({ command }) => command === stateKey) ??
      app.view?.tasks.find(({ command }) => command === name) ??
      null,
  );
  const isMine = state.sinceMs !== null;
  const isPending = isMine || (key === '' && task !== null);
  const isLong = useIsPast(isPending ? (state.sinceMs ?? task?.sinceMs ?? 0) + CANCEL_AFTER_MS : null);

  const run = useCallback(
    async (input: CommandInput<Name>): Promise<Answer> => {
      store.setState((app) => withCallBegun(app, stateKey, Date.now()));
      const answer = await bridge.call(name, input);
      store.setState((app) => withAnswer(app, stateKey, answer, Date.now()));
      return answer;
    },
    [store, bridge, name, stateKey],
  );
  const taskName = task?.command ?? name;
  const cancel = useCallback(
    () => void bridge.call('cancel-task', { command: taskName }),
    [bridge, taskName],
  );
  const dismiss = useCallback(() => {
    store.setState((app) => withoutAnswer(app, stateKey));
  }, [store, stateKey]);

  return {
    name,
    isPending,
    progress: isPending ? (task?.words ?? null) : null,
    // Only what the program lists can be stopped.
    canCancel: isPending && isLong && task !== null,
    problem: state.problem,
    succeededAtMs: state.succeededAtMs,
    run,
    cancel,
    dismiss,
  };
}
