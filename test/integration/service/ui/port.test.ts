import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { startPageServer } from '../../../../main/service/ui/page-server.ts';
import { servePage } from './page-rig.ts';

const start = (port: number | null) =>
  startPageServer({
    admin: {
      openSession() {
        throw new Error('Nobody connects here.');
      },
    },
    folder: '/nowhere',
    port,
    randomBytes,
    onAddress: () => undefined,
    onRefused: () => undefined,
  });

test('a port that is told is taken, also again after the end', async () => {
  const free = await start(null);
  if (!free.ok) throw new Error(free.failure.message);
  const port = Number(new URL(free.value.origin).port);
  await free.value.close();
  const told = await start(port);
  if (!told.ok) throw new Error(told.failure.message);
  onTestFinished(() => told.value.close());
  expect(told.value.origin).toBe(`http://127.0.0.1:${String(port)}`);
});

test('a port in use is refused in plain words', async () => {
  const { server } = await servePage();
  const port = Number(new URL(server.origin).port);
  const started = await start(port);
  expect(started).toMatchObject({
    ok: false,
    failure: {
      kind: 'input',
      code: 'port-not-free',
      message: `Port ${String(port)} is in use by another program, so the page cannot be served there.`,
      mend: 'Choose another with --port, or leave --port out to have a free one chosen.',
    },
  });
});
