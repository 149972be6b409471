import { textColourOn } from './colour.ts';
import { DEFAULT_BRAND } from './letter-style.ts';
import type { Logo } from './letter-style.ts';
import type { Letter } from './letter.ts';

/** The Content-ID of the logo, which travels with the message. */
export const LOGO_CONTENT_ID = 'logo@readymeet';

/**
 * Lays the letter out as HTML that mail programs show alike: inline styles, nothing fetched from anywhere. Text and
 * background keep the reader's own colours, so that light and dark themes both work.
 * @param logoAddress where the logo is found: in the message itself unless told
 */
export function layOutAsHtml(letter: Letter, logoAddress = `cid:${LOGO_CONTENT_ID}`): string {
  const { labels } = letter;
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(letter.subject)}</title></head>`,
    `<body style="margin:0;padding:24px;font-family:'Segoe UI',system-ui,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5">`,
    '<div style="max-width:36em;margin:0 auto">',
    ...headParts(letter, logoAddress),
    ...(letter.greeting === '' ? [] : [paragraph(letter.greeting)]),
    paragraph(letter.opening),
    `<p>${[
      fact(labels.what, letter.topic),
      fact(labels.job, letter.job),
      fact(labels.when, letter.when),
    ].join('<br>\n')}</p>`,
    ...wayInParts(letter),
    ...(letter.closing === '' ? [] : [paragraph(letter.closing)]),
    paragraph(letter.signature),
    ...(letter.footer === '' ? [] : [`<p style="${FOOTER_STYLE}">${inLines(letter.footer)}</p>`]),
    '</div></body></html>',
    '',
  ].join('\n');
}

/** A line in the organization's colour, and its logo; neither in ReadyMeet's own letters. */
function headParts({ look, signature }: Letter, logoAddress: string): string[] {
  const { colour, logo } = look;
  if (logo === null && colour === DEFAULT_BRAND.colour) return [];
  const line = `<div style="height:4px;margin:0 0 24px;background:${escapeHtml(colour)}"></div>`;
  if (logo === null) return [line];
  const { width, height } = shownSize(logo);
  return [
    line,
    `<p><img src="${escapeHtml(logoAddress)}" alt="${escapeHtml(signature)}" width="${String(width)}" height="${String(height)}" style="display:block;border:0;max-width:100%;height:auto"></p>`,
  ];
}

/** Outlook takes sizes from the attributes alone. */
const LOGO_BOX = { width: 240, height: 80 } as const;

/** Fits the logo into its box and never enlarges it. */
function shownSize({ width, height }: Logo): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, LOGO_BOX.width / width, LOGO_BOX.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function wayInParts({ wayIn, labels, look }: Letter): string[] {
  if (wayIn === null) return [];
  return [
    ...(isWebAddress(wayIn.joinUrl)
      ? [
          `<p><a href="${escapeHtml(wayIn.joinUrl)}" style="${buttonStyle(look.colour)}">${escapeHtml(wayIn.joinButton)}</a></p>`,
          `<p>${escapeHtml(labels.link)}:<br>\n<a href="${escapeHtml(wayIn.joinUrl)}" style="word-break:break-all">${escapeHtml(wayIn.joinUrl)}</a></p>`,
        ]
      : [`<p>${fact(labels.link, wayIn.joinUrl)}</p>`]),
    ...(wayIn.passcode === null ? [] : [`<p>${fact(labels.password, wayIn.passcode)}</p>`]),
    ...(wayIn.phoneLines.length === 0
      ? []
      : [`<p>${[`${escapeHtml(labels.phone)}:`, ...wayIn.phoneLines.map(escapeHtml)].join('<br>\n')}</p>`]),
  ];
}

function buttonStyle(colour: string): string {
  return `display:inline-block;padding:12px 20px;border-radius:6px;background:${escapeHtml(colour)};color:${textColourOn(colour)};text-decoration:none;font-weight:600`;
}

const FOOTER_STYLE = 'margin-top:32px;font-size:13px;opacity:0.8';

/** Only a web address becomes something to click: a link of another scheme could run a program. */
function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
}

function paragraph(text: string): string {
  return `<p>${inLines(text)}</p>`;
}

function inLines(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>\n');
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
