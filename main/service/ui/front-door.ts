import { createHash } from 'node:crypto';

export interface FrontDoorOptions {
  /** Cookies do not tell ports apart: the name does. */
  readonly port: number;
  /** Cryptographically random bytes. */
  readonly randomBytes: (count: number) => Buffer;
}

/** Lets browsers in that know a token nobody can guess, and knows them by a cookie from then on. */
export interface FrontDoor {
  /** A token that lets one browser in. An older one that was not used lets nobody in any more. */
  newToken(): string;
  /**
   * Takes a token and gives the `Set-Cookie` header of the browser that brought it; null where it is not the newest or
   * was used before.
   */
  exchange(token: string): string | null;
  /** Whether a `Cookie` header is that of a browser that was let in. */
  knows(cookieHeader: string | undefined): boolean;
}

/** 256 bits. */
const TOKEN_BYTES = 32;
/** Browsers let in by one run; the first are forgotten past that. */
const MOST_BROWSERS = 100;

/**
 * Makes the door of one run: nothing outlives it. Only digests are kept and compared, so the time a comparison takes
 * tells nothing about a token.
 */
export function createFrontDoor({ port, randomBytes }: FrontDoorOptions): FrontDoor {
  const cookieName = `ready-meet-${String(port)}`;
  const browsers = new Set<string>();
  let token: string | null = null;
  const makeSecret = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

  return {
    newToken() {
      const made = makeSecret();
      token = digestOf(made);
      return made;
    },
    exchange(offered) {
      if (token === null || digestOf(offered) !== token) return null;
      token = null;
      const secret = makeSecret();
      browsers.add(digestOf(secret));
      const [oldest] = browsers;
      if (browsers.size > MOST_BROWSERS && oldest !== undefined) browsers.delete(oldest);
      // Without an age, so that it goes when the browser is closed.
      return `${cookieName}=${secret}; Path=/; HttpOnly; SameSite=Strict`;
    },
    knows: (cookieHeader) =>
      cookieValues(cookieHeader, cookieName).some((value) => browsers.has(digestOf(value))),
  };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** All values under one name: a browser may send a cookie that somebody else on this computer has set beside ours. */
function cookieValues(header: string | undefined, name: string): readonly string[] {
  return (header ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 && pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : [];
  });
}
