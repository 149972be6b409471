import { pino } from 'pino';
import type { Log } from '../../main/log/logger.ts';

export interface QuietLog extends Log {
  /** JSON, one a line, oldest first. */
  readonly lines: readonly string[];
}

/** A log that keeps its lines in memory. */
export function createQuietLog(): QuietLog {
  const lines: string[] = [];
  const root = pino({ level: 'debug', base: null }, { write: (line: string) => void lines.push(line) });
  return {
    lines,
    forRoom: (room) => root.child({ room }),
    droppedLineCount: 0,
    close: () => undefined,
  };
}
