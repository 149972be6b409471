import { describe, expect, it } from 'vitest';
import { parseArguments, USAGE } from '../../../main/service/arguments.ts';

function messageOf(argv: readonly string[]): string {
  const parsed = parseArguments(argv);
  if (parsed.ok) throw new Error('It was understood.');
  expect(parsed.failure).toMatchObject({ kind: 'input', code: 'usage' });
  return parsed.failure.message;
}

describe('the arguments', () => {
  it.each([
    [['--config', 'a.json'], { config: 'a.json', isOnce: false, isJson: false, isSimulated: false }],
    [['--config=b.json', '--once'], { config: 'b.json', isOnce: true, isJson: false, isSimulated: false }],
    [
      ['--json', '--simulate', '--once', '--config', 'c d.json'],
      { config: 'c d.json', isOnce: true, isJson: true, isSimulated: true },
    ],
  ])('%j are understood', (argv, expected) => {
    expect(parseArguments(argv)).toEqual({ ok: true, value: expected });
  });

  it.each([
    [['--ui'], { isPage: true, port: null, dataFolder: null, opensBrowser: false }],
    [
      ['--ui', '--port', '4711', '--data', 'a b', '--open'],
      { isPage: true, port: 4711, dataFolder: 'a b', opensBrowser: true },
    ],
    [['--port=65535', '--ui'], { isPage: true, port: 65_535, dataFolder: null, opensBrowser: false }],
  ])('%j ask for the page', (argv, expected) => {
    expect(parseArguments(argv)).toEqual({ ok: true, value: expected });
  });

  it.each([['--help'], ['-h'], ['--once', '--help']])('%s %s asks for help', (...argv) => {
    expect(parseArguments(argv)).toEqual({ ok: true, value: 'help' });
  });

  it.each([
    [[], '--config FILE is missing.'],
    [['--once'], '--config FILE is missing.'],
    [['--config', ''], '--config FILE is missing.'],
    [['--config'], '--config'],
    [['--config', '--once'], '--config'],
    [['--config', 'a.json', '--wrong'], '--wrong'],
    [['--config', 'a.json', 'extra'], 'extra'],
    [['--config', 'a.json', '--once=yes'], '--once'],
    [['--ui', '--config', 'a.json'], '--ui and --config do not go together'],
    [['--ui', '--once'], '--once does not go together with --ui'],
    [['--ui', '--json'], '--json does not go together with --ui'],
    [['--ui', '--simulate'], '--simulate does not go together with --ui'],
    [['--ui', '--port', '0'], '--port takes a number from 1 to 65535, not "0"'],
    [['--ui', '--port', '65536'], 'not "65536"'],
    [['--ui', '--port', '1e3'], 'not "1e3"'],
    [['--ui', '--port', ' 80'], 'not " 80"'],
    [['--ui', '--port='], 'not ""'],
    [['--ui', '--data', ''], '--data needs the path of a folder'],
    [['--port', '80', '--config', 'a.json'], '--port goes with --ui only'],
    [['--data', 'a', '--config', 'a.json'], '--data goes with --ui only'],
    [['--config', 'a.json', '--open'], '--open goes with --ui only'],
  ])('%j are refused in words', (argv, words) => {
    expect(messageOf(argv)).toContain(words);
  });

  it('are all named by the usage', () => {
    const options = [
      '--config FILE',
      '--once',
      '--json',
      '--simulate',
      '--ui',
      '--port N',
      '--data FOLDER',
      '--open',
    ];
    for (const option of options) expect(USAGE).toContain(`  ${option}`);
  });
});
