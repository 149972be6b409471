import * as z from 'zod';
import type { LogLine } from '../../preload/contract/pushes.ts';

const LEVELS = {
  trace: 'debug',
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error',
  fatal: 'error',
} as const;

/** A line as `main/log/logger.ts` writes it: pino's fields, and whatever else was said. */
const lineSchema = z.looseObject({
  level: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']),
  time: z.iso.datetime(),
  room: z.string().default(''),
  msg: z.string().default(''),
  job: z.string().optional(),
  err: z.looseObject({ message: z.string() }).optional(),
});

/** Long lines are cut: the whole is in the file. */
const LONGEST_WORDS = 2000;

/** Reads one line of the log; null for what is none, such as a line cut by a crash. */
export function parseLogLine(text: string): LogLine | null {
  const parsed = lineSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { level, time, room, msg, job, err, ...others } = parsed.data;
  const rest = Object.entries(others).flatMap(([name, value]) =>
    isPlain(value) ? [`${name} ${String(value)}`] : [],
  );
  const words = [
    job === undefined ? '' : `${job}:`,
    msg,
    err === undefined ? '' : err.message,
    rest.length === 0 ? '' : `(${rest.join(', ')})`,
  ];
  return {
    atMs: Date.parse(time),
    level: LEVELS[level],
    room,
    words: words
      .filter((word) => word !== '')
      .join(' ')
      .slice(0, LONGEST_WORDS),
  };
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
