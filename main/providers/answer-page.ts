import { createHash } from 'node:crypto';

const STYLE = `:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 'Segoe UI',system-ui,sans-serif;background:#f7f7f8;color:#1b1b1f}
main{max-width:26rem;margin:1.5rem;padding:2rem 2.25rem;border-radius:10px;background:#fff;border:1px solid #dcdce1}
h1{margin:0 0 .5rem;font-size:1.25rem;font-weight:600}
p{margin:0}
@media (prefers-color-scheme:dark){body{background:#1b1b1f;color:#ececf1}main{background:#26262b;border-color:#3c3c43}}`;

/**
 * What the browser shows once it came back: always the same, whatever was asked and however it ended. Nothing of the
 * request stands in it.
 */
export const ANSWER_PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Go back to ReadyMeet</title><style>${STYLE}</style></head>
<body><main><h1>You can go back to ReadyMeet</h1>
<p>ReadyMeet goes on from here and shows how it went. This page can be closed.</p></main></body></html>
`;

/** Lets nothing but the page's own style work: no script, no picture, no frame, no form. */
export const ANSWER_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  connection: 'close',
};
