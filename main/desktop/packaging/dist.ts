import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { runDist } from './run-dist.ts';

/** `npm run dist`: packs the app for this system. Arguments go to electron-builder, such as `--dir` or `--win`. */
const project = join(import.meta.dirname, '..', '..', '..');
const tool = (...path: readonly string[]): string => join(project, 'node_modules', ...path);

/** Runs a script under this Node and resolves with its exit code. */
function run(script: string, args: readonly string[], stdio: 'inherit' | 'ignore'): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: project, stdio });
    child.once('error', () => {
      resolve(1);
    });
    child.once('close', (code) => {
      resolve(code ?? 1);
    });
  });
}

process.exitCode = await runDist(process.argv.slice(2), {
  fetchRuntime: async () => (await run(tool('electron', 'install.js'), [], 'ignore')) === 0,
  build: async () =>
    (await run(tool('vite', 'bin', 'vite.js'), ['build', '--logLevel', 'warn'], 'inherit')) === 0 &&
    (await run(join(project, 'rolldown.config.ts'), ['desktop'], 'inherit')) === 0,
  pack: (args) => run(tool('electron-builder', 'cli.js'), args, 'inherit'),
  say: (words) => {
    process.stderr.write(`${words}\n`);
  },
});
