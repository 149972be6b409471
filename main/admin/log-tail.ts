import type { LogLine } from '../../preload/contract/pushes.ts';
import type { InBackground } from './in-background.ts';
import { parseLogLine } from './log-lines.ts';
import type { LogFileReader, Scheduler } from './ports.ts';

/** Lines that are shown at first. */
const LINES_SHOWN = 500;
/** Enough for that many lines of a usual length. */
const FIRST_READ_BYTES = 512 * 1024;
/** A flood of lines is read in pieces. */
const MOST_AT_ONCE_BYTES = 1024 * 1024;
const LOOK_EVERY_MS = 1_000;
const LINE_FEED = 0x0a;

export interface LogTailOptions {
  readonly file: LogFileReader;
  readonly scheduler: Scheduler;
  readonly inBackground: InBackground;
  /** `isWhole`: the lines given so far are to be replaced. Oldest first. */
  readonly onLines: (lines: readonly LogLine[], isWhole: boolean) => void;
}

/** Follows the log: its last 500 lines at once, then what is written. Returns the way to stop. */
export function tailLog({ file, scheduler, inBackground, onLines }: LogTailOptions): () => void {
  let isStopped = false;
  let cancelTimer: (() => void) | null = null;
  let position = { id: '', atByte: 0 };
  let cutLine = Buffer.alloc(0);

  /** Whole lines of what was read; the rest waits for more. */
  const take = (bytes: Uint8Array): readonly LogLine[] => {
    const text = Buffer.concat([cutLine, bytes]);
    const end = text.lastIndexOf(LINE_FEED) + 1;
    // A line that never ends is none of the log's.
    cutLine = text.length - end > MOST_AT_ONCE_BYTES ? Buffer.alloc(0) : Buffer.from(text.subarray(end));
    return linesOf(text.subarray(0, end));
  };

  const begin = async (): Promise<void> => {
    const stat = await file.stat();
    const fromByte = Math.max(0, (stat?.sizeBytes ?? 0) - FIRST_READ_BYTES);
    const bytes = stat === null ? new Uint8Array() : await file.read(fromByte, FIRST_READ_BYTES);
    position = { id: stat?.id ?? '', atByte: fromByte + bytes.length };
    if (!isStopped) onLines(take(bytes).slice(-LINES_SHOWN), true);
  };

  const look = async (): Promise<void> => {
    const stat = await file.stat();
    if (stat === null) return;
    if (stat.id !== position.id || stat.sizeBytes < position.atByte) {
      // Put aside for a new file: that one is read from its beginning.
      position = { id: stat.id, atByte: 0 };
      cutLine = Buffer.alloc(0);
    }
    if (stat.sizeBytes === position.atByte) return;
    const bytes = await file.read(
      position.atByte,
      Math.min(stat.sizeBytes - position.atByte, MOST_AT_ONCE_BYTES),
    );
    position = { ...position, atByte: position.atByte + bytes.length };
    const lines = take(bytes);
    if (!isStopped && lines.length > 0) onLines(lines, false);
  };

  const again = (): void => {
    if (isStopped) return;
    cancelTimer = scheduler.after(LOOK_EVERY_MS, () => {
      inBackground(look().finally(again));
    });
  };

  inBackground(begin().finally(again));
  return () => {
    isStopped = true;
    cancelTimer?.();
  };
}

/** The last lines of the log, oldest first. */
export async function lastLogLines(file: LogFileReader, count: number): Promise<readonly string[]> {
  const stat = await file.stat();
  if (stat === null) return [];
  const fromByte = Math.max(0, stat.sizeBytes - FIRST_READ_BYTES);
  const text = Buffer.from(await file.read(fromByte, FIRST_READ_BYTES)).toString('utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  // The first may begin in the middle.
  return (fromByte > 0 ? lines.slice(1) : lines).slice(-count);
}

function linesOf(bytes: Buffer): readonly LogLine[] {
  return bytes
    .toString('utf8')
    .split('\n')
    .flatMap((line) => parseLogLine(line) ?? []);
}
