import { describe, expect, it } from 'vitest';
import { missingPermissions } from '../../../main/skedulo/permissions.ts';
import { decideRegion, normalizeApiUrl } from '../../../main/skedulo/region.ts';
import { rightsFailure, tokenFailure } from '../../../main/skedulo/failures.ts';
import { tokenExpiryMs } from '../../../main/skedulo/token-expiry.ts';
import { wrongHost } from '../../../main/skedulo/whoami.ts';
import type { WhoamiOutcome } from '../../../main/skedulo/whoami.ts';
import { networkFailure, remoteFailure } from '../../../main/sync/failure.ts';

const tenant = { tenantId: 't', userName: 'u', roles: [], vendor: 'skedulo', apiUrl: 'https://a.test' };
const outcomes: Record<string, WhoamiOutcome> = {
  known: { kind: 'known', tenant },
  lacking: { kind: 'lacking', failure: rightsFailure() },
  refused: { kind: 'refused', failure: tokenFailure('t', 0) },
  foreign: { kind: 'foreign', failure: wrongHost('Not Skedulo.') },
  silent: {
    kind: 'failed',
    failure: networkFailure({ party: 'skedulo', code: 'timeout', message: 'No answer.' }),
  },
  busy: {
    kind: 'failed',
    failure: remoteFailure({ party: 'skedulo', code: 'server-error', message: 'Busy.', isTemporary: true }),
  },
};

describe('decideRegion', () => {
  it.each([
    ['refused foreign silent known', 'ok'],
    ['refused lacking silent', 'missing-rights'],
    ['refused silent refused', 'unreachable'],
    ['silent', 'unreachable'],
    ['refused busy', 'server-error'],
    ['busy silent', 'unreachable'],
    ['refused foreign', 'token-refused'],
    ['foreign foreign', 'wrong-host'],
    ['', 'wrong-host'],
  ])('concludes from %j: %s', (kinds, expected) => {
    const answer = decideRegion(kinds.split(' ').flatMap((kind) => outcomes[kind] ?? []));
    expect(answer.ok ? 'ok' : answer.failure.code).toBe(expected);
  });

  it('believes an expired token at once', () => {
    const token = `a.${Buffer.from('{"exp":100}').toString('base64url')}.c`;
    const expired: WhoamiOutcome = { kind: 'refused', failure: tokenFailure(token, 200_000) };
    const answer = decideRegion([expired, outcomes.silent ?? expired]);
    expect(answer.ok ? 'ok' : answer.failure.code).toBe('token-expired');
  });
});

it.each([
  ['https://api.skedulo.com/', 'https://api.skedulo.com'],
  [' https://proxy.test/skedulo// ', 'https://proxy.test/skedulo'],
  ['http://127.0.0.1:99', 'http://127.0.0.1:99'],
  ['api.skedulo.com', null],
  ['file:///etc/passwd', null],
  ['https://user:word@api.skedulo.com', null],
  ['', null],
])('normalizes the address %j to %j', (text, expected) => {
  expect(normalizeApiUrl(text)).toBe(expected);
});

it.each([
  [undefined, 0],
  [null, 0],
  ['something else', 0],
  [['skedulo.tenant.*'], 0],
  [['*'], 0],
  [['skedulo.tenant.data.*'], 0],
  [['skedulo.tenant.data.view', 'skedulo.tenant.data.modify'], 0],
  [['skedulo.tenant.data.view'], 1],
  [{ granted: ['skedulo.tenant.web.access'] }, 2],
  [{ 'skedulo.tenant.data.view': true, 'skedulo.tenant.data.modify': false }, 1],
  [[{ name: 'skedulo.tenant.data.view' }, { name: 'skedulo.tenant.data.modify' }], 0],
  [['skedulo.tenant.database.view'], 2],
])('finds in the permissions %j that %d are missing', (permissions, count) => {
  expect(missingPermissions(permissions)).toHaveLength(count);
});

it.each([
  ['no-jwt', null],
  ['a.%%%.c', null],
  [`a.${Buffer.from('{"sub":"x"}').toString('base64url')}.c`, null],
  [`a.${Buffer.from('{"exp":1700000000}').toString('base64url')}.c`, 1_700_000_000_000],
])('reads the end of the token %j', (token, expected) => {
  expect(tokenExpiryMs(token)).toBe(expected);
});
