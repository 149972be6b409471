import { mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../../main/log/logger.ts';
import type { CreateLoggerOptions, Log } from '../../../main/log/logger.ts';
import { createRedactor } from '../../../main/log/redaction.ts';
import type { Redactor } from '../../../main/log/redaction.ts';

const SECRET = 'correct-horse "battery"';
const CLOCK = { nowMs: () => Date.UTC(2031, 4, 6) };

let folder: string;
let redact: Redactor;
let log: Log;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'readymeet-log-'));
  redact = createRedactor();
  redact.addSecret(SECRET);
  log = open();
});

afterEach(async () => {
  log.close();
  await rm(folder, { recursive: true, force: true });
});

function open(options: Partial<CreateLoggerOptions> = {}): Log {
  return createLogger({ dataDir: folder, clock: CLOCK, redact, ...options });
}

function readLog(name = 'readymeet.log'): Promise<string> {
  return readFile(join(folder, name), 'utf8');
}

async function lines(name?: string): Promise<unknown[]> {
  const text = await readLog(name);
  return text
    .split('\n')
    .slice(0, -1)
    .map((line): unknown => JSON.parse(line));
}

describe('the log', () => {
  it('holds a JSON line for each entry, with room, level and time', async () => {
    log.forRoom('sync').info({ jobs: 3 }, 'pass done');
    log.forRoom('mail').child({ job: 'JOB-1' }).warn('again later');
    log.forRoom('mail').debug('not kept');
    const time = '2031-05-06T00:00:00.000Z';
    expect(await lines()).toEqual([
      { level: 'info', time, room: 'sync', jobs: 3, msg: 'pass done' },
      { level: 'warn', time, room: 'mail', job: 'JOB-1', msg: 'again later' },
    ]);
    if (process.platform !== 'win32') {
      expect((await stat(join(folder, 'readymeet.log'))).mode % 0o1000).toBe(0o600);
    }
  });

  it('shows no secret: not in messages, fields, keys, bindings, nor in errors and their causes', async () => {
    const logger = log.forRoom('test').child({ bound: SECRET, nested: { password: 'bound-password' } });
    const error = new Error(`outer ${SECRET}`, {
      cause: new TypeError(`inner ${encodeURIComponent(SECRET)}`, { cause: new Error(SECRET) }),
    });
    logger.info(`message ${SECRET} ${Buffer.from(SECRET).toString('base64')}`);
    logger.info({ [SECRET]: [SECRET, { deep: `x${SECRET}x` }], refresh_token: 'field-token' }, 'fields');
    logger.error(error);
    logger.error({ err: error, error }, 'failed');
    logger.error({
      err: Object.assign(new Error('with extras'), { headers: { authorization: 'Bearer header-token' } }),
    });
    logger.info('value is %s and %o', SECRET, { token: SECRET });
    const text = await readLog();
    expect(await lines()).toHaveLength(6);
    expect(text).toContain('outer [hidden]');
    expect(text).toContain('TypeError');
    for (const secret of [
      SECRET,
      'correct-horse',
      'battery',
      Buffer.from(SECRET).toString('base64').slice(0, 12),
      'bound-password',
      'field-token',
      'header-token',
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it('begins a new file when one is full, and keeps two older ones', async () => {
    log.close();
    log = open({ rotateAtBytes: 400 });
    const logger = log.forRoom('sync');
    for (let number = 0; number < 40; number += 1) logger.info({ number }, 'line');
    const names = ['readymeet.2.log', 'readymeet.1.log', 'readymeet.log'];
    expect(new Set(await readdir(folder))).toEqual(new Set(names));
    const kept = (await Promise.all(names.map((name) => lines(name)))).flat();
    const numbers = kept.map((line) => (line instanceof Object && 'number' in line ? line.number : null));
    expect(numbers.at(-1)).toBe(39);
    expect(numbers).toEqual(numbers.map((_, index) => 40 - numbers.length + index));
    for (const name of names) expect((await stat(join(folder, name))).size).toBeLessThanOrEqual(400);
    expect(log.droppedLineCount).toBe(0);
  });

  it('goes on with the file of the run before', async () => {
    log.forRoom('sync').info('first');
    log.close();
    log = open();
    log.forRoom('sync').info('second');
    expect(await lines()).toHaveLength(2);
  });

  it('drops and counts what cannot be written, and goes on when it can', async () => {
    log.close();
    log = open({ dataDir: join(folder, 'missing') });
    const logger = log.forRoom('sync');
    logger.info('lost');
    logger.info('lost');
    expect(log.droppedLineCount).toBe(2);
    await mkdir(join(folder, 'missing'));
    logger.info('kept');
    expect(log.droppedLineCount).toBe(2);
    expect(await lines('missing/readymeet.log')).toMatchObject([{ msg: 'kept' }]);
  });

  it('drops lines after it was closed and where a folder has the name of the file', async () => {
    log.close();
    log.forRoom('sync').info('too late');
    expect(log.droppedLineCount).toBe(1);
    await mkdir(join(folder, 'taken', 'readymeet.log'), { recursive: true });
    const other = open({ dataDir: join(folder, 'taken') });
    other.forRoom('sync').info('nowhere to go');
    expect(other.droppedLineCount).toBe(1);
    other.close();
  });

  it.runIf(process.platform === 'linux')('survives a disk that is full', async () => {
    const full = join(folder, 'full');
    await mkdir(full);
    await symlink('/dev/full', join(full, 'readymeet.log'));
    const other = open({ dataDir: full });
    other.forRoom('sync').info('no room');
    other.forRoom('sync').info('no room');
    other.close();
    expect(other.droppedLineCount).toBe(2);
  });

  it('redacts also what is not JSON', async () => {
    await writeFile(join(folder, 'readymeet.log'), '');
    const circular: Record<string, unknown> = { secret: SECRET };
    circular['self'] = circular;
    log.forRoom('sync').info({ circular, big: 12n }, 'odd values');
    expect(await readLog()).toContain('odd values');
    expect(await readLog()).not.toContain('battery');
  });
});
