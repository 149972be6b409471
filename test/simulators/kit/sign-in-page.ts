import type { SimulatorAnswer } from './http-simulator.ts';
import { isOptional, wordsOfScope } from './oauth-asking.ts';
import type { OAuthFlavour, OAuthUser } from './oauth-grants.ts';

interface Look {
  readonly name: string;
  readonly title: string;
  readonly asks: string;
  readonly allow: string;
  readonly deny: string;
  readonly accent: string;
  readonly radius: string;
}

/** Enough to tell the providers apart; nobody's logo is used. */
const LOOKS: Readonly<Record<OAuthFlavour, Look>> = {
  zoom: {
    name: 'Zoom',
    title: 'You are about to add ReadyMeet',
    asks: 'By adding it you let ReadyMeet:',
    allow: 'Allow',
    deny: 'Deny',
    accent: '#0b5cff',
    radius: '12px',
  },
  microsoft: {
    name: 'Microsoft',
    title: 'Permissions requested',
    asks: 'ReadyMeet would like to:',
    allow: 'Allow',
    deny: 'Deny',
    accent: '#005a9e',
    radius: '2px',
  },
  google: {
    name: 'Google',
    title: 'ReadyMeet wants access to your Google Account',
    asks: 'Select what ReadyMeet can access:',
    allow: 'Allow',
    deny: 'Deny',
    accent: '#0b57d0',
    radius: '20px',
  },
};

export interface SignInPageOptions {
  readonly flavour: OAuthFlavour;
  /** Everything the page was asked with; the form sends it along. */
  readonly fields: ReadonlyMap<string, string>;
  readonly users: readonly OAuthUser[];
  readonly scopes: readonly string[];
  /** Why the person is still here; null at first. */
  readonly complaint: string | null;
}

/** The page on which the simulated user chooses an account and allows or denies. */
export function signInPage({
  flavour,
  fields,
  users,
  scopes,
  complaint,
}: SignInPageOptions): SimulatorAnswer {
  const look = LOOKS[flavour];
  const hidden = [...fields].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  const hasBoxes = scopes.some((scope) => isOptional(flavour, scope));
  return page(
    200,
    look,
    [
      `<h1>${escapeHtml(look.title)}</h1>`,
      ...(complaint === null ? [] : [`<p class="complaint" role="alert">${escapeHtml(complaint)}</p>`]),
      '<form method="post">',
      ...hidden,
      ...(hasBoxes ? ['<input type="hidden" name="boxes" value="shown">'] : []),
      '<fieldset><legend>Choose an account</legend>',
      ...users.map(accountChoice),
      '</fieldset>',
      `<fieldset><legend>${escapeHtml(look.asks)}</legend><ul>`,
      ...scopes.map((scope) => `<li>${scopeLine(flavour, scope)}</li>`),
      '</ul></fieldset>',
      '<p class="buttons">',
      `<button name="decision" value="deny">${look.deny}</button>`,
      `<button name="decision" value="allow" class="main">${look.allow}</button>`,
      '</p></form>',
    ].join('\n'),
  );
}

/** A page that says why nothing can be signed in to here. */
export function refusalPage(
  flavour: OAuthFlavour,
  status: number,
  title: string,
  words: string,
): SimulatorAnswer {
  return page(status, LOOKS[flavour], `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(words)}</p>`);
}

function accountChoice({ id, name, email }: OAuthUser, index: number): string {
  const checked = index === 0 ? ' checked' : '';
  return `<label class="row"><input type="radio" name="user" value="${escapeHtml(id)}"${checked}> <span><strong>${escapeHtml(name)}</strong><br>${escapeHtml(email)}</span></label>`;
}

function scopeLine(flavour: OAuthFlavour, scope: string): string {
  const words = escapeHtml(wordsOfScope(scope));
  if (!isOptional(flavour, scope)) return words;
  return `<label class="row"><input type="checkbox" name="granted" value="${escapeHtml(scope)}" checked> <span>${words}</span></label>`;
}

function page(status: number, look: Look, content: string): SimulatorAnswer {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    },
    body: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(look.name)} (stand-in): sign in</title><style>${style(look)}</style></head>
<body><header class="banner">Stand-in for ${escapeHtml(look.name)} on this computer: nobody's real account is used.</header>
<main><p class="brand">${escapeHtml(look.name)}</p>
${content}
</main></body></html>`,
  };
}

function style({ accent, radius }: Look): string {
  return `:root{color-scheme:light dark;--accent:${accent};--on-accent:#fff;--back:#f3f4f6;--sheet:#fff;--ink:#1b1b1f;--line:#8a8a93;--bad:#a80000}
@media (prefers-color-scheme:dark){:root{--accent:#8ab4f8;--on-accent:#10131a;--back:#17181c;--sheet:#232429;--ink:#ececf1;--line:#8d8d96;--bad:#ff9d9d}}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 'Segoe UI',system-ui,sans-serif;background:var(--back);color:var(--ink)}
.banner{margin:0;padding:.5rem 1rem;text-align:center;background:#5c3d00;color:#fff}
main{max-width:28rem;margin:2rem auto;padding:2rem;background:var(--sheet);border:1px solid var(--line);border-radius:${radius}}
.brand{margin:0 0 1rem;font-weight:700;font-size:1.5rem;color:var(--accent)}
h1{margin:0 0 1rem;font-size:1.25rem;font-weight:600}
fieldset{margin:0 0 1.25rem;padding:0;border:0}
legend{padding:0;margin-bottom:.5rem;font-weight:600}
ul{margin:0;padding-left:1.25rem}
.row{display:flex;gap:.75rem;align-items:flex-start;padding:.5rem 0}
.complaint{color:var(--bad);font-weight:600}
.buttons{display:flex;gap:.75rem;justify-content:flex-end;margin:0}
button{min-height:2.5rem;padding:0 1.5rem;font:inherit;border:1px solid var(--line);border-radius:${radius};background:transparent;color:inherit;cursor:pointer}
button.main{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
