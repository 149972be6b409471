import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { DiaryEntry } from './stand-in/diary.ts';
import type { StandInRequest } from './stand-in/messages.ts';

const REGISTER = new URL('./stand-in/register.ts', import.meta.url).href;

const diarySchema = z.array(z.object({ what: z.string(), given: z.unknown() }));
const answerSchema = z.object({ id: z.number(), value: z.unknown().optional() });
const endSchema = z.object({ end: z.object({ exitCode: z.number(), diary: diarySchema }) });

/** The built program under plain Node, with a stand-in for Electron. */
export interface DesktopProcess {
  readonly dataFolder: string;
  ask(request: StandInRequest): Promise<unknown>;
  diary(): Promise<readonly DiaryEntry[]>;
  /** Resolves once the diary holds this. */
  until(what: string): Promise<readonly DiaryEntry[]>;
  /** How it ended: by `app.exit`. */
  readonly ended: Promise<{ readonly exitCode: number; readonly diary: readonly DiaryEntry[] }>;
  dispose(): Promise<void>;
}

/**
 * @param builtFolder where program and preload script were built
 * @param sharedFolder the data folder of another one; unless told a new one
 */
export async function startDesktop(
  builtFolder: string,
  args: readonly string[] = [],
  sharedFolder: string | null = null,
): Promise<DesktopProcess> {
  const dataFolder = sharedFolder ?? (await mkdtemp(join(tmpdir(), 'readymeet-desktop-')));
  const child: ChildProcess = fork(
    join(builtFolder, 'main.mjs'),
    [`--user-data-dir=${dataFolder}`, ...args],
    {
      execArgv: ['--disable-warning=ExperimentalWarning', '--import', REGISTER],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // As on a desktop whose bar is light.
      env: { ...process.env, XDG_CURRENT_DESKTOP: 'KDE' },
    },
  );
  const waiting = new Map<number, (value: unknown) => void>();
  const closed = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve();
    });
  });
  let lastId = 0;
  const ended = new Promise<{ exitCode: number; diary: readonly DiaryEntry[] }>((resolve, reject) => {
    child.on('message', (message) => {
      const answer = answerSchema.safeParse(message);
      if (answer.success) waiting.get(answer.data.id)?.(answer.data.value);
      const end = endSchema.safeParse(message);
      if (end.success) resolve(end.data.end);
    });
    child.once('close', (code) => {
      reject(new Error(`The program ended by itself with ${String(code)}.`));
    });
  });
  // Whoever asks for the end is told; nobody else has to listen.
  ended.catch(() => undefined);

  const ask = (request: StandInRequest): Promise<unknown> => {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      child.send({ id, request });
    });
  };
  const diary = async (): Promise<readonly DiaryEntry[]> => diarySchema.parse(await ask({ kind: 'diary' }));
  return {
    dataFolder,
    ask,
    diary,
    async until(what) {
      for (;;) {
        const entries = await diary();
        if (entries.some((entry) => entry.what === what)) return entries;
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
      }
    },
    ended,
    async dispose() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await closed;
      if (sharedFolder === null) await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
