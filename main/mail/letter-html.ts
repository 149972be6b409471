import type { Letter } from './letter.ts';

/**
 * Lays the letter out as HTML that mail programs show alike: inline styles, no pictures, nothing fetched from anywhere.
 * Text and background keep the reader's own colours, so that light and dark themes both work.
 */
export function layOutAsHtml(letter: Letter): string {
  const { labels } = letter;
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(letter.subject)}</title></head>`,
    `<body style="margin:0;padding:24px;font-family:'Segoe UI',system-ui,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5">`,
    '<div style="max-width:36em;margin:0 auto">',
    paragraph(letter.greeting),
    paragraph(letter.opening),
    `<p>${[
      fact(labels.what, letter.topic),
      fact(labels.job, letter.job),
      fact(labels.when, letter.when),
    ].join('<br>\n')}</p>`,
    ...wayInParts(letter),
    paragraph(letter.closing),
    paragraph(letter.signature),
    '</div></body></html>',
    '',
  ].join('\n');
}

function wayInParts({ wayIn, labels }: Letter): string[] {
  if (wayIn === null) return [];
  return [
    ...(isWebAddress(wayIn.joinUrl)
      ? [
          `<p><a href="${escapeHtml(wayIn.joinUrl)}" style="${BUTTON_STYLE}">${escapeHtml(wayIn.joinButton)}</a></p>`,
          `<p>${escapeHtml(labels.link)}:<br>\n<a href="${escapeHtml(wayIn.joinUrl)}" style="word-break:break-all">${escapeHtml(wayIn.joinUrl)}</a></p>`,
        ]
      : [`<p>${fact(labels.link, wayIn.joinUrl)}</p>`]),
    ...(wayIn.passcode === null ? [] : [`<p>${fact(labels.password, wayIn.passcode)}</p>`]),
    ...(wayIn.phoneLines.length === 0
      ? []
      : [`<p>${[`${escapeHtml(labels.phone)}:`, ...wayIn.phoneLines.map(escapeHtml)].join('<br>\n')}</p>`]),
  ];
}

const BUTTON_STYLE =
  'display:inline-block;padding:12px 20px;border-radius:6px;background:#0b5cad;color:#ffffff;text-decoration:none;font-weight:600';

/** Only a web address becomes something to click: a link of another scheme could run a program. */
function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text).replaceAll('\n', '<br>\n')}</p>`;
}

function fact(label: string, value: string): string {
  return `${escapeHtml(label)}: <strong>${escapeHtml(value)}</strong>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
