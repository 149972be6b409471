import { isAbsolute, relative, resolve, sep } from 'node:path';

/** One file of the built page. */
export interface PageFile {
  /** Absolute, inside the page's folder. */
  readonly path: string;
  readonly mediaType: string;
}

/** Only what a built page is made of; anything else is not served. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
};

/**
 * Says which file of the built page a URL's path asks for; `/` is the page itself. Null where there can be none: a
 * path that leaves the folder (decoded once, then made plain), one that a file system could read in two ways, or a
 * kind of file a page does not have. Whether the file exists is not looked at.
 */
export function findPageFile(folder: string, urlPath: string): PageFile | null {
  const decoded = decode(urlPath);
  // A NUL ends a name for some systems, a backslash parts names for Windows, and a colon opens streams or drives there.
  if (decoded === null || !decoded.startsWith('/') || /[\0\\:]/.test(decoded)) return null;
  const path = resolve(folder, `.${decoded === '/' ? '/index.html' : decoded}`);
  const inside = relative(folder, path);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return null;
  const mediaType = mediaTypeOf(path);
  return mediaType === null ? null : { path, mediaType };
}

function mediaTypeOf(path: string): string | null {
  const ending = /\.([a-z0-9]+)$/.exec(path)?.[1] ?? '';
  return Object.hasOwn(MEDIA_TYPES, ending) ? (MEDIA_TYPES[ending] ?? null) : null;
}

/** Null for what is not well-formed percent-encoding. */
function decode(urlPath: string): string | null {
  try {
    return decodeURIComponent(urlPath);
  } catch {
    return null;
  }
}
