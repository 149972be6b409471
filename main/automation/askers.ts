import { failed } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import { endedFailure } from './outcomes.ts';

/** Those who wait for how a look ends. */
export type Settle = (result: Result<void>) => void;

/** Keeps everybody who asked for a look until one has begun for them. */
export class Askers {
  private waiting: Settle[] = [];

  /** Resolves with the result of the first look that takes this asker, or as cancelled when the signal fires first. */
  async wait(signal: AbortSignal): Promise<Result<void>> {
    if (signal.aborted) return failed(endedFailure());
    const { promise, resolve } = Promise.withResolvers<Result<void>>();
    const leave = (): void => {
      this.waiting = this.waiting.filter((settle) => settle !== resolve);
      resolve(failed(endedFailure()));
    };
    this.waiting.push(resolve);
    signal.addEventListener('abort', leave, { once: true });
    const result = await promise;
    signal.removeEventListener('abort', leave);
    return result;
  }

  /** Hands over those who wait: the look that begins now is theirs. */
  take(): Settle {
    const taken = this.waiting;
    this.waiting = [];
    return (result) => {
      for (const settle of taken) settle(result);
    };
  }
}
