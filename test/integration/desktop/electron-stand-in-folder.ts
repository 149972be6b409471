import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the fuses of a real runtime lie: after these words stand version, length, and one digit for each. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As Electron delivers them: running as Node, its options and inspecting are on, the rest is mixed. */
const FUSES_AS_DELIVERED = '101100011';

/** Makes what electron-builder takes for an unpacked runtime on Linux. It cannot be run. */
export async function makeElectronStandIn(folder: string, version: string): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true });
  await mkdir(join(folder, 'locales'));
  const program = Buffer.concat([
    Buffer.from('not a program '.repeat(50)),
    Buffer.from(FUSE_SENTINEL),
    Buffer.from([1, FUSES_AS_DELIVERED.length]),
    Buffer.from(FUSES_AS_DELIVERED),
    Buffer.from(' the rest'.repeat(50)),
  ]);
  await writeFile(join(folder, 'electron'), program, { mode: 0o755 });
  await writeFile(join(folder, 'version'), version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'locales/en-US.pak']) {
    await writeFile(join(folder, name), name);
  }
}
