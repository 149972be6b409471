import { request as requestPlainly } from 'node:http';
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as requestEncrypted } from 'node:https';
import type { LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Replaces the client's own limit for one answer. */
  readonly timeoutMs?: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** Finds a header by its name, in any case; null where there is none. */
  readonly headers: Pick<Headers, 'get'>;
  readonly text: string;
}

/**
 * Sends one request and resolves with its complete answer, whatever its status. Follows no redirect. Rejects with the
 * system's error when there is no complete answer, and when `signal` fires.
 */
export type Exchange = (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;

export interface ExchangeOptions {
  /** How long a connection may take to come about, in milliseconds; 10 seconds unless told. */
  readonly connectLimitMs?: number;
  /** Finds the address of a name; the system's way unless told. */
  readonly lookup?: LookupFunction;
  /** The longest answer taken, in bytes, zipped or not; 64 MiB unless told. */
  readonly longestBytes?: number;
}

const CONNECT_LIMIT_MS = 10_000;
/** The largest page of jobs has a few. */
const LONGEST_BYTES = 64 * 2 ** 20;

/** The code of the error where no connection came about in time. */
export const CONNECT_TIMEOUT = 'CONNECT_TIMEOUT';

/** The code of the error where an answer is longer than any that makes sense: it would fill the memory. */
export const ANSWER_TOO_LONG = 'ANSWER_TOO_LONG';

const gunzipped = promisify(gunzip);

async function unzip(body: Buffer, longestBytes: number): Promise<Buffer> {
  try {
    return await gunzipped(body, { maxOutputLength: longestBytes });
  } catch (error) {
    // https://nodejs.org/api/errors.html#err_buffer_too_large
    const isTooLong = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLong ? tooLong() : error;
  }
}

function tooLong(): Error {
  return Object.assign(new Error('The answer is too long.'), { code: ANSWER_TOO_LONG });
}

/**
 * Makes the exchange over Node's own HTTP client and its shared connections. `fetch` would be shorter, but compiling the
 * parser it brings along takes over 20 MB of memory at its peak, and each request costs more computing.
 */
export function createExchange(options: ExchangeOptions = {}): Exchange {
  return async (request, signal) => {
    signal.throwIfAborted();
    const { message, body } = await receive(request, options, signal);
    const { statusCode = 0, headers } = message;
    const isZipped = headers['content-encoding']?.toLowerCase() === 'gzip' && body.length > 0;
    const text = new TextDecoder().decode(
      isZipped ? await unzip(body, options.longestBytes ?? LONGEST_BYTES) : body,
    );
    return { status: statusCode, headers: headersOf(headers), text };
  };
}

interface Received {
  readonly message: IncomingMessage;
  readonly body: Buffer;
}

function receive(
  request: HttpRequest,
  { lookup, connectLimitMs = CONNECT_LIMIT_MS, longestBytes = LONGEST_BYTES }: ExchangeOptions,
  signal: AbortSignal,
): Promise<Received> {
  const send = request.url.startsWith('https:') ? requestEncrypted : requestPlainly;
  const { body, method } = request;
  return new Promise((resolve, reject) => {
    const sent = send(request.url, {
      method,
      signal,
      ...(lookup === undefined ? {} : { lookup }),
      headers: {
        'accept-encoding': 'gzip',
        'user-agent': 'ReadyMeet',
        ...request.headers,
        ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
      },
    });
    let hasAnswer = false;
    // Whatever comes after the first is not heard of any more, but must not go unhandled.
    sent.on('error', reject);
    sent.once('close', () => {
      // A switch of protocols, which nobody asked for, ends a connection without an error.
      if (!hasAnswer) reject(new Error('The connection ended without an answer.'));
    });
    sent.once('response', (message) => {
      hasAnswer = true;
      const chunks: Buffer[] = [];
      let length = 0;
      message.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length <= longestBytes) return;
        reject(tooLong());
        sent.destroy();
      });
      message.on('error', reject);
      message.once('end', () => {
        // Node throws away what comes in after a request was broken off, and calls that the end as well.
        if (sent.destroyed && !message.complete) reject(new Error('The answer was broken off.'));
        else resolve({ message, body: Buffer.concat(chunks) });
      });
    });
    limitConnecting(sent, connectLimitMs);
    sent.end(body);
  });
}

function limitConnecting(sent: ClientRequest, limitMs: number): void {
  sent.once('socket', (socket) => {
    if (!socket.connecting) return;
    const giveUp = (): void => {
      sent.destroy(Object.assign(new Error('No connection came about.'), { code: CONNECT_TIMEOUT }));
    };
    const timer = setTimeout(giveUp, limitMs);
    const lift = (): void => {
      clearTimeout(timer);
    };
    socket.once('connect', lift).once('close', lift);
  });
}

function headersOf(headers: IncomingHttpHeaders): HttpAnswer['headers'] {
  return {
    get(name) {
      const value = headers[name.toLowerCase()];
      return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
    },
  };
}
