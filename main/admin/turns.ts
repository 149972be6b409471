/** Lets one piece of work run at a time, in the order in which they were asked for. */
export interface Turns {
  take<T>(work: () => Promise<T>): Promise<T>;
}

/** Makes a queue of its own. Work that throws does not hold up what comes after it. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take(work) {
      const turn = last.then(work, work);
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
