import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { startChild } from './child.ts';
import { contains, valueOf } from './contract.ts';
import { createFolders, openIn, tryToOpen } from './folder.ts';

const folders = createFolders();

afterAll(() => folders.removeAll());

describe('a ledger whose process is killed', () => {
  it('is refused to a second process while the first lives, and free at once when it is killed', async () => {
    const folder = await folders.make();
    const child = startChild('hold-open.ts', folder);
    await child.waitForLines(1);
    const refused = await openIn(folder);
    const lines = await child.kill();
    expect(lines).toEqual(['opened']);
    expect(refused).toMatchObject({
      ok: false,
      failure: { kind: 'local', code: 'ledger-in-use', mend: contains('Close the other') },
    });
    expect(await tryToOpen(folder)).toBe('opened');
  });

  it('is refused to a second opening in the same process, and the first goes on', async () => {
    const folder = await folders.make();
    const first = valueOf(await openIn(folder));
    expect(await tryToOpen(folder)).toBe('ledger-in-use');
    const child = startChild('hold-open.ts', folder);
    await child.waitForLines(1);
    expect(await child.kill()).toEqual(['ledger-in-use']);
    await first.close();
    expect(await tryToOpen(folder)).toBe('opened');
  });

  it('keeps every commit that was confirmed, wherever the kill falls', async () => {
    const folder = await folders.make();
    const confirmed: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const child = startChild('commit-forever.ts', folder, `round${String(round)}`);
      await child.waitForLines(2 + Math.floor(Math.random() * 60));
      await pause(Math.random() * 10);
      const lines = await child.kill();
      confirmed.push(...lines.filter((line) => line !== 'opening'));
    }
    expect(confirmed.length).toBeGreaterThanOrEqual(5);
    const ledger = valueOf(await openIn(folder));
    const found = valueOf(await ledger.recordsOf('tenant-1', confirmed));
    const histories = await Promise.all(confirmed.map((id) => ledger.history('tenant-1', id, 5)));
    await ledger.close();
    const foundIds = new Set(found.map((record) => record.jobId));
    expect(confirmed.filter((id) => !foundIds.has(id))).toEqual([]);
    expect(found.every((record) => record.invitations.size === 1)).toBe(true);
    expect(histories.every((history) => valueOf(history).length === 1)).toBe(true);
  });

  it('never stands half built: killed while it is made, it is made anew or whole', async () => {
    for (let round = 0; round < 6; round += 1) {
      const folder = await folders.make();
      const child = startChild('commit-forever.ts', folder, 'new');
      await child.waitForLines(1);
      await pause(Math.random() * 60);
      await child.kill();
      expect(await tryToOpen(folder)).toBe('opened');
    }
  });
});
