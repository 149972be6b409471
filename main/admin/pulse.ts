import type { Scheduler } from './ports.ts';

/** Folds many wishes into few beats: the first comes at once, the next ones no sooner than a while after it. */
export interface Pulse {
  /** Asks for a beat. It comes after what is being done now, so that changes made together are told together. */
  request(): void;
  stop(): void;
}

export function createPulse(scheduler: Scheduler, everyMs: number, beat: () => void): Pulse {
  let state: 'idle' | 'about-to' | 'resting' | 'wanted' | 'stopped' = 'idle';
  let cancelTimer: (() => void) | null = null;

  const rest = (): void => {
    state = 'resting';
    cancelTimer = scheduler.after(everyMs, () => {
      if (state === 'wanted') {
        rest();
        beat();
      } else if (state === 'resting') {
        state = 'idle';
      }
    });
  };

  return {
    request() {
      if (state === 'resting') state = 'wanted';
      if (state !== 'idle') return;
      state = 'about-to';
      queueMicrotask(() => {
        if (state !== 'about-to') return;
        rest();
        beat();
      });
    },
    stop() {
      state = 'stopped';
      cancelTimer?.();
    },
  };
}
