/** As much of Electron's `powerMonitor` as is needed. */
export interface PowerEvents {
  on(event: 'suspend' | 'resume' | 'shutdown', listener: () => void): unknown;
  removeListener(event: 'suspend' | 'resume' | 'shutdown', listener: () => void): unknown;
}

export interface PowerReactions {
  readonly sleep: () => void;
  readonly wake: () => void;
  /** The computer is shut down. */
  readonly endSession: () => void;
}

/** Tells of sleep, waking and the computer's end. Returns the way to stop that. */
export function followPower(power: PowerEvents, { sleep, wake, endSession }: PowerReactions): () => void {
  power.on('suspend', sleep);
  power.on('resume', wake);
  power.on('shutdown', endSession);
  return () => {
    power.removeListener('suspend', sleep);
    power.removeListener('resume', wake);
    power.removeListener('shutdown', endSession);
  };
}
