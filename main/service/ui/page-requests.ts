import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { findPageFile } from '../../admin/page-files.ts';
import { contentSecurityPolicy } from '../../admin/page-policy.ts';
import type { FrontDoor } from './front-door.ts';
import { ENTRY_PAGE, plainPage } from './plain-page.ts';
import type { PlainPageKind } from './plain-page.ts';
import { foreignPart } from './request-guard.ts';

export interface PageRequestsOptions {
  /** Ours, such as `http://127.0.0.1:4711`. */
  readonly origin: string;
  /** Where the built page lies. */
  readonly folder: string;
  readonly door: FrontDoor;
  /** A browser was let in with the newest token. */
  readonly onLetIn: () => void;
  /** Told why a request was refused; the request's address is never part of it. */
  readonly onRefused: (reason: string) => void;
}

/** Where a token is exchanged for a cookie. */
export const ENTRY_PATH = '/enter';
/** Built files that carry a digest of their content in their name: under a name there is ever one content. */
const HASHED_FILES = '/assets/';

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy('self'),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Answers the requests for the page and its files, to browsers that were let in. */
export function answerPageRequests(
  options: PageRequestsOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { origin, folder, door, onLetIn, onRefused } = options;

  function refuse(response: ServerResponse, kind: PlainPageKind, reason: string): void {
    onRefused(reason);
    say(response, kind);
  }

  function letIn(response: ServerResponse, token: string): void {
    const cookie = door.exchange(token);
    if (cookie === null) {
      refuse(response, 'address-used', 'token');
      return;
    }
    response.setHeader('set-cookie', cookie);
    sendHtml(response, 200, ENTRY_PAGE);
    onLetIn();
  }

  return async (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    const { host, origin: sentOrigin, cookie } = request.headers;
    const foreign = foreignPart({ host, origin: sentOrigin }, origin, false);
    if (foreign !== null) {
      refuse(response, 'foreign', foreign);
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      refuse(response, 'not-allowed', 'method');
      return;
    }
    const [path, query] = splitOnce(request.url ?? '', '?');
    const isKnown = door.knows(cookie);
    if (path === ENTRY_PATH && !isKnown && request.method === 'GET') {
      letIn(response, new URLSearchParams(query).get('token') ?? '');
      return;
    }
    if (!isKnown) {
      refuse(response, 'not-let-in', 'cookie');
      return;
    }
    if (path === ENTRY_PATH) {
      // Somebody who is inside goes on, and the token stays good for another browser.
      sendHtml(response, 200, ENTRY_PAGE);
      return;
    }
    await sendFile(response, folder, path, request.method === 'HEAD');
  };
}

async function sendFile(
  response: ServerResponse,
  folder: string,
  path: string,
  isHead: boolean,
): Promise<void> {
  const file = findPageFile(folder, path);
  const found = file === null ? null : await stat(file.path).catch(() => null);
  if (file === null || found?.isFile() !== true) {
    say(response, 'not-found');
    return;
  }
  if (path.startsWith(HASHED_FILES)) {
    response.setHeader('cache-control', 'private, max-age=31536000, immutable');
  }
  response.writeHead(200, { 'content-type': file.mediaType, 'content-length': found.size });
  if (isHead) {
    response.end();
    return;
  }
  // A browser that goes away in the middle ends the stream; there is nobody left to be told.
  await pipeline(createReadStream(file.path), response).catch(() => undefined);
}

function say(response: ServerResponse, kind: PlainPageKind): void {
  const { status, html } = plainPage(kind);
  sendHtml(response, status, html);
}

function sendHtml(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html);
}

function splitOnce(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}
