import { expect, test } from 'vitest';
import { FrameTally } from '../../bench/frame-tally.ts';

test('messages are counted by what they are, and their bytes together', () => {
  const tally = new FrameTally();
  const frames = [
    { push: { name: 'view', payload: { words: 'ü' } } },
    { push: { name: 'view', payload: {} } },
    { id: 1, answer: { ok: true, id: null } },
    { id: 2, answer: { ok: false, problem: {} } },
  ].map((frame) => JSON.stringify(frame));
  for (const frame of frames) tally.receive(frame);
  expect(['view', 'jobs', 'answer', 'refusal'].map((kind) => tally.countOf(kind))).toEqual([2, 0, 1, 1]);
  expect(tally.total).toBe(4);
  // One letter is two bytes in UTF-8.
  expect(tally.bytes).toBe(frames.join('').length + 1);
});

test('only a message of the kind ends a wait for it, and one that was there before does not', async () => {
  const tally = new FrameTally();
  const answer = JSON.stringify({ id: 1, answer: { ok: true, id: null } });
  tally.receive(answer);
  let isAnswered = false;
  const waiting = tally.next('answer').then(() => {
    isAnswered = true;
  });
  tally.receive(JSON.stringify({ push: { name: 'view', payload: {} } }));
  await Promise.resolve();
  expect(isAnswered).toBe(false);
  tally.receive(answer);
  await waiting;
  expect(isAnswered).toBe(true);
});

test('what is neither a push nor an answer is an error', () => {
  expect(() => {
    new FrameTally().receive('{"hello":1}');
  }).toThrow();
});
