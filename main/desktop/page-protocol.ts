import { findPageFile } from '../admin/page-files.ts';
import { contentSecurityPolicy } from '../admin/page-policy.ts';
import { isPageUrl } from './app-scheme.ts';

export interface PageProtocolOptions {
  /** The folder of the built page, absolute. */
  readonly folder: string;
  readonly readFile: (path: string) => Promise<Uint8Array<ArrayBuffer>>;
}

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy('none'),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * Answers requests of the `app://` scheme with files of the built page. Only GET, only the page's own host, only paths
 * inside the folder, only kinds of files a page is made of: anything else gets an empty answer with a status that says
 * why. Never rejects.
 */
export function createPageProtocol({
  folder,
  readFile,
}: PageProtocolOptions): (request: { readonly method: string; readonly url: string }) => Promise<Response> {
  return async ({ method, url }) => {
    if (method !== 'GET') return refuse(405);
    if (!isPageUrl(url)) return refuse(404);
    const file = findPageFile(folder, new URL(url).pathname);
    if (file === null) return refuse(404);
    try {
      const body = await readFile(file.path);
      return new Response(body, { headers: { ...HEADERS, 'Content-Type': file.mediaType } });
    } catch {
      // Whatever keeps it from being read, the page does not have this file.
      return refuse(404);
    }
  };
}

function refuse(status: 404 | 405): Response {
  return new Response(null, { status, headers: HEADERS });
}
