import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { parseArguments } from '../../main/service/arguments.ts';
import { PROJECT } from './boundaries/source-files.ts';

const README = readFileSync(join(PROJECT, 'README.md'), 'utf8');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')));

const found = (pattern: RegExp): readonly string[] => [
  ...new Set(Array.from(README.matchAll(pattern), ([, text]) => text ?? '')),
];

test('every script it names exists', () => {
  const names = found(/npm run ([a-z0-9:]+)/g);
  expect(names.length).toBeGreaterThan(8);
  expect(names.filter((name) => scripts[name] === undefined)).toEqual([]);
});

test('every place in the project it names exists', () => {
  const paths = found(/`((?:main|preload|renderer|test)(?:\/[a-z0-9.-]+)*|[a-z-]+\.(?:json|yml))`/g);
  // Made where ReadyMeet runs, or by whoever configures it.
  const elsewhere = ['settings.json', 'secrets.json', 'tokens.json', 'accounts.json', 'ready-meet.json'];
  expect(paths).toContain('main/sync');
  const missing = paths.filter((path) => !elsewhere.includes(path) && !existsSync(join(PROJECT, path)));
  expect(missing).toEqual([]);
});

test('every heading it leads to is there', () => {
  const headings = found(/^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  );
  const targets = found(/\]\(#([^)]+)\)/g);
  expect(targets.length).toBeGreaterThan(2);
  expect(targets.filter((target) => !headings.includes(target))).toEqual([]);
});

test('the service takes every way of starting it that stands in a block of commands', () => {
  const lines = found(/^npm run service -- (.+)$/gm);
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.filter((line) => !parseArguments(line.split(' ')).ok)).toEqual([]);
});
