import type { Answer } from '../../preload/contract/contract.ts';
import { IDLE_COMMAND } from './state.ts';
import type { AppState, CommandState } from './state.ts';

/** The state of the command with this key; idle when it was never called. */
export function commandStateOf(state: AppState, key: string): CommandState {
  return state.commands.get(key) ?? IDLE_COMMAND;
}

/** A call begins. What the one before was answered with is gone. */
export function withCallBegun(state: AppState, key: string, nowMs: number): AppState {
  return withCommand(state, key, { ...IDLE_COMMAND, sinceMs: nowMs });
}

/** A call was answered. */
export function withAnswer(state: AppState, key: string, answer: Answer, nowMs: number): AppState {
  return withCommand(
    state,
    key,
    answer.ok
      ? { ...IDLE_COMMAND, succeededAtMs: nowMs, id: answer.id }
      : { ...IDLE_COMMAND, problem: answer.problem },
  );
}

/** The answer was read; a call under way goes on. */
export function withoutAnswer(state: AppState, key: string): AppState {
  return withCommand(state, key, { ...IDLE_COMMAND, sinceMs: commandStateOf(state, key).sinceMs });
}

function withCommand(state: AppState, key: string, command: CommandState): AppState {
  return { ...state, commands: new Map(state.commands).set(key, command) };
}
