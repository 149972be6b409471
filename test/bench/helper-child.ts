import { messageOf } from './words.ts';

/** Lets this process answer the requests of the one that forked it, one after the other, and end with it. */
export function serveParent(answer: (request: unknown) => Promise<object>, close: () => Promise<void>): void {
  let turn: Promise<void> = Promise.resolve();
  process.on('message', (request) => {
    turn = turn.then(async () => {
      const reply = await answer(request).catch((error: unknown) => ({ error: messageOf(error) }));
      // Where the parent is gone, `disconnect` has come or is coming.
      if (process.connected) process.send?.(reply);
    });
  });
  process.once('disconnect', () => {
    void turn.then(close).finally(() => {
      process.exit();
    });
  });
}
