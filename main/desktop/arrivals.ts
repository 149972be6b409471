export interface ArrivalReactions {
  readonly openWindow: () => void;
  /** A page listens from now on. */
  readonly onPage: () => void;
  /** A message did not come from the page. */
  readonly onRefused: (channel: string) => void;
}

/** Takes in who wants something of the program while it is still starting. */
export interface Arrivals {
  /** Somebody wants to see the window. */
  readonly summon: () => void;
  readonly onSubscribed: () => void;
  readonly onRefused: (channel: string) => void;
  /** From now on everything is passed on, what came before first. */
  connect(reactions: ArrivalReactions): void;
}

/** @param isWindowWanted whether the window is to be opened as soon as it can be */
export function createArrivals(isWindowWanted: boolean): Arrivals {
  let connected: ArrivalReactions | null = null;
  let isWanted = isWindowWanted;
  let refusedChannels: string[] = [];
  return {
    summon: () => {
      if (connected === null) isWanted = true;
      else connected.openWindow();
    },
    // Before anything is connected there is no window, and so no page.
    onSubscribed: () => connected?.onPage(),
    onRefused: (channel) => {
      if (connected === null) refusedChannels.push(channel);
      else connected.onRefused(channel);
    },
    connect(reactions) {
      connected = reactions;
      for (const channel of refusedChannels) reactions.onRefused(channel);
      refusedChannels = [];
      if (isWanted) reactions.openWindow();
    },
  };
}
