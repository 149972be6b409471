import { expect, test } from 'vitest';
import { FrameTally } from '../../bench/frame-tally.ts';

test('messages are counted by what they are, and their bytes together', () => {
  const tally = new FrameTally();
  tally.send(JSON.stringify({ id: 1, name: 'watch-job', payload: { jobId: null } }));
  tally.send(JSON.stringify({ id: 2, name: 'sync-now', payload: {} }));
  tally.send(JSON.stringify({ id: 3, name: 'sync-now', payload: {} }));
  const frames = [
    { push: { name: 'view', payload: { words: 'ü' } } },
    { push: { name: 'view', payload: {} } },
    { id: 3, answer: { ok: false, problem: {} } },
    { id: 1, answer: { ok: true, id: null } },
    { id: 2, answer: { ok: true, id: null } },
  ].map((frame) => JSON.stringify(frame));
  for (const frame of frames) tally.receive(frame);
  const kinds = ['view', 'jobs', 'sync-now done', 'sync-now refused', 'watch-job done'];
  expect(kinds.map((kind) => tally.countOf(kind))).toEqual([2, 0, 1, 1, 1]);
  expect(tally.total).toBe(5);
  // One letter is two bytes in UTF-8.
  expect(tally.bytes).toBe(frames.join('').length + 1);
});

test('what is neither a push nor the answer to a call is an error', () => {
  const tally = new FrameTally();
  for (const text of ['{"hello":1}', '{"id":7,"answer":{"ok":true,"id":null}}']) {
    expect(() => {
      tally.receive(text);
    }).toThrow();
  }
});
