/** A program and its arguments. */
export type StartCommand = readonly [program: string, ...args: string[]];

/**
 * Says what `npm start` runs, one after another for as long as each succeeds: the desktop app as it is built anew, or,
 * without a runtime for it, the service with its page.
 * @param args what was written after `npm start --`
 */
export function startCommands(runtime: string | null, args: readonly string[]): readonly StartCommand[] {
  if (runtime === null) return [['npm', 'run', '--silent', 'service', '--', '--ui', '--open', ...args]];
  return [
    ['npm', 'run', '--silent', 'build:renderer'],
    ['npm', 'run', '--silent', 'build:desktop'],
    [runtime, '.', ...args],
  ];
}
