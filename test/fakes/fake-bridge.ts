import type { CommandInput, CommandName } from '../../preload/contract/commands.ts';
import type { Answer, Bridge } from '../../preload/contract/contract.ts';
import type { Push } from '../../preload/contract/pushes.ts';

export interface FakeBridge extends Bridge {
  /** Every command so far. */
  readonly calls: readonly { readonly name: CommandName; readonly input: unknown }[];
  /** Sends a push to the page. */
  push(push: Push): void;
  connect(isConnected: boolean): void;
}

export const OK: Answer = { ok: true, id: null };

export function refused(code: string, message: string, mend: string | null = null): Answer {
  return { ok: false, problem: { code, message, mend, field: null } };
}

/** Carries out a command in place of the program. */
export type FakeProgram = (name: CommandName, input: unknown) => Answer | Promise<Answer>;

/** The program as a page sees it. Sends `firstPushes` to whoever subscribes; everything asked of it succeeds unless told. */
export function createFakeBridge(
  firstPushes: () => readonly Push[],
  program: FakeProgram = () => OK,
): FakeBridge {
  const calls: { name: CommandName; input: unknown }[] = [];
  const listeners = new Set<(push: Push) => void>();
  const connectionListeners = new Set<(isConnected: boolean) => void>();
  let isConnected = true;
  return {
    calls,
    call<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<Answer> {
      calls.push({ name, input });
      return Promise.resolve(program(name, input));
    },
    subscribe(listener) {
      listeners.add(listener);
      for (const push of firstPushes()) listener(push);
      return () => {
        listeners.delete(listener);
      };
    },
    onConnection(listener) {
      connectionListeners.add(listener);
      listener(isConnected);
      return () => {
        connectionListeners.delete(listener);
      };
    },
    push(push) {
      for (const listener of listeners) listener(push);
    },
    connect(nowConnected) {
      isConnected = nowConnected;
      for (const listener of connectionListeners) listener(nowConnected);
    },
  };
}
