/** As much of a browser's WebSocket as is used. */
export interface PlainSocket {
  readonly readyState: number;
  addEventListener(type: 'open' | 'close', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  send(text: string): void;
}
export type OpenSocket = (url: string) => PlainSocket;

export interface SocketLineOptions {
  readonly url: string;
  readonly openSocket: OpenSocket;
  readonly random: () => number;
  readonly onOpen: () => void;
  readonly onText: (text: string) => void;
  /** `wasOpen`: it was a connection; otherwise an attempt at one. */
  readonly onLost: (wasOpen: boolean) => void;
}

/** A line of texts to the service that is connected again whenever it is lost. */
export interface SocketLine {
  /** Connects; does nothing once that was asked for. */
  connect(): void;
  /** Sends now, or as soon as the attempt under way succeeds. False when there is neither. */
  send(text: string): boolean;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/** Makes a line that connects when it is asked to. */
export function createSocketLine(options: SocketLineOptions): SocketLine {
  let socket: PlainSocket | null = null;
  let isOpen = false;
  let isWanted = false;
  let failuresInRow = 0;
  /** Texts for the attempt under way. */
  let waiting: string[] = [];

  function attempt(): void {
    const current = options.openSocket(options.url);
    socket = current;
    current.addEventListener('open', () => {
      isOpen = true;
      failuresInRow = 0;
      const texts = waiting;
      waiting = [];
      options.onOpen();
      for (const text of texts) current.send(text);
    });
    current.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') options.onText(data);
    });
    // A failed attempt closes as well, so this is the one place where a line ends.
    current.addEventListener('close', () => {
      const wasOpen = isOpen;
      isOpen = false;
      socket = null;
      waiting = [];
      failuresInRow += 1;
      setTimeout(attempt, waitMs(failuresInRow, options.random()));
      options.onLost(wasOpen);
    });
  }

  return {
    connect() {
      if (isWanted) return;
      isWanted = true;
      attempt();
    },
    send(text) {
      if (socket === null) return false;
      if (isOpen) socket.send(text);
      else waiting.push(text);
      return true;
    },
  };
}

/** Doubles from half a second to ten, less up to half of it, so that several tabs do not come back as one. */
function waitMs(failuresInRow: number, random: number): number {
  const full = Math.min(FIRST_WAIT_MS * 2 ** (failuresInRow - 1), LONGEST_WAIT_MS);
  return full * (1 - random / 2);
}
