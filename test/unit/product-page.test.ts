import { describe, expect, test } from 'vitest';
import { sourcesBelow } from './boundaries/source-files.ts';
import { SENTENCES } from './product-page/sentences.ts';
import { findMarks } from './product-page/title-marks.ts';

/** Put together here, so that this file holds no mark itself. */
const mark = (id: string): string => ['[', id, ']'].join('');

describe('every sentence of the product page', () => {
  const { tests, misplaced } = findMarks(
    sourcesBelow(['test']).filter(({ path }) => /\.test\.tsx?$/.test(path)),
  );
  const named = new Set(tests.flatMap(({ ids }) => ids));

  test('has a test that names it, or a reason why none can', () => {
    expect(SENTENCES).toHaveLength(62);
    const unproven = SENTENCES.filter(
      ({ id, untestedBecause }) => untestedBecause === null && !named.has(id),
    );
    expect(unproven.map(({ id, says }) => `${id} ${says}`)).toEqual([]);
  });

  test('that is named exists, and is one that can be tested', () => {
    const provable = new Set(
      SENTENCES.flatMap(({ id, untestedBecause }) => (untestedBecause === null ? [id] : [])),
    );
    expect([...named].filter((id) => !provable.has(id))).toEqual([]);
  });

  test('is named in titles of tests only, where naming it means proving it', () => {
    expect(misplaced).toEqual([]);
  });
});

describe('finding marks', () => {
  const marksIn = (text: string) => findMarks([{ path: 'test/a.test.ts', text }]);
  const one = mark('PP-01');

  test.each([
    [`test('${one} goes', run);`],
    [`  it("goes ${one}", run);`],
    [`test.each([['a', f(1)]] as const)('%s goes ${one}', run);`],
    [`for (const kind of KINDS) test(\`\${kind} ${one} goes\`, run);`],
    [`describe('all', () => { test.concurrent('${one}', run); });`],
  ])('sees it in %s', (text) => {
    const { tests, misplaced } = marksIn(text);
    expect(tests.map(({ ids }) => ids)).toEqual([['PP-01']]);
    expect(misplaced).toEqual([]);
  });

  test.each([
    [`// ${one}`],
    [`describe('${one} goes', () => { test('so', run); });`],
    [`const title = '${one}';`],
    [`${['test', 'skip'].join('.')}('${one} goes', run);`],
    [`test.runIf(isLinux)('${one} goes', run);`],
    [`test('goes', () => { expect('${one}').toBe(''); });`],
    [`latest('${one}', run);`],
  ])('does not take it from %s', (text) => {
    const { tests, misplaced } = marksIn(text);
    expect(tests).toEqual([]);
    expect(misplaced).toEqual([`test/a.test.ts: ${one}`]);
  });

  test('tells one that is right from one that is not, beside each other', () => {
    const { tests, misplaced } = marksIn(`test('${one} ${mark('PP-02')} goes', run); // ${one}`);
    expect(tests.flatMap(({ ids }) => ids)).toEqual(['PP-01', 'PP-02']);
    expect(misplaced).toEqual([`test/a.test.ts: ${one}`]);
  });
});
