import { describe, expect, test } from 'vitest';
import type { ProviderKind } from '../../../main/sync/model.ts';
import type { Fault } from '../../simulators/kit/faults.ts';
import type { StandIns } from '../../simulators/world/stand-ins.ts';
import { findLinkMismatches, KINDS, openWorld, passOnce } from './service-rig.ts';
import type { PassOutput } from './service-rig.ts';

/*
 * Answers that cannot be used, and connections that break. The tests run side by side: most of their time the service
 * waits before it tries again.
 */

const HTML = '<!doctype html><title>Sign in to the network</title><p>Welcome to the hotel.</p>';

/** What may come instead of an answer although the request took effect. */
const SPOILT: Readonly<Record<string, Fault>> = {
  'a web page': { kind: 'answer-after', answer: { status: 200, body: HTML } },
  'an empty body': { kind: 'answer-after', answer: { status: 200, body: '' } },
  'half an answer': { kind: 'truncate' },
  'an answer without fields': { kind: 'change-body', change: () => ({}) },
  'a cut connection': { kind: 'cut-after' },
};

/** How a provider is asked for a meeting. */
const CREATION: Readonly<Record<ProviderKind, RegExp>> = {
  zoom: /^\/v2\/users\/me\/meetings$/,
  teams: /\/onlineMeetings\/createOrGet$/,
  meet: /\/events$/,
};

const CASES = Object.entries(SPOILT).flatMap(([what, fault]) => KINDS.map((kind) => ({ kind, what, fault })));

function expectOneOfEach(world: StandIns, names: readonly string[], pass: PassOutput): void {
  const { exitCode, summary } = pass;
  expect({ exitCode, ...summary, notices: [] }).toMatchObject({
    exitCode: 0,
    meetingsCreated: names.length,
    linksWritten: names.length,
    emailsSent: names.length,
    needsAttention: [],
    unusable: [],
  });
  expect(findLinkMismatches(world, names)).toEqual([]);
  // Not even one that was withdrawn again.
  expect(world.provider.meetings()).toHaveLength(names.length);
  expect(new Set(world.mailbox.envelopes.map(({ messageId }) => messageId)).size).toBe(names.length);
}

function addJobs(world: StandIns, count: number): readonly string[] {
  return Array.from({ length: count }, () => world.skedulo.office.addJob().Name);
}

describe.concurrent('answers that cannot be used', () => {
  // First, for they take longest.
  test.for(KINDS)(
    '%s: a provider that keeps silent for half a minute makes no second meeting',
    { timeout: 90_000 },
    async (kind, { onTestFinished: whenFinished }) => {
      const world = await openWorld({ provider: kind }, whenFinished);
      const names = addJobs(world, 2);
      world.provider.http.faults.add({
        method: 'POST',
        path: CREATION[kind],
        bodyIncludes: 'JOB-0001',
        fault: { kind: 'stall', durationMs: 31_000 },
      });
      expectOneOfEach(world, names, await passOnce(world, { whenFinished }));
    },
  );

  test.for(CASES)(
    '$kind: $what from the provider and from Skedulo does no harm',
    { timeout: 60_000 },
    async ({ kind, what, fault }, { onTestFinished: whenFinished }) => {
      const world = await openWorld({ provider: kind }, whenFinished);
      const names = addJobs(world, 3);
      const creation = { method: 'POST', path: CREATION[kind] };
      world.provider.http.faults.add({ ...creation, bodyIncludes: 'JOB-0001', fault });
      // And once without the effect.
      const before: Fault =
        fault.kind === 'answer-after'
          ? { kind: 'answer-before', answer: fault.answer }
          : { kind: 'cut-before' };
      world.provider.http.faults.add({ ...creation, bodyIncludes: 'JOB-0002', fault: before });
      world.skedulo.http.faults.add({ path: /^\/graphql/, bodyIncludes: 'query ReadJobs(', fault });
      world.skedulo.http.faults.add({ path: /^\/graphql/, bodyIncludes: 'mutation WriteLink', fault });
      if (what === 'a cut connection') world.mailbox.faults.add({ step: 'answer', fault: { kind: 'cut' } });

      const pass = await passOnce(world, { whenFinished });
      expectOneOfEach(world, names, pass);
      // The one message of which nobody knew whether it had left came twice, under one Message-ID.
      expect(world.mailbox.messageCount).toBe(what === 'a cut connection' ? 4 : 3);
    },
  );

  test('a provider whose sign-in shows a web page is tried again', async ({
    onTestFinished: whenFinished,
  }) => {
    const world = await openWorld({ provider: 'zoom' }, whenFinished);
    const names = addJobs(world, 2);
    world.provider.http.faults.add({
      path: /\/token$/,
      fault: { kind: 'answer-before', answer: { status: 200, body: HTML } },
    });
    expectOneOfEach(world, names, await passOnce(world, { whenFinished }));
  });
});
