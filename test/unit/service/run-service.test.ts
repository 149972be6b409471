import { expect, test } from 'vitest';
import * as z from 'zod';
import { runService } from '../../../main/service/run-service.ts';

async function run(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  const code = await runService({
    arguments: args,
    environment: {},
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    signal: new AbortController().signal,
  });
  return { code, stdout, stderr };
}

const problems = z.object({ unusable: z.array(z.object({ code: z.string(), message: z.string() })) });

test.each([
  [['--json'], 'usage', '--config FILE is missing.'],
  [['--json', '--onse', '--config', 'x'], 'usage', '--onse'],
  [['--json', '--simulate', '--config='], 'usage', '--config FILE is missing.'],
  [['--json', '--config', '/nowhere/at-all.json'], 'bad-configuration', 'at-all.json'],
])('%j: one object with the problem in it, and exit code 2', async (args, problemCode, words) => {
  const { code, stdout, stderr } = await run(...args);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
  expect(stdout.trimEnd()).not.toContain('\n');
  const { unusable } = problems.parse(JSON.parse(stdout));
  expect(unusable).toHaveLength(1);
  expect(unusable[0]?.code).toBe(problemCode);
  expect(unusable[0]?.message).toContain(words);
});

test('one object also where ReadyMeet itself is at fault, without words that may hold anything', async () => {
  let stdout = '';
  const running = runService({
    arguments: ['--json'],
    environment: {},
    stdout: { write: (text: string) => (stdout += text) },
    stderr: {
      write() {
        throw new TypeError('a secret');
      },
    },
    signal: new AbortController().signal,
  });
  await expect(running).rejects.toThrow('a secret');
  expect(problems.parse(JSON.parse(stdout)).unusable).toMatchObject([{ code: 'bug' }]);
  expect(stdout).toContain('TypeError');
  expect(stdout).not.toContain('a secret');
});

test('without --json the words alone', async () => {
  expect(await run('--once')).toMatchObject({ code: 2, stdout: '' });
});
