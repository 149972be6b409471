import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Child {
  /** Resolves when the child has printed this many lines, or has ended. */
  waitForLines(count: number): Promise<void>;
  /** Kills the child outright and gives all complete lines it printed. */
  kill(): Promise<readonly string[]>;
}

/** Starts one of the programs in `children/` in a process of its own. */
export function startChild(program: string, ...parameters: readonly string[]): Child {
  const path = fileURLToPath(new URL(`./children/${program}`, import.meta.url));
  const child = spawn(process.execPath, [path, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  let output = '';
  let notice: () => void = () => undefined;
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    output += text;
    notice();
  });
  return {
    async waitForLines(count) {
      while (output.split('\n').length <= count) {
        const more = new Promise<void>((resolve) => {
          notice = resolve;
        });
        const ended = await Promise.race([more, closed.then(() => true)]);
        if (ended === true) return;
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await closed;
      return output.split('\n').slice(0, -1);
    },
  };
}
