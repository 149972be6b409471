import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Admin } from '../../admin/admin.ts';
import { failed, inputFailure, localFailure, success } from '../../sync/failure.ts';
import type { Failure, Result } from '../../sync/failure.ts';
import { createFrontDoor } from './front-door.ts';
import { answerPageRequests, ENTRY_PATH } from './page-requests.ts';
import { servePage } from './page-socket.ts';
import { foreignPart } from './request-guard.ts';

export interface PageServerOptions {
  readonly admin: Pick<Admin, 'openSession'>;
  /** Where the built page lies. */
  readonly folder: string;
  /** Null takes a free one. */
  readonly port: number | null;
  /** Cryptographically random bytes. */
  readonly randomBytes: (count: number) => Buffer;
  /** Told an address that lets one browser in: at the start, and anew whenever one was used. */
  readonly onAddress: (address: string) => void;
  /** Told in one word why a request was refused. */
  readonly onRefused: (reason: string) => void;
}

/** The page and its connections on loopback. */
export interface PageServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Ends every connection and gives the port back. */
  close(): Promise<void>;
}

/** Where the page connects to. */
const SOCKET_PATH = '/socket';
/** Nothing else listens here by accident, and no other computer can reach it. */
const LOOPBACK = '127.0.0.1';
/** The largest command is a letter template with its logo: about 320 kB. */
const MOST_FRAME_BYTES = 1_000_000;
/** RFC 6455 section 7.4.1: the server goes away. */
const GOING_AWAY = 1001;
const FAREWELL_MS = 500;

/** Starts serving the page. Fails in plain words when the port cannot be had. */
export async function startPageServer(options: PageServerOptions): Promise<Result<PageServer>> {
  const { admin, folder, onAddress, onRefused } = options;
  const server = createServer();
  const listening = await listen(server, options.port);
  if (!listening.ok) return listening;
  const origin = new URL(`http://${LOOPBACK}:${String(listening.value)}`).origin;
  const door = createFrontDoor({ port: listening.value, randomBytes: options.randomBytes });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_FRAME_BYTES });
  const announce = (): void => {
    onAddress(`${origin}${ENTRY_PATH}?token=${door.newToken()}`);
  };
  const answer = answerPageRequests({ origin, folder, door, onLetIn: announce, onRefused });

  server.on('request', (request, response) => {
    answer(request, response).catch(() => {
      // Whatever it was, the browser is not to wait for it, and the service is not to end.
      onRefused('bug');
      response.destroy();
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = refusalOfUpgrade(request);
    if (refusal === null) {
      sockets.handleUpgrade(request, socket, head, (connection) => {
        servePage(connection, admin);
      });
      return;
    }
    onRefused(refusal.reason);
    socket.on('error', () => undefined);
    socket.end(`HTTP/1.1 ${refusal.status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });

  function refusalOfUpgrade(request: IncomingMessage): { status: string; reason: string } | null {
    const { host, origin: sentOrigin, cookie } = request.headers;
    const foreign = foreignPart({ host, origin: sentOrigin }, origin, true);
    if (foreign !== null) return { status: '403 Forbidden', reason: foreign };
    if (!door.knows(cookie)) return { status: '401 Unauthorized', reason: 'cookie' };
    if (request.url !== SOCKET_PATH) return { status: '404 Not Found', reason: 'path' };
    return null;
  }

  announce();
  return success({
    origin,
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      const left = [...sockets.clients].map((client) => once(client, 'close'));
      for (const client of sockets.clients) client.close(GOING_AWAY);
      // A page that does not answer the farewell is not waited for.
      const hurry = setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, FAREWELL_MS);
      server.closeAllConnections();
      await Promise.all([closed, ...left]);
      clearTimeout(hurry);
    },
  });
}

/** Resolves with the port once the server listens. */
function listen(server: Server, port: number | null): Promise<Result<number>> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(failed(listenFailure(port, error.code ?? error.name)));
    });
    server.listen(port ?? 0, LOOPBACK, () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(success(address.port));
      else resolve(failed(listenFailure(port, 'no-address')));
    });
  });
}

function listenFailure(port: number | null, cause: string): Failure {
  if (port !== null && (cause === 'EADDRINUSE' || cause === 'EACCES')) {
    const why = cause === 'EACCES' ? 'may not be used by this user' : 'is in use by another program';
    return inputFailure({
      party: 'ledger',
      code: 'port-not-free',
      message: `Port ${String(port)} ${why}, so the page cannot be served there.`,
      mend: 'Choose another with --port, or leave --port out to have a free one chosen.',
      scope: 'party',
    });
  }
  return localFailure({
    party: 'ledger',
    code: 'cannot-listen',
    message: `The page cannot be served on this computer (${cause}).`,
    mend: 'See whether something on this computer keeps programs from listening on 127.0.0.1.',
    isTemporary: false,
  });
}
