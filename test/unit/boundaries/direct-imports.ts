import { posix } from 'node:path';
import { parseSync } from 'rolldown/utils';
import type { SourceFile } from './source-files.ts';

/** One import, export from, or `import()` as it stands in a file; imports of types count. */
export interface DirectImport {
  readonly from: string;
  /** The project's file it names, or the package, as written. */
  readonly to: string;
}

/** Finds what a file imports. Throws when the file cannot be parsed. */
export function directImports({ path, text }: SourceFile): readonly DirectImport[] {
  const { module, errors } = parseSync(path, text);
  if (errors[0] !== undefined) throw new Error(`${path}: ${errors[0].message}`);
  const specifiers = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.map(({ moduleRequest }) => moduleRequest?.value ?? null),
    ),
    // Only the place of these is known: the quotation marks are part of it.
    ...module.dynamicImports.map(({ moduleRequest }) =>
      text.slice(moduleRequest.start + 1, moduleRequest.end - 1),
    ),
    ...Array.from(text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g), ([, specifier]) => specifier ?? null),
  ].filter((specifier) => specifier !== null);
  return [...new Set(specifiers)].map((specifier) => ({
    from: path,
    to: specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier,
  }));
}
