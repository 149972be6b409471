import type { SourceFile } from './source-files.ts';

/** Put together here, so that this file does not hold what it looks for. */
const BANNED: readonly RegExp[] = [
  ['\\bas', ' any\\b(?! [a-z])'],
  ['@ts-', '(ignore|expect-error|nocheck)'],
  ['(ox|es)lint-', 'disable'],
  ['\\.(only|skip|todo)', '\\('],
  ['\\b(TO', 'DO|FIX', 'ME)\\b'],
].map((parts) => new RegExp(parts.join('')));

const LONGEST_FILE_LINES = 400;

/** Names that tools prescribe. */
const PRESCRIBED = new Set(['README.md', 'LICENSE']);

/** Says which names are not kebab-case, each part of a path by itself. Dots set off endings such as `.test.ts`. */
export function badNames(paths: readonly string[]): readonly string[] {
  return paths.filter((path) =>
    path
      .split('/')
      .some((part) => !PRESCRIBED.has(part) && !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(part)),
  );
}

/** Says where a source holds something that is never to be there, such as a silenced check. */
export function bannedWords(sources: readonly SourceFile[]): readonly string[] {
  return sources.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        BANNED.some((pattern) => pattern.test(line)) ? [`${path}:${String(index + 1)}: ${line.trim()}`] : [],
      ),
  );
}

/** Says which sources are too long to have one reason to exist. */
export function overlongFiles(sources: readonly SourceFile[]): readonly string[] {
  return sources
    .filter(({ text }) => lineCount(text) > LONGEST_FILE_LINES)
    .map(({ path, text }) => `${path}: ${String(lineCount(text))} lines`);
}

/** The number of lines that half of the sources do not exceed; 0 without any. */
export function medianLines(sources: readonly SourceFile[]): number {
  const counts = sources.map(({ text }) => lineCount(text)).sort((left, right) => left - right);
  return counts[Math.floor(counts.length / 2)] ?? 0;
}

function lineCount(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}
