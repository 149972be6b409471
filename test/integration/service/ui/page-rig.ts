import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { AdminSession } from '../../../../main/admin/admin.ts';
import { startPageServer } from '../../../../main/service/ui/page-server.ts';
import type { Answer } from '../../../../preload/contract/contract.ts';
import type { Push } from '../../../../preload/contract/pushes.ts';

export const DONE: Answer = { ok: true, id: null };

/** A session as the test plays it. */
export interface PlayedSession {
  readonly push: (push: Push) => void;
  readonly calls: { readonly name: unknown; readonly payload: unknown }[];
  isClosed: boolean;
  /** How the next calls are answered. */
  answer: () => Promise<Answer>;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export const INDEX = '<!doctype html><title>ReadyMeet</title>\n';

/** Serves a made-up page for an admin that the test plays. */
export async function servePage() {
  const root = await mkdtemp(join(tmpdir(), 'ready-meet-page-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const folder = join(root, 'page');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await mkdir(join(root, 'page-evil'));
  await writeFile(join(folder, 'index.html'), INDEX);
  await writeFile(join(folder, 'assets', 'main-abc123.js'), 'export {};\n');
  await writeFile(join(folder, 'notes.txt'), 'secret');
  await writeFile(join(root, 'outside.html'), 'secret');
  await writeFile(join(root, 'page-evil', 'index.html'), 'secret');

  const addresses: string[] = [];
  const refusals: string[] = [];
  const sessions: PlayedSession[] = [];
  const started = await startPageServer({
    admin: {
      openSession(push): AdminSession {
        const session: PlayedSession = {
          push,
          calls: [],
          isClosed: false,
          answer: () => Promise.resolve(DONE),
        };
        sessions.push(session);
        return {
          call(name, payload) {
            session.calls.push({ name, payload });
            return session.answer();
          },
          close() {
            session.isClosed = true;
          },
        };
      },
    },
    folder,
    port: null,
    randomBytes,
    onAddress: (address) => addresses.push(address),
    onRefused: (reason) => refusals.push(reason),
  });
  if (!started.ok) throw new Error(started.failure.message);
  const server = started.value;
  onTestFinished(() => server.close());
  const { port, host } = new URL(server.origin);

  /** Sends a request exactly as it is written: nothing is made plain or added. */
  const ask = (
    path: string,
    { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
  ): Promise<HttpAnswer> =>
    new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
        text(response).then((body) => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
        }, reject);
      })
        .once('error', reject)
        .end();
    });
  const newestPath = (): string => {
    const { pathname, search } = new URL(addresses.at(-1) ?? '');
    return `${pathname}${search}`;
  };
  /** Has a browser let in; gives its `Cookie` header. */
  const enter = async (): Promise<string> => {
    const answer = await ask(newestPath());
    const [pair = ''] = answer.headers['set-cookie']?.[0]?.split(';') ?? [];
    return pair;
  };
  /** Tries to open a connection; resolves with the HTTP status where it is refused. */
  const connect = (headers: Record<string, string>, path = '/socket'): Promise<WebSocket | number> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://${host}${path}`, { headers });
      onTestFinished(() => {
        socket.terminate();
      });
      socket.once('open', () => {
        resolve(socket);
      });
      socket.once('unexpected-response', (_, response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      socket.once('error', reject);
    });
  /** A page that was let in and is connected, with its session. */
  const openPage = async () => {
    const socket = await connect({ cookie: await enter(), origin: server.origin });
    const session = sessions.at(-1);
    if (typeof socket === 'number' || session === undefined) throw new Error('The page was refused.');
    return { socket, session };
  };
  return { server, host, ask, enter, newestPath, connect, openPage, addresses, refusals, sessions };
}

/** The next frame that comes, as it is read by a page. */
export function nextFrame(socket: WebSocket): Promise<unknown> {
  return new Promise((resolve) => {
    socket.once('message', (data) => {
      resolve(Buffer.isBuffer(data) ? JSON.parse(data.toString()) : null);
    });
  });
}

/** The code with which the connection is closed. */
export function closeCode(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    socket.once('close', resolve);
  });
}
