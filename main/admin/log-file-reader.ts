import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogFileReader } from './ports.ts';

/** Reads `readymeet.log` of a data folder, as `main/log/logger.ts` writes it. */
export function createLogFileReader(dataFolder: string): LogFileReader {
  const path = join(dataFolder, 'readymeet.log');
  return {
    async stat() {
      try {
        const { size, ino, birthtimeMs } = await stat(path);
        // A file system may give the number of a file that is gone to the next one.
        return { sizeBytes: size, id: `${String(ino)}-${String(birthtimeMs)}` };
      } catch {
        return null;
      }
    },
    async read(fromByte, lengthBytes) {
      try {
        const file = await open(path, 'r');
        try {
          const { bytesRead, buffer } = await file.read(Buffer.alloc(lengthBytes), 0, lengthBytes, fromByte);
          return buffer.subarray(0, bytesRead);
        } finally {
          await file.close();
        }
      } catch {
        return new Uint8Array();
      }
    },
  };
}
