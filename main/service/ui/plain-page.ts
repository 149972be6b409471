/** What is said instead of the page; every word is fixed. */
export type PlainPageKind = 'not-let-in' | 'address-used' | 'not-found' | 'not-allowed' | 'foreign';

const WORDS: Readonly<
  Record<PlainPageKind, { readonly status: number; readonly title: string; readonly text: string }>
> = {
  'not-let-in': {
    status: 401,
    title: 'ReadyMeet does not know this browser',
    text: 'Open the address that ReadyMeet printed in its terminal. If it was started anew, it printed a new one.',
  },
  'address-used': {
    status: 401,
    title: 'This address does not work any more',
    text: 'Each address lets one browser in. ReadyMeet printed a new one in its terminal when this one was used.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing at this address',
    text: 'Go back to the page that ReadyMeet opened.',
  },
  'not-allowed': { status: 405, title: 'This cannot be done here', text: 'Only pages can be read here.' },
  foreign: {
    status: 403,
    title: 'ReadyMeet answers its own page only',
    text: 'Open exactly the address that ReadyMeet printed in its terminal. Through a tunnel, keep the same port.',
  },
};

/** A page without style or script that says why there is no other. */
export function plainPage(kind: PlainPageKind): { readonly status: number; readonly html: string } {
  const { status, title, text } = WORDS[kind];
  return {
    status,
    html: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${title}</title></head>
<body><main><h1>${title}</h1><p>${text}</p></main></body>
</html>
`,
  };
}

/**
 * The page that a browser is let in with: it leads on to the page itself. A redirect by status would count as part of
 * the way that led here, and a browser that came from elsewhere, such as from a file, would keep the cookie back
 * (SameSite=Strict).
 */
export const ENTRY_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>ReadyMeet</title>
<meta http-equiv="refresh" content="0; url=/">
</head>
<body><main><p><a href="/">Go on to ReadyMeet</a></p></main></body>
</html>
`;
