export interface ClosingNoticeOptions {
  /** Whether it was said in an earlier run, as the settings say. */
  readonly wasTold: boolean;
  readonly tell: () => void;
  /** Has it remembered for later runs. */
  readonly remember: () => void;
}

/**
 * Says once in a person's life with ReadyMeet that closing the window only hides it. Does not wait for the settings to be
 * written, so that a quick second closing does not say it again.
 */
export function createClosingNotice(options: ClosingNoticeOptions): () => void {
  let { wasTold } = options;
  return () => {
    if (wasTold) return;
    wasTold = true;
    options.remember();
    options.tell();
  };
}
