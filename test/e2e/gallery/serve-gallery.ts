import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { build } from 'vite';
import { contentSecurityPolicy } from '../../../main/admin/page-policy.ts';
import { previewLetter } from '../../../main/mail/letter-preview.ts';
import { LETTER_KINDS } from '../../../preload/contract/letters.ts';
import { MONDAY_MS } from '../../fakes/jobs.ts';
import { sampleTemplate } from '../../fakes/views.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const BRIDGE_PATH = '/gallery-bridge.js';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface Gallery {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Builds the renderer and serves it under its real content security policy, with a stand-in for the program that shows
 * the scene named in the address: `/?scene=attention&page=jobs`. No backend is needed.
 */
export async function serveGallery(folder: string, port = 0): Promise<Gallery> {
  await build({
    root: join(ROOT, 'renderer'),
    configFile: join(ROOT, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
  const bridge = await bundleBridge();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    void answer(path).then(
      ({ type, body }) => {
        response.writeHead(200, {
          'content-type': type,
          'content-security-policy': contentSecurityPolicy('none'),
        });
        response.end(body);
      },
      () => response.writeHead(404).end(),
    );
  });

  async function answer(path: string): Promise<{ readonly type: string; readonly body: string | Buffer }> {
    if (path === BRIDGE_PATH) return { type: TYPES['.js'] ?? '', body: bridge };
    const file = join(folder, path === '/' ? 'index.html' : path);
    if (relative(folder, file).startsWith('..')) throw new Error('Outside of the folder.');
    const body = await readFile(file);
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    if (path !== '/') return { type, body };
    // A classic script: it runs before the page's own module does.
    const html = body.toString().replace('<script', `<script src="${BRIDGE_PATH}"></script><script`);
    return { type, body: html };
  }

  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  return { origin: originOf(server), close: () => closeServer(server) };
}

async function bundleBridge(): Promise<string> {
  // Letters are made by what runs outside of the browser, so they come along.
  const letters = LETTER_KINDS.map((kind) =>
    previewLetter(sampleTemplate(), kind, 'Australia/Brisbane', MONDAY_MS, {
      name: 'Acme Care',
      address: 'care@acme.test',
      domain: 'acme.test',
    }),
  );
  const bundle = await rolldown({
    input: join(import.meta.dirname, 'gallery-bridge.ts'),
    platform: 'browser',
    transform: { define: { SAMPLE_LETTERS: JSON.stringify(letters) } },
  });
  const { output } = await bundle.generate({ format: 'iife' });
  await bundle.close();
  return output[0].code;
}

function originOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The gallery has no port.');
  return `http://127.0.0.1:${String(address.port)}`;
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
