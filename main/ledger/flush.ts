import { open } from 'node:fs/promises';

/** Waits until a file's content is on the disk. Throws the system's errors. */
export async function flushFile(path: string): Promise<void> {
  await flush(path, 'r+');
}

/** Waits until the names in a folder are on the disk. Windows cannot open folders, and keeps names by itself. */
export async function flushFolder(path: string): Promise<void> {
  if (process.platform !== 'win32') await flush(path, 'r');
}

async function flush(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
