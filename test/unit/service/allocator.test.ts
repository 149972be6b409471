import { expect, test, vi } from 'vitest';
import { spareMemory } from '../../../main/service/allocator.ts';
import type { RestartableProcess } from '../../../main/service/allocator.ts';

const SETTINGS = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};

function newProcess(changes: Partial<RestartableProcess> = {}) {
  const execve = vi.fn<NonNullable<RestartableProcess['execve']>>();
  const own: RestartableProcess = {
    platform: 'linux',
    env: { HOME: '/home/ann', GONE: undefined },
    execPath: process.execPath,
    execArgv: ['--max-semi-space-size=2'],
    argv: [process.execPath, '/opt/service.mjs', '--once'],
    argv0: 'node',
    execve,
    ...changes,
  };
  return { own, execve };
}

test('the process begins again with the same arguments and variables, and with the settings', () => {
  const { own, execve } = newProcess();
  spareMemory(own);
  expect(execve).toHaveBeenCalledExactlyOnceWith(
    process.execPath,
    ['node', '--max-semi-space-size=2', '/opt/service.mjs', '--once'],
    { HOME: '/home/ann', ...SETTINGS },
  );
});

test('it begins again once only, and programs that it starts do not inherit the settings', () => {
  const { own, execve } = newProcess({ env: { HOME: '/home/ann', ...SETTINGS } });
  spareMemory(own);
  expect(execve).not.toHaveBeenCalled();
  expect(own.env).toEqual({ HOME: '/home/ann' });
});

test('a setting made by a person is left as it is', () => {
  const { own, execve } = newProcess({ env: { MALLOC_ARENA_MAX: '2' } });
  spareMemory(own);
  expect(execve).not.toHaveBeenCalled();
  expect(own.env).toEqual({ MALLOC_ARENA_MAX: '2' });
});

test.each<[string, Partial<RestartableProcess>]>([
  ['on another system', { platform: 'darwin' }],
  ['that another one talks to', { channel: {} }],
  ['whose program was moved meanwhile', { execPath: '/nowhere/node' }],
])('a process %s goes on as it is', (_, changes) => {
  const { own, execve } = newProcess(changes);
  spareMemory(own);
  expect(execve).not.toHaveBeenCalled();
});

test('a process that may not begin again goes on as it is', () => {
  const { own } = newProcess({
    execve: () => {
      throw new Error('ERR_ACCESS_DENIED');
    },
  });
  expect(() => {
    spareMemory(own);
  }).not.toThrow();
});
