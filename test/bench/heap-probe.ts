import * as z from 'zod';
import { ALLOCATOR_SETTINGS } from '../../main/service/allocator.ts';

/**
 * What makes Node listen for a probe, on a free port of this computer. The allocator is set as the service would have
 * it: else it would replace itself after the start, and listen elsewhere.
 */
export const PROBED = { NODE_OPTIONS: '--inspect=127.0.0.1:0', ...ALLOCATOR_SETTINGS } as const;

/** Looks into another Node process. */
export interface HeapProbe {
  /** Bytes of its main thread's JavaScript heap that are still held after garbage was collected. */
  heldBytes(): Promise<number>;
  /** A process that is probed does not end before. */
  close(): void;
}

/** The address in the line that Node prints for it; null in any other line. */
export function probeAddressIn(line: string): string | null {
  return /^Debugger listening on (ws:\/\/127\.0\.0\.1:\d+\/\S+)$/.exec(line)?.[1] ?? null;
}

const answerSchema = z.object({ id: z.number(), result: z.unknown() });
const usageSchema = z.object({ usedSize: z.number() });

/** Connects to the address. https://chromedevtools.github.io/devtools-protocol/v8/HeapProfiler/ */
export async function openHeapProbe(address: string): Promise<HeapProbe> {
  const socket = new WebSocket(address);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => {
      resolve();
    });
    socket.addEventListener('error', () => {
      reject(new Error('The process cannot be probed.'));
    });
  });
  let lastId = 0;
  const ask = (method: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      const id = lastId;
      const end = (): void => {
        socket.removeEventListener('message', take);
        socket.removeEventListener('close', fail);
      };
      const take = ({ data }: { readonly data: unknown }): void => {
        const answer = answerSchema.safeParse(JSON.parse(String(data)));
        if (!answer.success || answer.data.id !== id) return;
        end();
        resolve(answer.data.result);
      };
      const fail = (): void => {
        end();
        reject(new Error(`The process ended before it answered ${method}.`));
      };
      socket.addEventListener('message', take);
      socket.addEventListener('close', fail);
      socket.send(JSON.stringify({ id, method }));
    });
  return {
    async heldBytes() {
      // What a finalizer lets go of in the first is collected in the second.
      await ask('HeapProfiler.collectGarbage');
      await ask('HeapProfiler.collectGarbage');
      return usageSchema.parse(await ask('Runtime.getHeapUsage')).usedSize;
    },
    close() {
      socket.close();
    },
  };
}
