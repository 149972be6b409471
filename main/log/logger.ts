import { pino, stdSerializers } from 'pino';
import type { Logger } from 'pino';
import type { Clock } from '../sync/ports.ts';
import { createLogFile } from './log-file.ts';
import type { Redactor } from './redaction.ts';

export interface CreateLoggerOptions {
  /** The folder of `readymeet.log`; it must be there, or lines are dropped until it is. */
  readonly dataDir: string;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly redact: Pick<Redactor, 'redact' | 'redactDeep'>;
  /** The least severe level that is kept; `info` unless told. */
  readonly level?: 'debug' | 'info' | 'warn' | 'error';
  /** When a new file is begun, in bytes; 5 MB unless told. */
  readonly rotateAtBytes?: number;
}

export interface Log {
  /** The logger of one room, such as `mail`. Errors go under `err`. */
  forRoom(room: string): Logger;
  /** Lines that could not be written, because the disk was full or the folder read-only. */
  readonly droppedLineCount: number;
  close(): void;
}

const FIVE_MEGABYTES = 5_000_000;

/** Makes the app's log: JSON lines in the data folder, without secrets. Logging never fails. */
export function createLogger(options: CreateLoggerOptions): Log {
  const { dataDir, clock, redact, level = 'info', rotateAtBytes = FIVE_MEGABYTES } = options;
  const file = createLogFile({ folder: dataDir, name: 'readymeet', rotateAtBytes, olderFileCount: 2 });
  const root = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date(clock.nowMs()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: stdSerializers.errWithCause, error: stdSerializers.errWithCause },
    },
    {
      write: (line: string) => {
        file.write(redactLine(line, redact));
      },
    },
  );
  return {
    forRoom: (room) => root.child({ room }),
    get droppedLineCount() {
      return file.droppedLineCount;
    },
    close: () => {
      file.close();
    },
  };
}

/** Redacts the finished line, so that nothing finds a way around: message, fields, bindings and errors alike. */
function redactLine(line: string, { redact, redactDeep }: CreateLoggerOptions['redact']): string {
  try {
    return `${JSON.stringify(redactDeep(JSON.parse(line)))}\n`;
  } catch {
    return `${redact(line.trimEnd())}\n`;
  }
}
