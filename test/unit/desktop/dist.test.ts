import { expect, test } from 'vitest';
import { builderArguments, namesRuntime, NO_RUNTIME } from '../../../main/desktop/packaging/dist-plan.ts';
import { runDist } from '../../../main/desktop/packaging/run-dist.ts';

function setUp(changes: { hasRuntime?: boolean; builds?: boolean } = {}) {
  const { hasRuntime = true, builds = true } = changes;
  const done: string[] = [];
  return {
    done,
    ports: {
      fetchRuntime: () => {
        done.push('fetch');
        return Promise.resolve(hasRuntime);
      },
      build: () => {
        done.push('build');
        return Promise.resolve(builds);
      },
      pack: (args: readonly string[]) => {
        done.push(`pack ${args.join(' ')}`);
        return Promise.resolve(7);
      },
      say: (words: string) => done.push(words),
    },
  };
}

test('fetches the runtime, builds and packs, passing on what was asked for', async () => {
  const { done, ports } = setUp();
  expect(await runDist(['--dir'], ports)).toBe(7);
  expect(done).toEqual(['fetch', 'build', 'pack --config electron-builder.yml --publish never --dir']);
});

test('where the runtime cannot be fetched it stops with one message, before anything is built', async () => {
  const { done, ports } = setUp({ hasRuntime: false });
  expect(await runDist(['--dir'], ports)).toBe(1);
  expect(done).toEqual(['fetch', NO_RUNTIME]);
  expect(NO_RUNTIME).not.toContain('\n');
});

test('a runtime that is named need not be fetched', async () => {
  const { done, ports } = setUp({ hasRuntime: false });
  expect(await runDist(['--dir', '-c.electronDist=/runtime'], ports)).toBe(7);
  expect(done[0]).toBe('build');
});

test('nothing is packed that was not built', async () => {
  const { done, ports } = setUp({ builds: false });
  expect(await runDist([], ports)).toBe(1);
  expect(done).toEqual(['fetch', 'build']);
});

test.each([
  [['-c.electronDist=/x'], true],
  [['--config.electronDist', '/x'], true],
  [['--linux', '--config.electronDist=/x'], true],
  [['--linux'], false],
  [['-c.electronDistribution=/x'], false],
])('%j names a runtime: %s', (args, expected) => {
  expect(namesRuntime(args)).toBe(expected);
});

test('what a person adds comes last', () => {
  expect(builderArguments(['--publish', 'always']).slice(-2)).toEqual(['--publish', 'always']);
});
