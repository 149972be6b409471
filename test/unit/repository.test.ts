import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { badNames, bannedWords, medianLines, overlongFiles } from './boundaries/repository-rules.ts';
import { filesBelow, PROJECT, ROOMS, sourcesBelow } from './boundaries/source-files.ts';

/** Files at the root that are the project's; names with a dot in front belong to tools. */
function rootFiles(): readonly string[] {
  return readdirSync(PROJECT).filter(
    (name) => !name.startsWith('.') && statSync(join(PROJECT, name)).isFile(),
  );
}

describe('the files of the project', () => {
  test('have names in kebab-case', () => {
    const paths = [...rootFiles(), ...ROOMS.flatMap((room) => filesBelow(room))];
    expect(paths.length).toBeGreaterThan(100);
    expect(badNames(paths)).toEqual([]);
  });

  test('silence no check and leave no test out', () => {
    expect(bannedWords(sourcesBelow(ROOMS))).toEqual([]);
  });

  test('are short', () => {
    expect(overlongFiles(sourcesBelow(ROOMS))).toEqual([]);
    const median = medianLines(sourcesBelow(['main']));
    expect(median).toBeGreaterThan(0);
    expect(median).toBeLessThan(100);
  });
});

describe('the rules themselves', () => {
  test('know a bad name from a good one', () => {
    const bad = [
      'main/jobSource.ts',
      'main/Sync/plan.ts',
      'main/job_source.ts',
      'test/unit/Plan.test.ts',
      'main/a--b.ts',
    ];
    const good = [
      'main/sync/plan.ts',
      'main/ledger/migrations/001-first-schema.ts',
      'README.md',
      'a/b-c.test.ts',
    ];
    expect(badNames([...good, ...bad])).toEqual(bad);
  });

  // In two parts, so that this file does not hold what is looked for.
  test.each([
    ['const job = answer as', ' any;'],
    ['// @ts-', 'ignore'],
    ['// @ts-', 'expect-error: later'],
    ['// oxlint-', 'disable-next-line no-console'],
    ['/* eslint-', 'disable */'],
    ['test.only', "('this one', () => {});"],
    ['describe.skip', "('that one', () => {});"],
    ['// TO', 'DO: mend'],
  ])('see %s%s', (left, right) => {
    const line = left + right;
    expect(bannedWords([{ path: 'main/a.ts', text: `const a = 1;\n  ${line}\n` }])).toEqual([
      `main/a.ts:2: ${line}`,
    ]);
  });

  test('let ordinary lines pass', () => {
    const text =
      'const has = anyOf(jobs); // as any office does\nconst list = jobs.skipped;\ntest.skipIf(true)("x", run);\n';
    expect(bannedWords([{ path: 'main/a.ts', text }])).toEqual([]);
  });

  test('count lines, the last line break not as one more', () => {
    const ofLines = (count: number) => ({ path: `main/l${String(count)}.ts`, text: 'x\n'.repeat(count) });
    expect(overlongFiles([ofLines(400), ofLines(401)])).toEqual(['main/l401.ts: 401 lines']);
    expect(medianLines([ofLines(300), ofLines(20), ofLines(10)])).toBe(20);
    expect(medianLines([])).toBe(0);
  });
});
