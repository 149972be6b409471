import { describe, expect, test } from 'vitest';
import { parseLogLine } from '../../../main/admin/log-lines.ts';
import { AdminWorld } from '../../fakes/admin/admin-world.ts';
import { MONDAY_MS } from '../../fakes/jobs.ts';

function line(number: number, rest: object = {}): string {
  const time = new Date(MONDAY_MS + number).toISOString();
  return `${JSON.stringify({ level: 'info', time, room: 'pass', msg: `line ${String(number)}`, ...rest })}\n`;
}

function lines(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, index) => line(from + index)).join('');
}

async function watching(text: string) {
  const world = new AdminWorld();
  if (text !== '') world.logFile.append(text);
  await world.start();
  const page = world.openPage();
  await page.call('watch-log', { isOn: true });
  return { world, page };
}

describe('a page that watches the log', () => {
  test('is sent the last 500 lines, then what is written', async () => {
    const { world, page } = await watching(lines(0, 700));
    expect(page.last('log')).toMatchObject({ isWhole: true });
    expect(
      page
        .last('log')
        ?.lines.map(({ words }) => words)
        .slice(0, 1),
    ).toEqual(['line 200']);
    expect(page.last('log')?.lines).toHaveLength(500);
    world.logFile.append(lines(700, 702));
    await world.time.pass(1000);
    expect(page.last('log')).toEqual({
      isWhole: false,
      lines: [700, 701].map((number) => ({
        atMs: MONDAY_MS + number,
        level: 'info',
        room: 'pass',
        words: `line ${String(number)}`,
      })),
    });
    const count = page.count('log');
    await world.time.pass(10_000);
    expect(page.count('log')).toBe(count);
  });

  test('is sent a line only once it is whole, also where a letter was cut in two', async () => {
    const { world, page } = await watching(line(1));
    const bytes = Buffer.from(line(2, { msg: 'Zoë läuft' }));
    const cut = bytes.indexOf('ë') + 1;
    world.logFile.bytes = Buffer.concat([world.logFile.bytes ?? Buffer.alloc(0), bytes.subarray(0, cut)]);
    await world.time.pass(1000);
    expect(page.last('log')?.isWhole).toBe(true);
    world.logFile.bytes = Buffer.concat([world.logFile.bytes, bytes.subarray(cut)]);
    await world.time.pass(1000);
    expect(page.last('log')?.lines.map(({ words }) => words)).toEqual(['Zoë läuft']);
  });

  test('goes on with the new file when one was put aside', async () => {
    const { world, page } = await watching(lines(0, 3));
    world.logFile.rotate();
    world.logFile.append(line(9));
    await world.time.pass(1000);
    expect(page.last('log')?.lines.map(({ words }) => words)).toEqual(['line 9']);
  });

  test('sees the log begin', async () => {
    const { world, page } = await watching('');
    expect(page.last('log')).toEqual({ isWhole: true, lines: [] });
    world.logFile.append(line(1));
    await world.time.pass(1000);
    expect(page.last('log')?.lines).toHaveLength(1);
  });

  test('hears nothing any more once it has switched that off, or is closed', async () => {
    for (const stop of ['switch', 'close'] as const) {
      const { world, page } = await watching(line(1));
      const timers = world.time.timerCount;
      if (stop === 'switch') await page.call('watch-log', { isOn: false });
      else page.session.close();
      expect(world.time.timerCount).toBe(timers - 1);
      world.logFile.append(line(2));
      await world.time.pass(5000);
      expect(page.count('log')).toBe(1);
    }
  });

  test('leaves other pages alone', async () => {
    const { world, page } = await watching(line(1));
    const other = world.openPage();
    world.logFile.append(line(2));
    await world.time.pass(1000);
    expect(page.count('log')).toBe(2);
    expect(other.count('log')).toBe(0);
  });
});

describe('a line of the log', () => {
  test('says job, words, error and what else was noted', () => {
    const text = line(1, {
      level: 'error',
      job: 'JOB-0042',
      code: 'refused',
      step: 'write-link',
      err: { message: 'No.' },
    });
    expect(parseLogLine(text)).toEqual({
      atMs: MONDAY_MS + 1,
      level: 'error',
      room: 'pass',
      words: 'JOB-0042: line 1 No. (code refused, step write-link)',
    });
  });

  test.each([
    ['fatal', 'error'],
    ['trace', 'debug'],
    ['warn', 'warn'],
  ])('of level %s is shown as %s', (level, shown) => {
    expect(parseLogLine(line(1, { level }))?.level).toBe(shown);
  });

  test.each([
    [''],
    ['{'],
    ['null'],
    ['[]'],
    ['{"level":"info"}'],
    ['{"level":"loud","time":"2026-11-23T00:00:00.000Z"}'],
  ])('that is none is left out: %s', (text) => {
    expect(parseLogLine(text)).toBeNull();
  });

  test('is cut where it is far too long', () => {
    expect(parseLogLine(line(1, { msg: 'x'.repeat(10_000) }))?.words).toHaveLength(2000);
  });
});
