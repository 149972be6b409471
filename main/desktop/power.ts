/** As much of Electron's `powerMonitor` as is needed. */
export interface PowerEvents {
  on(event: 'suspend' | 'resume' | 'shutdown', listener: () => void): unknown;
  removeListener(event: 'suspend' | 'resume' | 'shutdown', listener: () => void): unknown;
}

export interface PowerReactions {
  readonly sleep: () => void;
  readonly wake: () => void;
  /** The computer is to be shut down (macOS and Linux). */
  readonly expectEnd: () => void;
}

/** Tells of sleep, waking and the computer's end. Returns the way to stop that. */
export function followPower(power: PowerEvents, { sleep, wake, expectEnd }: PowerReactions): () => void {
  power.on('suspend', sleep);
  power.on('resume', wake);
  power.on('shutdown', expectEnd);
  return () => {
    power.removeListener('suspend', sleep);
    power.removeListener('resume', wake);
    power.removeListener('shutdown', expectEnd);
  };
}
