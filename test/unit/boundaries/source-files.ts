import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder. */
export const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));

/** The folders that hold code, whether they exist yet or not. */
export const ROOMS = ['main', 'preload', 'renderer', 'test'] as const;

export interface SourceFile {
  /** From the project's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Lists every file below a folder of the project; none where there is no such folder. Paths use forward slashes. */
export function filesBelow(folder: string, project = PROJECT): readonly string[] {
  if (statSync(join(project, folder), { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(project.length).replaceAll('\\', '/'))
    .sort();
}

/** Reads every TypeScript file below the folders. */
export function sourcesBelow(folders: readonly string[]): readonly SourceFile[] {
  return folders
    .flatMap((folder) => filesBelow(folder))
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(PROJECT, path), 'utf8') }));
}
