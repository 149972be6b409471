import { join, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findPageFile } from '../../../main/admin/page-files.ts';
import { contentSecurityPolicy } from '../../../main/admin/page-policy.ts';
import { createPageProtocol } from '../../../main/desktop/page-protocol.ts';

const FOLDER = join(sep, 'app', 'out', 'renderer');

describe('the path of a page file', () => {
  test.each([
    ['/', 'index.html', 'text/html; charset=utf-8'],
    ['/index.html', 'index.html', 'text/html; charset=utf-8'],
    ['/assets/main-a1B2.js', join('assets', 'main-a1B2.js'), 'text/javascript; charset=utf-8'],
    ['/assets/x%20y.css', join('assets', 'x y.css'), 'text/css; charset=utf-8'],
    ['/assets/../index.html', 'index.html', 'text/html; charset=utf-8'],
  ])('%s is found', (urlPath, path, mediaType) => {
    expect(findPageFile(FOLDER, urlPath)).toEqual({ path: join(FOLDER, path), mediaType });
  });

  test.each([
    ['/../secrets.js', 'above the folder'],
    ['/..%2f..%2fsettings.js', 'encoded slashes'],
    ['/%2e%2e/%2e%2e/main.js', 'encoded dots'],
    ['/assets/..%2f..%2f..%2fx.js', 'out through a folder inside'],
    ['/../renderer-evil/x.js', 'a neighbour whose name begins alike'],
    ['/..%5c..%5cx.js', 'backslashes'],
    ['/index.html%00.js', 'a NUL'],
    ['/index.html:stream.js', 'a stream of Windows'],
    ['/C:/x.js', 'a drive'],
    ['/%E0%A4%A', 'malformed encoding'],
    ['/main.mjs', 'a kind of file that pages have not'],
    ['/main.js.map', 'a source map'],
    ['/assets', 'a folder'],
    ['/constructor', 'no ending at all'],
    ['/x.constructor', 'an ending that every object has'],
    ['', 'nothing'],
    ['index.html', 'no slash in front'],
    ['/%252e%252e/x.js/../../..', 'twice encoded'],
  ])('%s is refused: %s', (urlPath) => {
    expect(findPageFile(FOLDER, urlPath)).toBeNull();
  });
});

describe('app://', () => {
  const asked: string[] = [];
  const answer = createPageProtocol({
    folder: FOLDER,
    readFile: (path) => {
      asked.push(path);
      return path.endsWith('index.html')
        ? Promise.resolve(new TextEncoder().encode('<!doctype html>'))
        : Promise.reject(new Error('ENOENT'));
    },
  });

  test('serves the page with its policy', async () => {
    const response = await answer({ method: 'GET', url: 'app://ui/' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<!doctype html>');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy('none'),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });

  test.each([
    ['POST', 'app://ui/', 405],
    ['HEAD', 'app://ui/', 405],
    ['GET', 'app://other/', 404],
    ['GET', 'app://ui.evil/', 404],
    ['GET', 'app://user@ui/', 404],
    ['GET', 'file:///etc/passwd', 404],
    ['GET', 'https://ui/', 404],
    ['GET', 'app://ui/assets/missing.js', 404],
    ['GET', 'app://ui/..%2f..%2fx.html', 404],
    ['GET', 'not an address', 404],
  ])('%s %s gets %i and nothing else', async (method, url, status) => {
    const response = await answer({ method, url });
    expect(response.status).toBe(status);
    expect(await response.text()).toBe('');
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy('none'));
  });

  test('asked the disk for nothing outside the folder', () => {
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((path) => !path.startsWith(FOLDER + sep))).toEqual([]);
  });
});

test('the policy begins with nothing and opens what the page is made of', () => {
  expect(contentSecurityPolicy('none')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; " +
      "img-src 'self' data:; " +
      "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
});
