import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findBuiltPage, projectOf } from '../../../../main/service/ui/built-page.ts';

const PAGE = 'out/renderer/index.html';

/** A project whose files are as old as is said, in seconds. */
async function newProject(ages: Readonly<Record<string, number>>): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), 'ready-meet-built-'));
  onTestFinished(() => rm(project, { recursive: true, force: true }));
  for (const path of Object.keys(ages)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), '');
  }
  // A folder is as new as the last change in it; these are as old as can be.
  for (const folder of await readdir(project, { recursive: true })) await utimes(join(project, folder), 0, 0);
  for (const [path, ageSeconds] of Object.entries(ages)) {
    const changedAt = new Date(Date.now() - ageSeconds * 1000);
    await utimes(join(project, path), changedAt, changedAt);
  }
  return project;
}

async function find(project: string, problem: string | null = null) {
  const happened: string[] = [];
  const found = await findBuiltPage({
    project,
    onBuild: () => happened.push('said'),
    build(folder) {
      happened.push(`built ${folder}`);
      return Promise.resolve(problem);
    },
  });
  return { found, happened };
}

describe('finding the built page', () => {
  test('takes one that is newer than its sources', async () => {
    const project = await newProject({
      'renderer/pages/jobs/table.tsx': 60,
      'preload/contract/view.ts': 60,
      'preload/preload.ts': 0,
      'package-lock.json': 60,
      [PAGE]: 30,
    });
    const { found, happened } = await find(project);
    expect(found).toEqual({ ok: true, value: join(project, 'out/renderer') });
    expect(happened).toEqual([]);
  });

  test.each([
    ['is missing', { 'renderer/main.tsx': 60 }],
    ['is older than a source', { 'renderer/pages/jobs/table.tsx': 10, [PAGE]: 30 }],
    ['is older than the contract', { 'preload/contract/view.ts': 10, [PAGE]: 30 }],
    ['is older than its packages', { 'package-lock.json': 10, [PAGE]: 30 }],
  ])('builds one that %s, and says so first', async (_, ages) => {
    const project = await newProject(ages);
    const { found, happened } = await find(project);
    expect(found).toEqual({ ok: true, value: join(project, 'out/renderer') });
    expect(happened).toEqual(['said', `built ${project}`]);
  });

  test('says why it could not', async () => {
    const { found } = await find(await newProject({}), 'there is no vite.');
    expect(found).toMatchObject({ ok: false, failure: { kind: 'local', code: 'page-not-built' } });
    expect(found.ok ? '' : found.failure.message).toContain('could not be built: there is no vite.');
  });
});

test('the project is found from any of its modules', async () => {
  const project = await newProject({ 'package.json': 0, 'out/service/chunk.mjs': 0 });
  expect(projectOf(pathToFileURL(join(project, 'out/service/chunk.mjs')).href)).toBe(project);
  expect(projectOf(pathToFileURL(join(project, 'main.ts')).href)).toBe(project);
});
