import { MERGE_FIELDS } from '../../preload/contract/letters.ts';
import { nearestName } from '../settings/nearest-name.ts';
import { shorten } from './plain-text.ts';

export interface TextRules {
  /** Begins the sentences, such as `The subject of the invitation`. */
  readonly name: string;
  /** In UTF-16 units, as the contract counts. */
  readonly limit: number;
  readonly isOneLine?: true;
  readonly isNeeded?: true;
}

/** Control characters (C0 and C1), less tab, line feed and carriage return. */
const CONTROLS = /(?![\t\n\r])\p{Cc}/u;
const LINE_BREAK = /[\n\r\u0085\u2028\u2029]/u;

/** Says in whole sentences what is wrong with one text of a template; nothing for a good one. */
export function complaintsAbout(text: string, { name, limit, isOneLine, isNeeded }: TextRules): string[] {
  const complaints: string[] = [];
  if (isNeeded === true && text.trim() === '') complaints.push(`${name} is empty.`);
  if (text.length > limit) {
    complaints.push(
      `${name} is too long: ${String(text.length)} characters, where ${String(limit)} are allowed.`,
    );
  }
  if (isOneLine === true && LINE_BREAK.test(text)) complaints.push(`${name} has to stand on one line.`);
  if (CONTROLS.test(text) || !text.isWellFormed()) {
    complaints.push(`${name} holds a character that cannot be shown. Type it again instead of pasting it.`);
  }
  return [...complaints, ...fieldComplaints(text, name)];
}

/** Walks from brace to brace: each opening one needs a known name and a closing one after it. */
function fieldComplaints(text: string, name: string): string[] {
  const complaints = new Set<string>();
  let openedAt: number | null = null;
  for (const { 0: brace, index } of text.matchAll(/[{}]/gu)) {
    if (brace === '{') {
      if (openedAt !== null) complaints.add(unclosed(name));
      openedAt = index;
    } else if (openedAt === null) {
      complaints.add(`${name} holds a } without a { before it.`);
    } else {
      const field = text.slice(openedAt + 1, index);
      if (!isMergeField(field)) complaints.add(unknownField(name, field));
      openedAt = null;
    }
  }
  if (openedAt !== null) complaints.add(unclosed(name));
  return [...complaints];
}

function isMergeField(field: string): boolean {
  return MERGE_FIELDS.some((known) => known === field);
}

function unclosed(name: string): string {
  return `${name} holds a { without a } after it. Merge fields are written like {guest}.`;
}

function unknownField(name: string, field: string): string {
  // Blanks are kept: they may be all that is wrong.
  const shown = `{${shorten(field.toWellFormed().replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' '), 40)}}`;
  const nearest = nearestName(field.trim(), MERGE_FIELDS);
  const advice =
    nearest === null
      ? `There are ${MERGE_FIELDS.map((known) => `{${known}}`).join(', ')}.`
      : `Did you mean {${nearest}}?`;
  return `${name} holds ${shown}, which is no merge field. ${advice}`;
}
