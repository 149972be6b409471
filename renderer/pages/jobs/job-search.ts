import type { JobRow } from '../../../preload/contract/jobs.ts';

/** Text as it is compared: without upper case and accents, so that `helene` finds Hélène. */
export function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** What each row can be found by: job number, contact, addresses, type. */
export function searchTexts(rows: readonly JobRow[]): readonly string[] {
  return rows.map(({ jobName, contact, addresses, type }) =>
    plain([jobName, contact ?? '', ...addresses, type ?? ''].join(' ')),
  );
}

/** Makes the question whether a text holds every word that was typed. */
export function searchFor(query: string): (text: string) => boolean {
  const words = plain(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  return (text) => words.every((word) => text.includes(word));
}
