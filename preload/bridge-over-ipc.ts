import { CALL_CHANNEL, PUSH_CHANNEL, SUBSCRIBE_CHANNEL } from './contract/channels.ts';
import type { Answer, Bridge } from './contract/contract.ts';
import type { Push } from './contract/pushes.ts';

/** As much of Electron's `ipcRenderer` as is needed. What arrives was sent by our own program, made to the contract. */
export interface ProgramMessages {
  invoke(channel: string, name: string, input: unknown): Promise<Answer>;
  send(channel: string): void;
  on(channel: string, listener: (event: unknown, push: Push) => void): unknown;
}

const NOT_REACHED: Answer = {
  ok: false,
  problem: {
    code: 'program-not-reached',
    message: 'ReadyMeet did not answer. What was entered is kept on this page.',
    mend: 'Try again; if that does not help, quit ReadyMeet and open it again.',
    field: null,
  },
};

/** Makes the bridge of the desktop app. It lives as long as the page. */
export function createBridge(messages: ProgramMessages): Bridge {
  const listeners = new Set<(push: Push) => void>();
  messages.on(PUSH_CHANNEL, (_event, push) => {
    for (const listener of listeners) listener(push);
  });
  return Object.freeze<Bridge>({
    async call(name, input) {
      try {
        return await messages.invoke(CALL_CHANNEL, name, input);
      } catch {
        return NOT_REACHED;
      }
    },
    subscribe(listener) {
      // An object of its own for each subscription: the same function may come twice.
      const own = (push: Push): void => {
        listener(push);
      };
      listeners.add(own);
      if (listeners.size === 1) messages.send(SUBSCRIBE_CHANNEL);
      return () => {
        listeners.delete(own);
      };
    },
    onConnection(listener) {
      // The page ends with the program, so there is nothing else to tell.
      listener(true);
      return () => undefined;
    },
  });
}
