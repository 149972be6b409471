import { startHttpSimulator } from '../kit/http-simulator.ts';
import type { SimulatorAnswer } from '../kit/http-simulator.ts';
import type { CalendarFacts } from './calendar-facts.ts';
import type { MailboxMessage } from './mailbox-message.ts';
import type { MailboxStore } from './mailbox-store.ts';

export interface MailboxPage {
  readonly origin: string;
  close(): Promise<void>;
}

const SHOWN_MESSAGES = 100;
const REFRESH_SECONDS = 3;

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** What was received is shown without scripts, pictures or links that lead anywhere from inside the frame. */
const RECEIVED_POLICY =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/** Starts the web page that shows a mailbox, on loopback. Whoever starts it closes it. */
export async function startMailboxPage(store: MailboxStore, port: number): Promise<MailboxPage> {
  const server = await startHttpSimulator({
    port,
    handle: async ({ method, url, headers }) => {
      // A page elsewhere must not read the mailbox under a name of its own that points to this machine.
      if (!/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/u.test(headers.host ?? ''))
        return plain(421, 'Wrong host.');
      if (method !== 'GET') return plain(405, 'Only to be looked at.');
      if (url.pathname === '/')
        return page(listPage(store.count, await store.newest(SHOWN_MESSAGES)), PAGE_POLICY);
      if (url.pathname === '/style.css')
        return { ...plain(200, STYLE), headers: secured('text/css; charset=utf-8', PAGE_POLICY) };
      const [, idText, isBody] = /^\/messages\/(\d{1,9})(\/body)?$/u.exec(url.pathname) ?? [];
      const message = idText === undefined ? null : await store.read(Number(idText));
      if (message === null) return plain(404, 'No such message.');
      return isBody === undefined
        ? page(messagePage(message), PAGE_POLICY)
        : page(message.html, RECEIVED_POLICY);
    },
  });
  return { origin: server.origin, close: () => server.close() };
}

function listPage(count: number, messages: readonly MailboxMessage[]): string {
  const rows = messages.map(
    (message) =>
      `<li><a href="/messages/${String(message.id)}"><span class="kind">${escapeHtml(message.calendars[0]?.method ?? 'MAIL')}</span>` +
      `<strong>${escapeHtml(message.subject)}</strong><span>${escapeHtml(message.toLine)}</span>` +
      `<time>${timeText(message.receivedAtMs)}</time></a></li>`,
  );
  return layOut(
    'Mailbox',
    `<h1>Mailbox <small>${String(count)} ${count === 1 ? 'message' : 'messages'}, newest first</small></h1>` +
      (rows.length === 0
        ? '<p>Messages appear here as soon as ReadyMeet sends them.</p>'
        : `<ol class="list">${rows.join('\n')}</ol>`),
    `<meta http-equiv="refresh" content="${String(REFRESH_SECONDS)}">`,
  );
}

function messagePage(message: MailboxMessage): string {
  const facts = [
    ['From', message.fromLine],
    ['To', message.toLine],
    ['Date', message.dateMs === null ? '' : timeText(message.dateMs)],
    ['Message-ID', message.messageId ?? ''],
    ['Attachments', message.attachments.map(({ name, contentType }) => name ?? contentType).join(', ')],
  ] as const;
  const calendar = message.calendars[0];
  return layOut(
    message.subject,
    `<p><a href="/">All messages</a></p><h1>${escapeHtml(message.subject)}</h1>${factTable(facts)}` +
      `<iframe sandbox src="/messages/${String(message.id)}/body" title="Message"></iframe>` +
      (calendar === undefined ? '' : `<h2>Calendar entry</h2>${factTable(calendarFacts(calendar))}`) +
      `<h2>As plain text</h2><pre>${escapeHtml(message.text)}</pre>`,
  );
}

function calendarFacts(calendar: CalendarFacts): readonly (readonly [string, string])[] {
  return [
    ['Method', `${calendar.method ?? ''} (${calendar.status ?? ''})`],
    ['Summary', calendar.summary ?? ''],
    ['Start', calendar.startMs === null ? '' : timeText(calendar.startMs)],
    ['End', calendar.endMs === null ? '' : timeText(calendar.endMs)],
    ['Location', calendar.location ?? ''],
    ['Organizer', calendar.organizer?.address ?? ''],
    ['Attendees', calendar.attendees.map(({ address }) => address).join(', ')],
    ['UID', calendar.uid ?? ''],
    ['Sequence', String(calendar.sequence ?? '')],
    ['Description', calendar.description ?? ''],
  ];
}

function factTable(facts: readonly (readonly [string, string])[]): string {
  const rows = facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`);
  return `<dl>${rows.join('\n')}</dl>`;
}

function layOut(title: string, body: string, head = ''): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>${head}` +
    `<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">` +
    `<link rel="stylesheet" href="/style.css"></head><body>${body}</body></html>`
  );
}

const STYLE = `body{max-width:60rem;margin:2rem auto;padding:0 1rem;font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.4rem}h1 small{font-weight:400;font-size:1rem;opacity:.7}h2{font-size:1.1rem;margin-top:2rem}
.list{list-style:none;margin:0;padding:0;border-top:1px solid #8884}
.list a{display:grid;grid-template-columns:6rem 1fr 16rem 11rem;gap:1rem;padding:.6rem .25rem;border-bottom:1px solid #8884;color:inherit;text-decoration:none}
.list a:hover{background:#8881}.list strong,.list span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.kind{font:.75rem/2 ui-monospace,monospace}time{opacity:.7;font-size:.9rem}
dl{display:grid;grid-template-columns:8rem 1fr;gap:.15rem 1rem}dt{opacity:.7}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
iframe{width:100%;height:34rem;border:1px solid #8884;border-radius:8px;background:#fff}
pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:1rem;border:1px solid #8884;border-radius:8px}
`;

function timeText(atMs: number): string {
  return new Date(atMs).toISOString().replace('T', ' ').replace(/\..*$/u, ' UTC');
}

function page(html: string, policy: string): SimulatorAnswer {
  return { status: 200, headers: secured('text/html; charset=utf-8', policy), body: html };
}

function plain(status: number, text: string): SimulatorAnswer {
  return { status, headers: secured('text/plain; charset=utf-8', PAGE_POLICY), body: text };
}

function secured(contentType: string, policy: string): Record<string, string> {
  return {
    'content-type': contentType,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
