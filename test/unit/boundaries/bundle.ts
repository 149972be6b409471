import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { PROJECT } from './source-files.ts';

/** All that some files need to run, however many imports away. Types are not part of it. */
export interface BundleContent {
  /** Packages and Node's own modules, sorted. */
  readonly externals: readonly string[];
  /** Files of the project by their path in it, sorted. */
  readonly files: readonly string[];
}

/** Bundles the files with every package left outside, and lists what came in. */
export async function bundleContent(entries: readonly string[]): Promise<BundleContent> {
  const externals = new Set<string>();
  const files = new Set<string>();
  const build = await rolldown({
    cwd: PROJECT,
    input: entries.map((entry) => join(PROJECT, entry)),
    platform: 'node',
    // What is imported counts, used or not.
    treeshake: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'list-content',
        resolveId(source, importer) {
          // The bundler's own helpers are not the project's.
          if (importer?.startsWith(PROJECT) !== true || source.startsWith('.')) return null;
          externals.add(source);
          return { id: source, external: true };
        },
        moduleParsed({ id }) {
          if (id.startsWith(PROJECT)) files.add(id.slice(PROJECT.length).replaceAll('\\', '/'));
        },
      },
    ],
  });
  try {
    await build.generate({ format: 'esm' });
  } finally {
    await build.close();
  }
  return { externals: [...externals].sort(), files: [...files].sort() };
}
