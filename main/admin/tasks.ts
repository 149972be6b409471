import type { Answer } from '../../preload/contract/contract.ts';
import type { CommandName } from '../../preload/contract/commands.ts';
import type { View } from '../../preload/contract/view.ts';
import { refuse } from './answers.ts';

/** Commands that take a while: shown while they run, one of each name and thing at a time, each can be cancelled. */
export interface Tasks {
  readonly list: View['tasks'];
  /**
   * @param words what is being done, for a person
   * @param about what it is done to, such as a job's id, where several may be done at a time; the task's name is the
   * command's, a blank, and this
   */
  run(
    command: CommandName,
    words: string,
    work: (signal: AbortSignal) => Promise<Answer>,
    about?: string,
  ): Promise<Answer>;
  /** Takes the name of a task. Says whether such a task was under way. */
  cancel(name: string): boolean;
  /** Cancels all, lets no other begin, and waits for their ends. */
  stop(): Promise<void>;
}

interface Task {
  readonly words: string;
  readonly sinceMs: number;
  readonly abort: AbortController;
  readonly ended: Promise<unknown>;
}

export function createTasks(nowMs: () => number, onChange: () => void): Tasks {
  const tasks = new Map<string, Task>();
  let isStopped = false;
  return {
    get list() {
      return [...tasks].map(([command, { words, sinceMs }]) => ({ command, words, sinceMs }));
    },
    async run(command, words, work, about) {
      const name = about === undefined ? command : `${command} ${about}`;
      if (isStopped) return refuse('stopping', 'ReadyMeet is being closed. Nothing new is begun.');
      if (tasks.has(name)) {
        return refuse('under-way', `This is under way already: ${words}`, {
          mend: 'Wait until it is done, or cancel it.',
        });
      }
      const abort = new AbortController();
      const ended = work(abort.signal).finally(() => {
        tasks.delete(name);
        onChange();
      });
      tasks.set(name, { words, sinceMs: nowMs(), abort, ended: ended.catch(() => undefined) });
      onChange();
      return ended;
    },
    cancel(name) {
      const task = tasks.get(name);
      task?.abort.abort();
      return task !== undefined;
    },
    async stop() {
      isStopped = true;
      for (const { abort } of tasks.values()) abort.abort();
      await Promise.all([...tasks.values()].map(({ ended }) => ended));
    },
  };
}
