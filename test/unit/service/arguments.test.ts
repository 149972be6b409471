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
  ])('%j are refused in words', (argv, words) => {
    expect(messageOf(argv)).toContain(words);
  });

  it('are all named by the usage', () => {
    for (const option of ['--config FILE', '--once', '--json', '--simulate']) expect(USAGE).toContain(option);
  });
});
