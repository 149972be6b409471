import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { startCommands } from '../../../main/service/start-commands.ts';
import { PROJECT } from '../boundaries/source-files.ts';

test('the desktop app is built and started where its runtime is', () => {
  expect(startCommands('/opt/electron', ['--hidden'])).toEqual([
    ['npm', 'run', '--silent', 'build:renderer'],
    ['npm', 'run', '--silent', 'build:desktop'],
    ['/opt/electron', '.', '--hidden'],
  ]);
});

test('the same page is opened by the service where there is none', () => {
  expect(startCommands(null, ['--port', '4711'])).toEqual([
    ['npm', 'run', '--silent', 'service', '--', '--ui', '--open', '--port', '4711'],
  ]);
});

test('the package has every script that is run, and none builds the page for a service without it', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')));
  const run = [...startCommands('/opt/electron', []), ...startCommands(null, [])].flatMap((command) =>
    command[0] === 'npm' ? [command[3] ?? ''] : [],
  );
  expect(run).toEqual(['build:renderer', 'build:desktop', 'service']);
  for (const name of run) expect(Object.keys(scripts)).toContain(name);
  expect(scripts['start']).toContain('main/service/start.ts');
  expect(scripts['service']).toContain('build:service');
  expect(scripts['service']).not.toMatch(/build:renderer|build:desktop|run build\b|build /);
});
