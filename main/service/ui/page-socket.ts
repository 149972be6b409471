import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { Admin } from '../../admin/admin.ts';
import type { Answer } from '../../../preload/contract/contract.ts';
import { createOutbox } from './outbox.ts';

/** Commands of one page that are carried out at the same time; nobody presses so many buttons. */
const MOST_CALLS = 50;

/** RFC 6455 section 7.4.1: what came is not what was agreed upon. */
const POLICY_VIOLATION = 1008;

/** The input of a command, and its name, are looked at by the session. */
const frameSchema = z.strictObject({
  id: z.int().min(0),
  name: z.unknown(),
  payload: z.unknown(),
});

/** Joins one connection with a session of its own, until either ends. */
export function servePage(socket: WebSocket, admin: Pick<Admin, 'openSession'>): void {
  const outbox = createOutbox({
    line: {
      get bufferedBytes() {
        return socket.bufferedAmount;
      },
      send(text, onTaken) {
        // An error here is followed by the connection's end, which is dealt with below.
        socket.send(text, () => {
          onTaken();
        });
      },
      setReading(isReading) {
        if (isReading) socket.resume();
        else socket.pause();
      },
      drop() {
        socket.terminate();
      },
    },
    after(durationMs, run) {
      const timer = setTimeout(run, durationMs);
      return () => {
        clearTimeout(timer);
      };
    },
  });
  const session = admin.openSession((push) => {
    outbox.push(push);
  });
  let callCount = 0;

  async function carryOut(id: number, name: unknown, payload: unknown): Promise<void> {
    if (callCount >= MOST_CALLS) {
      outbox.answer(id, TOO_MANY);
      return;
    }
    callCount += 1;
    const answer = await session.call(name, payload);
    callCount -= 1;
    outbox.answer(id, answer);
  }

  socket.on('message', (data, isBinary) => {
    const frame = frameSchema.safeParse(isBinary || !Buffer.isBuffer(data) ? null : parseJson(data));
    if (!frame.success) {
      socket.close(POLICY_VIOLATION, 'not understood');
      return;
    }
    const { id, name, payload } = frame.data;
    void carryOut(id, name, payload);
  });
  // An oversized or broken frame: `ws` closes the connection with the fitting code by itself.
  socket.on('error', () => undefined);
  socket.on('close', () => {
    outbox.close();
    session.close();
  });
}

const TOO_MANY: Answer = {
  ok: false,
  problem: {
    code: 'too-many-commands',
    message: 'Too much was asked for at the same time. This was not begun.',
    mend: 'Try again in a moment.',
    field: null,
  },
};

function parseJson(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString('utf8'));
  } catch {
    return null;
  }
}
