import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { FaultPlan } from './faults.ts';
import type { Fault } from './faults.ts';

export interface SimulatorRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface SimulatorAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it is; anything else as JSON; undefined sends no body. */
  readonly body?: unknown;
}

/** Answers one request; this is where the simulated effect takes place. */
export type SimulatorHandler = (request: SimulatorRequest) => SimulatorAnswer | Promise<SimulatorAnswer>;

/** A real HTTP server on loopback whose answers can be spoilt on purpose. */
export interface HttpSimulator {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly faults: FaultPlan;
  /** Requests by method and path, such as `POST /graphql/graphql`, newest last; the oldest are dropped past 5,000. */
  readonly requests: readonly string[];
  readonly requestCount: number;
  close(): Promise<void>;
}

export interface HttpSimulatorOptions {
  readonly handle: SimulatorHandler;
  /** Time each answer takes, in milliseconds. */
  readonly latencyMs?: number;
  readonly port?: number;
  /** Sent as the `Date` header instead of the machine's clock. */
  readonly now?: () => Date;
}

const KEPT_REQUESTS = 5_000;

/** Starts a simulator on a free loopback port. Whoever starts it closes it. */
export async function startHttpSimulator(options: HttpSimulatorOptions): Promise<HttpSimulator> {
  const faults = new FaultPlan();
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let requestCount = 0;

  const answerRequest = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(message);
    requestCount += 1;
    requests.push(`${request.method} ${request.url.pathname}`);
    if (requests.length > KEPT_REQUESTS) requests.shift();
    const fault = faults.take(request.method, request.url.pathname, request.body);
    if (options.latencyMs !== undefined) await pause(options.latencyMs);
    if (options.now !== undefined) response.setHeader('date', options.now().toUTCString());
    if (fault !== null && (await spoilBeforeEffect(fault, message, response))) return;
    const answer = await options.handle(request);
    if (fault !== null && spoilAfterEffect(fault, message, response, answer)) return;
    sendAnswer(response, answer);
  };

  const server = createServer((message, response) => {
    answerRequest(message, response).catch((error: unknown) => {
      if (!response.headersSent) {
        sendAnswer(response, { status: 500, body: { simulatorError: String(error) } });
      }
      response.destroy();
    });
  });
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The simulator has no TCP address.');
  return {
    origin: `http://127.0.0.1:${String(address.port)}`,
    faults,
    requests,
    get requestCount() {
      return requestCount;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function readRequest(message: IncomingMessage): Promise<SimulatorRequest> {
  return {
    method: message.method ?? 'GET',
    url: new URL(message.url ?? '/', `http://${message.headers.host ?? '127.0.0.1'}`),
    headers: message.headers,
    body: await readText(message),
  };
}

function sendAnswer(response: ServerResponse, answer: SimulatorAnswer): void {
  const isText = typeof answer.body === 'string';
  const text = bodyText(answer.body);
  response.writeHead(answer.status, {
    ...(answer.body === undefined
      ? {}
      : { 'content-type': isText ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8' }),
    ...answer.headers,
    ...(answer.status === 204 ? {} : { 'content-length': String(Buffer.byteLength(text)) }),
  });
  response.end(answer.status === 204 ? undefined : text);
}

/** Returns true when the fault has answered (or refused to) and the effect must not take place. */
async function spoilBeforeEffect(
  fault: Fault,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  switch (fault.kind) {
    case 'cut-before':
      message.socket.destroy();
      return true;
    case 'answer-before':
      sendAnswer(response, fault.answer);
      return true;
    case 'stall':
      await pause(fault.durationMs);
      return false;
    case 'cut-after':
    case 'answer-after':
    case 'truncate':
    case 'change-body':
      return false;
  }
}

/** Returns true when the fault has answered although the effect took place. */
function spoilAfterEffect(
  fault: Fault,
  message: IncomingMessage,
  response: ServerResponse,
  answer: SimulatorAnswer,
): boolean {
  switch (fault.kind) {
    case 'cut-after':
      message.socket.destroy();
      return true;
    case 'answer-after':
      sendAnswer(response, fault.answer);
      return true;
    case 'truncate': {
      const text = bodyText(answer.body);
      sendAnswer(response, {
        status: answer.status,
        headers: { 'content-type': 'application/json' },
        body: text.slice(0, Math.floor(text.length / 2)),
      });
      return true;
    }
    case 'change-body':
      sendAnswer(response, { ...answer, body: fault.change(answer.body) });
      return true;
    case 'cut-before':
    case 'answer-before':
    case 'stall':
      return false;
  }
}

function bodyText(body: unknown): string {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
}
