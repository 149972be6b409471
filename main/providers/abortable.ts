/**
 * Waits for the promise, but no longer than until the signal fires; null then. What was begun goes on to its end:
 * this is for work shared by several callers, of whom one may leave.
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  if (signal.aborted) {
    work.catch(() => undefined);
    return null;
  }
  const abort = Promise.withResolvers<null>();
  const onAbort = (): void => {
    abort.resolve(null);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, abort.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
