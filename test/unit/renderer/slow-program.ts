import { act } from '@testing-library/react';
import type { Answer } from '../../../preload/contract/contract.ts';
import type { FakeProgram } from '../../fakes/fake-bridge.ts';

/** A program that answers only when it is told to. */
export function slowProgram(): {
  readonly program: FakeProgram;
  readonly answer: (answer: Answer) => Promise<void>;
} {
  let resolve: (answer: Answer) => void = () => undefined;
  return {
    program: () =>
      new Promise((resolved) => {
        resolve = resolved;
      }),
    answer: (answer) =>
      act(async () => {
        resolve(answer);
        await Promise.resolve();
      }),
  };
}
