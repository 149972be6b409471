import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether `out/service` holds the service as it is built from the sources under test. */
    readonly isServiceBuilt: boolean | undefined;
    /** What the build said. */
    readonly buildOutput: string | undefined;
  }
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Builds the service once for all test files (a `globalSetup` of vitest): it starts in half the time then, and what is
 * tested is what `npm run service` runs. Without this set-up the tests start the sources.
 */
export async function setup(project: TestProject): Promise<void> {
  const { stdout, stderr } = await promisify(execFile)('npm', ['run', '--silent', 'build:service'], {
    cwd: ROOT,
    shell: process.platform === 'win32',
    // As a person runs it: under these names of a test, tools keep words to themselves that they say otherwise.
    env: { ...process.env, NODE_ENV: undefined, TEST: undefined, VITEST: undefined },
  });
  project.provide('isServiceBuilt', true);
  project.provide('buildOutput', `${stdout}${stderr}`);
}
