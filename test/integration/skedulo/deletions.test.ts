import { describe, expect, it } from 'vitest';
import type { Fault } from '../../simulators/kit/faults.ts';
import type { SimulatorAnswer } from '../../simulators/kit/http-simulator.ts';
import { restError } from '../../simulators/skedulo/rest-answers.ts';
import { failureOf, never, NOW_MS, stage, summary, valueOf } from './stage.ts';

/** What an observation says of one deleted job when the question for its history meets the fault. */
async function observeDeleted(fault: Fault): Promise<string[]> {
  const { skedulo, source } = await stage();
  const job = skedulo.office.addJob();
  skedulo.office.deleteJob(job.UID);
  skedulo.http.faults.add({ path: /^\/events\/changes/, fault });
  const observed = summary(valueOf(await source.observe([job.UID], NOW_MS, never)).sightings);
  return observed.map((text) => text.replace(`${job.UID} `, ''));
}

const saysNothing: readonly [string, SimulatorAnswer][] = [
  ['a web page with HTTP 200', { status: 200, body: '<html>Sign in</html>' }],
  ['an empty body', { status: 200 }],
  ['another shape', { status: 200, body: { changes: [] } }],
  ['a result that is no list', { status: 200, body: { result: null } }],
  ['a change without an id', { status: 200, body: { result: [{ operation: 'DELETE' }] } }],
  ['no content', { status: 204 }],
  ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }],
  ['a web page with HTTP 404', { status: 404, body: '<html>Not found</html>' }],
  ['HTTP 404 in another shape', { status: 404, body: { error: 'Not found' } }],
  ['a web page with HTTP 403', { status: 403, body: '<html>Blocked</html>' }],
  ['a refusal of the question', restError(400, 'bad_request', 'Too many items')],
  ['a limit', { status: 429, body: {} }],
  ['a server error', restError(503, 'unavailable', 'Later')],
];

const saysThereIsNone: readonly [string, SimulatorAnswer][] = [
  ['a missing right', restError(403, 'forbidden', 'Not permitted')],
  ['a missing right without words', { status: 403 }],
  ["Skedulo's own HTTP 404", restError(404, 'not_found', 'No change history')],
  ['an unsupported vendor', restError(400, 'vendor_not_supported', 'Not supported')],
];

describe('the change history', () => {
  it.each(saysNothing)('says nothing by %s: the job is unclear', async (_name, answer) => {
    expect(await observeDeleted({ kind: 'answer-before', answer })).toEqual(['unclear deletion-unconfirmed']);
  });

  it.each<[string, Fault]>([
    ['a cut text', { kind: 'truncate' }],
    ['a cut connection', { kind: 'cut-before' }],
  ])('says nothing by %s: the job is unclear', async (_name, fault) => {
    expect(await observeDeleted(fault)).toEqual(['unclear deletion-unconfirmed']);
  });

  it.each(saysThereIsNone)('is not there by %s: absence counts as deletion', async (_name, answer) => {
    expect(await observeDeleted({ kind: 'answer-before', answer })).toEqual(['deleted']);
  });

  it('calls no job deleted when one of several questions goes unanswered', async () => {
    const { skedulo, source } = await stage();
    const ids = Array.from({ length: 60 }, () => skedulo.office.addJob().UID);
    for (const id of ids) skedulo.office.deleteJob(id);
    const answer = { status: 200, body: '<html>Sign in</html>' };
    skedulo.http.faults.add({ path: /^\/events/, skip: 1, fault: { kind: 'answer-before', answer } });
    const { sightings } = valueOf(await source.observe(ids, NOW_MS, never));
    expect(sightings.map((sighting) => sighting.kind)).toEqual(ids.map(() => 'unclear'));
    const later = valueOf(await source.observe(ids, NOW_MS, never));
    expect(later.sightings.map((sighting) => sighting.kind)).toEqual(ids.map(() => 'deleted'));
  });

  it('fails the observation where it refuses the token', async () => {
    const { skedulo, source } = await stage();
    const job = skedulo.office.addJob();
    skedulo.office.deleteJob(job.UID);
    const answer = restError(401, 'unauthorized', 'No');
    skedulo.http.faults.add({ path: /^\/events/, fault: { kind: 'answer-before', answer } });
    const failure = failureOf(await source.observe([job.UID], NOW_MS, never));
    expect(failure).toMatchObject({ kind: 'auth', code: 'token-refused', scope: 'party' });
  });
});
