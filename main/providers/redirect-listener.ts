import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { failed, localFailure, success } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import { ANSWER_HEADERS, ANSWER_PAGE } from './answer-page.ts';
import type { RedirectPlace } from './redirect-place.ts';

/** Waits on this computer for the one visit with which a sign-in ends. */
export interface RedirectListener {
  /** The address to send the provider: what is registered, with the port. */
  readonly redirectUri: string;
  /** Stops listening and ends every connection, an answer on its way excepted. */
  close(): Promise<void>;
}

export type LoopbackPlace = Extract<RedirectPlace, { kind: 'loopback' }>;

/** How often another free port is tried where one is free in IPv4 and taken in IPv6. */
const PORT_TRIES = 5;

/**
 * Listens for the redirect (RFC 8252 section 7.3) on loopback addresses only: those the browser may try for the
 * host. The first GET of exactly that host, port and path is answered with a page that never changes, and handed over
 * once that page has left; nothing else ends the waiting, and nothing is taken after it. Fails with `port-busy` where a
 * port was asked for that another program has, and with `no-loopback` where this computer lets no port be opened.
 */
export async function listenForRedirect(
  place: LoopbackPlace,
  onRedirect: (url: URL) => void,
): Promise<Result<RedirectListener>> {
  const sockets = new Set<Socket>();
  let host = '';
  let isOver = false;

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const url = URL.parse(request.url ?? '', `http://${host}`);
    const refusal = url === null ? 400 : refusalOf(request, url, host, place.path);
    if (url === null || refusal !== null || isOver) {
      response.writeHead(refusal ?? 404, { connection: 'close', 'content-length': 0 });
      response.end();
      return;
    }
    isOver = true;
    response.writeHead(200, ANSWER_HEADERS);
    response.end(ANSWER_PAGE);
    // Whoever is told closes the listener; the page has to be on its way by then. A browser that left comes here too.
    response.once('close', () => {
      onRedirect(url);
    });
  };

  const bound = await bind(place, answer, sockets);
  if (!bound.ok) return bound;
  const { port, servers } = bound.value;
  host = `${place.host}:${String(port)}`;
  let closing: Promise<unknown> | null = null;
  return success({
    redirectUri: `http://${host}${place.path}`,
    async close() {
      isOver = true;
      closing ??= Promise.all(servers.map(closeServer));
      for (const socket of sockets) socket.destroySoon();
      await closing;
    },
  });
}

/**
 * The status a request is turned away with, or null. A page of another site can make a browser visit any address on this
 * computer; browsers say so (Fetch Metadata), and only a person's own visit counts.
 */
function refusalOf(request: IncomingMessage, url: URL, host: string, path: string): number | null {
  // Against DNS rebinding: a name that leads to this computer is not this host.
  if (request.headers.host !== host || url.host !== host) return 403;
  if (url.pathname !== (path === '' ? '/' : path)) return 404;
  if (request.method !== 'GET') return 405;
  const { 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': destination } = request.headers;
  if (site !== undefined && (mode !== 'navigate' || destination !== 'document')) return 403;
  return null;
}

interface Bound {
  readonly port: number;
  readonly servers: readonly Server[];
}

async function bind(
  place: LoopbackPlace,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  sockets: Set<Socket>,
): Promise<Result<Bound>> {
  const open = async (address: string, port: number): Promise<{ server: Server; port: number } | string> => {
    const server = createServer(answer);
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    const code = await listening(server, address, port);
    if (code !== null) return code;
    const bound = server.address();
    return bound === null || typeof bound === 'string' ? 'ENOADDRESS' : { server, port: bound.port };
  };

  const first = place.host === '[::1]' ? '::1' : '127.0.0.1';
  let code = '';
  for (let tried = 0; tried < (place.port === null ? PORT_TRIES : 1); tried += 1) {
    const main = await open(first, place.port ?? 0);
    if (typeof main === 'string') {
      code = main;
      continue;
    }
    if (place.host !== 'localhost') return success({ port: main.port, servers: [main.server] });
    // A browser may take `localhost` for either address. Another program must not sit on the other one.
    const second = await open('::1', main.port);
    if (typeof second !== 'string') {
      return success({ port: main.port, servers: [main.server, second.server] });
    }
    // Without IPv6 on this computer there is no other one.
    if (second !== 'EADDRINUSE') return success({ port: main.port, servers: [main.server] });
    await closeServer(main.server);
    code = second;
  }
  return failed(bindFailure(place, code));
}

/** Null once the server listens, or the system's error code: it comes later, as an event. */
function listening(server: Server, address: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? 'UNKNOWN');
    });
    server.listen({ host: address, port, exclusive: true }, () => {
      resolve(null);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}

function bindFailure({ port }: LoopbackPlace, code: string): Failure {
  const isBusy = port !== null && (code === 'EADDRINUSE' || code === 'EACCES');
  return localFailure({
    party: 'provider',
    code: isBusy ? 'port-busy' : 'no-loopback',
    message: isBusy
      ? `Another program on this computer uses port ${String(port)}, at which ReadyMeet was to wait for the sign-in.`
      : `ReadyMeet cannot wait for the answer of the sign-in: this computer lets no port be opened (${code}).`,
    mend: isBusy
      ? 'Close the other program, or leave the port out of the redirect address.'
      : 'Check whether security software on this computer keeps ReadyMeet from it.',
  });
}
