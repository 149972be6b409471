import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { drawIcons } from './draw.ts';

/** Draws the icons anew: `npm run icons`. What it writes is kept with the sources; a test tells when it is out of date. */
const folder = join(import.meta.dirname, '..', 'assets', 'drawn');
rmSync(folder, { recursive: true, force: true });
for (const [path, content] of drawIcons()) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
