import { parseSync, Visitor } from 'rolldown/utils';
import type { SourceFile } from '../boundaries/source-files.ts';

/** The title of a test, and the sentences of the product page that it names. */
export interface NamingTest {
  readonly path: string;
  readonly title: string;
  readonly ids: readonly string[];
}

export interface FoundMarks {
  readonly tests: readonly NamingTest[];
  /** Marks outside the title of a test that runs in any case, as `path: [PP-…]`: they prove nothing. */
  readonly misplaced: readonly string[];
}

const MARK = /\[(PP-\d+)\]/g;
/** What may stand between `test` and its title without keeping the test from running. */
const WAYS_TO_RUN = new Set(['each', 'for', 'concurrent', 'sequential']);

/** Finds the marks of the product page in sources of tests. Throws when a file cannot be parsed. */
export function findMarks(sources: readonly SourceFile[]): FoundMarks {
  const found = sources.filter(({ text }) => idsIn(text).length > 0).map(marksOf);
  return {
    tests: found.flatMap(({ tests }) => tests),
    misplaced: found.flatMap(({ misplaced }) => misplaced),
  };
}

function marksOf({ path, text }: SourceFile): FoundMarks {
  const { program, errors } = parseSync(path, text);
  if (errors[0] !== undefined) throw new Error(`${path}: ${errors[0].message}`);
  const tests: NamingTest[] = [];
  new Visitor({
    CallExpression({ callee, arguments: [title] }) {
      if (title === undefined || !isTest(text.slice(callee.start, callee.end))) return;
      if (title.type !== 'Literal' && title.type !== 'TemplateLiteral') return;
      const words = text.slice(title.start + 1, title.end - 1);
      if (idsIn(words).length > 0) tests.push({ path, title: words, ids: idsIn(words) });
    },
  }).visit(program);
  const left = idsIn(text);
  for (const id of tests.flatMap(({ ids }) => ids)) left.splice(left.indexOf(id), 1);
  return { tests, misplaced: left.map((id) => `${path}: [${id}]`) };
}

function idsIn(text: string): string[] {
  return Array.from(text.matchAll(MARK), ([, id]) => id ?? '');
}

/** Whether what is called with a title is `test` or `it`, in a way that lets the test run. */
function isTest(callee: string): boolean {
  const [head = ''] = callee.split('(', 1);
  const [name, ...ways] = head.split('.').map((part) => part.trim());
  return (name === 'test' || name === 'it') && ways.every((way) => WAYS_TO_RUN.has(way));
}
