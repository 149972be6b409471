/** As much of Electron's `app` as ending needs. */
export interface EndingApp {
  on(event: 'before-quit', listener: () => void): unknown;
  on(event: 'will-quit', listener: (event: { preventDefault(): void }) => void): unknown;
  quit(): void;
  exit(code: number): void;
}

export interface LifecycleOptions {
  readonly app: EndingApp;
  /** Says what quitting means now; null where nothing has to be asked. */
  readonly describeQuit: () => string | null;
  /** Asks the person. */
  readonly confirm: (consequence: string) => Promise<boolean>;
  /** Quitting is certain now: windows may close. */
  readonly onQuitting: () => void;
  /** Stops what runs, in reverse order. */
  readonly stop: () => Promise<void>;
  readonly deadlineMs: number;
}

export interface Lifecycle {
  /** The person wants to quit: asked once, however often it is chosen. */
  readonly requestQuit: () => void;
  /**
   * The computer is to be shut down: whatever tells the program to go is not held up. It works on until then, because
   * another program can still call it off (macOS).
   */
  readonly expectEnd: () => void;
  /** The person's session ends now (Windows): nobody is asked and nothing is held up. */
  readonly endSession: () => void;
}

/** Brings the program to its end: asks the person, stops everything within a deadline, and only then lets it go. */
export function createLifecycle(options: LifecycleOptions): Lifecycle {
  const { app, stop, deadlineMs } = options;
  let isAsking = false;
  let isSessionEnding = false;
  let stopping: Promise<void> | null = null;
  let hasStopped = false;

  const stopWithinDeadline = async (): Promise<void> => {
    const deadline = new Promise<void>((resolve) => {
      setTimeout(resolve, deadlineMs).unref();
    });
    // Whatever fails at stopping, the program is to go.
    await Promise.race([stop().catch(() => undefined), deadline]);
    hasStopped = true;
  };
  const beginStop = (): Promise<void> => (stopping ??= stopWithinDeadline());

  app.on('before-quit', () => {
    options.onQuitting();
  });
  app.on('will-quit', (event) => {
    if (hasStopped) return;
    const stopped = beginStop();
    // Holding up the end of a session would call it off. The ledger is safe at any moment.
    if (isSessionEnding) return;
    event.preventDefault();
    void stopped.then(() => {
      app.exit(0);
    });
  });

  const ask = async (): Promise<void> => {
    const consequence = options.describeQuit();
    if (consequence === null || (await options.confirm(consequence))) app.quit();
  };
  return {
    requestQuit() {
      if (isAsking || stopping !== null) return;
      isAsking = true;
      // If the computer was to be shut down, that has been called off.
      isSessionEnding = false;
      void ask().finally(() => {
        isAsking = false;
      });
    },
    expectEnd() {
      isSessionEnding = true;
    },
    endSession() {
      isSessionEnding = true;
      void beginStop();
    },
  };
}
