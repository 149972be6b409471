import { describe, expect, it } from 'vitest';
import { loadServiceConfig, secretsOf } from '../../../main/settings/service-config.ts';
import type { ServiceConfig } from '../../../main/settings/service-config.ts';
import { failed, inputFailure, success } from '../../../main/sync/failure.ts';
import type { Result } from '../../../main/sync/failure.ts';

const MAIL = { from: 'Acme Care <care@acme.test>', smtp: { host: 'mail.acme.test' } };
const SMALLEST = {
  dataDir: '/var/lib/readymeet',
  skedulo: { apiToken: '${SKEDULO_API_TOKEN}' },
  provider: { kind: 'zoom', clientId: 'client-1', account: { refreshToken: 'refresh-1' } },
  mail: MAIL,
};
const ENVIRONMENT = { SKEDULO_API_TOKEN: 'token-1', SMTP_PASSWORD: 'geheim ' };

function load(
  content: unknown,
  environment: Record<string, string> = ENVIRONMENT,
): Promise<Result<ServiceConfig>> {
  return loadServiceConfig({
    path: '/etc/readymeet/config.json',
    readFile: () => Promise.resolve(typeof content === 'string' ? content : JSON.stringify(content)),
    environment,
    validateMeetingPassword: (kind, password) =>
      kind === 'zoom' && password.length > 10 ? 'must not be longer than 10 characters.' : null,
    parseSender: (text) =>
      text.includes('@')
        ? success(text)
        : failed(inputFailure({ party: 'mail', code: 'bad-sender', message: 'is no e-mail address.' })),
  });
}

async function valueOf(content: unknown, environment?: Record<string, string>): Promise<ServiceConfig> {
  const result = await load(content, environment);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

/** The lines about fields. */
async function problemsOf(
  content: unknown,
  environment?: Record<string, string>,
): Promise<readonly string[]> {
  const result = await load(content, environment);
  if (result.ok) return [];
  expect(result.failure).toMatchObject({ kind: 'input', code: 'bad-configuration', scope: 'party' });
  return result.failure.message.split('\n').slice(1);
}

describe('a configuration', () => {
  it('needs little and has defaults for the rest', async () => {
    expect(await valueOf(SMALLEST)).toEqual({
      dataDir: '/var/lib/readymeet',
      skedulo: { apiUrl: null, apiToken: 'token-1' },
      provider: {
        kind: 'zoom',
        clientId: 'client-1',
        clientSecret: null,
        apiUrl: null,
        authorizeUrl: null,
        tokenUrl: null,
        revokeUrl: null,
        limits: { perSecond: null, perDay: null },
        account: { refreshToken: 'refresh-1', accessToken: null, expiresAtMs: null },
      },
      automation: { meetingPassword: null, enableAttendees: false, sendIcsToRecipients: true },
      mail: {
        from: MAIL.from,
        smtp: {
          host: 'mail.acme.test',
          port: 587,
          secure: false,
          requireTls: true,
          user: null,
          password: null,
        },
      },
      sync: { pollSeconds: 30, concurrency: 8 },
    });
  });

  it('can say everything', async () => {
    const config = await valueOf({
      dataDir: 'data',
      skedulo: { apiUrl: 'http://127.0.0.1:4000/', apiToken: ' ${SKEDULO_API_TOKEN}\n' },
      provider: {
        kind: 'meet',
        clientId: 'a',
        clientSecret: 'prefix-${SKEDULO_API_TOKEN}',
        apiUrl: 'https://www.googleapis.com',
        authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
        tokenUrl: 'http://[::1]:9/token',
        revokeUrl: 'http://localhost:9/revoke',
        limits: { perSecond: 0.5, perDay: 100 },
        account: { refreshToken: 'r', accessToken: 'a', expiresAt: '2031-05-06T03:00:00+02:00' },
      },
      automation: {
        meetingPassword: 'a very long password',
        enableAttendees: true,
        sendIcsToRecipients: false,
      },
      mail: {
        ...MAIL,
        smtp: {
          host: 'h',
          port: null,
          secure: true,
          requireTls: false,
          user: 'u',
          password: '${SMTP_PASSWORD}',
        },
      },
      sync: { pollSeconds: 5, concurrency: 32 },
    });
    expect(config.dataDir).toBe('/etc/readymeet/data');
    expect(config.skedulo).toEqual({ apiUrl: 'http://127.0.0.1:4000', apiToken: 'token-1' });
    expect(config.provider).toMatchObject({
      clientSecret: 'prefix-token-1',
      limits: { perSecond: 0.5, perDay: 100 },
      account: { expiresAtMs: Date.UTC(2031, 4, 6, 1) },
    });
    expect(config.mail?.smtp).toMatchObject({ port: 465, user: 'u', password: 'geheim ' });
    expect(config.sync).toEqual({ pollSeconds: 5, concurrency: 32 });
    expect(secretsOf(config)).toEqual([
      'token-1',
      'prefix-token-1',
      'r',
      'a',
      'a very long password',
      'geheim ',
    ]);
  });

  it('takes an empty optional text for one that is left out', async () => {
    const provider = { ...SMALLEST.provider, clientSecret: '${EMPTY}', apiUrl: '' };
    const config = await valueOf({ ...SMALLEST, provider }, { ...ENVIRONMENT, EMPTY: ' ' });
    expect([config.provider.clientSecret, config.provider.apiUrl]).toEqual([null, null]);
  });

  it('may do without mail when no invitations are to be sent', async () => {
    const { mail: _, ...rest } = SMALLEST;
    expect((await valueOf({ ...rest, automation: { sendIcsToRecipients: false } })).mail).toBeNull();
    expect(await problemsOf(rest)).toEqual([
      'mail: is missing. Add the part "mail", or set automation.sendIcsToRecipients to false.',
    ]);
  });

  it('may begin with a byte order mark', async () => {
    expect((await valueOf(`\uFEFF${JSON.stringify(SMALLEST)}`)).dataDir).toBe('/var/lib/readymeet');
  });
});

describe('a configuration that cannot be used', () => {
  const provider = SMALLEST.provider;
  const smtp = MAIL.smtp;

  it.each<readonly [string, unknown, readonly string[]]>([
    [
      'an empty object',
      {},
      [
        'dataDir: is missing. Give the folder in which ReadyMeet keeps its data.',
        'skedulo: is missing. Add the part "skedulo".',
        'provider: is missing. Add the part "provider".',
        'mail: is missing. Add the part "mail", or set automation.sendIcsToRecipients to false.',
      ],
    ],
    ['a list', [], ['the file must hold one object in braces: { … }.']],
    ['an unknown key', { ...SMALLEST, datadir: 'x' }, ['datadir: is not a setting. Did you mean "dataDir"?']],
    [
      'an unknown key deep down, unlike any other',
      { ...SMALLEST, mail: { ...MAIL, smtp: { ...smtp, certificateAuthority: 'x' } } },
      [
        'mail.smtp.certificateAuthority: is not a setting. Here one may write: host, port, secure, requireTls, user, password.',
      ],
    ],
    [
      'a misspelt key in a part with defaults',
      { ...SMALLEST, sync: { pollSecond: 9 } },
      ['sync.pollSecond: is not a setting. Did you mean "pollSeconds"?'],
    ],
    [
      'wrong types, all told at once',
      {
        ...SMALLEST,
        dataDir: 7,
        provider: { ...provider, kind: 'webex', clientId: ' ' },
        automation: { enableAttendees: 'yes' },
        sync: { pollSeconds: '30', concurrency: 2.5 },
      },
      [
        'dataDir: must be the folder in which ReadyMeet keeps its data, as text.',
        'provider.kind: must be "zoom", "teams" or "meet".',
        'provider.clientId: is empty. Give the client id of the app registered at the provider.',
        'automation.enableAttendees: must be true or false, without quotation marks.',
        'sync.pollSeconds: must be a number from 5 to 86400, without quotation marks.',
        'sync.concurrency: must be a whole number from 1 to 32, without quotation marks.',
      ],
    ],
    [
      'numbers out of bounds',
      {
        ...SMALLEST,
        provider: { ...provider, limits: { perSecond: 0, perDay: -1 } },
        mail: { ...MAIL, smtp: { ...smtp, port: 65_536 } },
        sync: { pollSeconds: 4, concurrency: 33 },
      },
      [
        'provider.limits.perSecond: must be a number from 0.001 to 10000, without quotation marks.',
        'provider.limits.perDay: must be a whole number from 1 to 10000000, without quotation marks.',
        'mail.smtp.port: must be a whole number from 1 to 65535, without quotation marks.',
        'sync.pollSeconds: must be a number from 5 to 86400, without quotation marks.',
        'sync.concurrency: must be a whole number from 1 to 32, without quotation marks.',
      ],
    ],
    [
      'addresses that could be listened in on, or are none',
      {
        ...SMALLEST,
        skedulo: { apiToken: 't', apiUrl: 'http://127.0.0.1.evil.test' },
        provider: {
          ...provider,
          apiUrl: 'api.zoom.us/v2',
          authorizeUrl: 'ftp://zoom.us',
          tokenUrl: 'https://user:word@zoom.us/token',
          revokeUrl: 'https://zoom.us/revoke?x=1',
        },
      },
      [
        'skedulo.apiUrl: must begin with https:// (http:// is for this computer alone), so that nobody can listen in.',
        'provider.apiUrl: must be a web address such as https://example.com.',
        'provider.authorizeUrl: must be a web address such as https://example.com.',
        'provider.tokenUrl: must not hold a user name or password.',
        'provider.revokeUrl: must end before any "?" or "#".',
      ],
    ],
    [
      'a time that is none',
      { ...SMALLEST, provider: { ...provider, account: { refreshToken: 'r', expiresAt: 'tomorrow' } } },
      ['provider.account.expiresAt: must be an ISO 8601 time such as 2031-05-06T01:00:00Z.'],
    ],
    [
      'a user without a password',
      { ...SMALLEST, mail: { ...MAIL, smtp: { ...smtp, user: 'u' } } },
      [
        'mail.smtp.password: is missing, though there is a user. Give both, or neither where the server asks for none.',
      ],
    ],
    [
      'a password without a user',
      { ...SMALLEST, mail: { ...MAIL, smtp: { ...smtp, password: 'p' } } },
      [
        'mail.smtp.user: is missing, though there is a password. Give both, or neither where the server asks for none.',
      ],
    ],
    [
      'what other rooms refuse, also when other fields are wrong',
      {
        ...SMALLEST,
        dataDir: '',
        automation: { meetingPassword: '12345678901' },
        mail: { ...MAIL, from: 'nobody' },
      },
      [
        'dataDir: is empty. Give the folder in which ReadyMeet keeps its data.',
        'automation.meetingPassword: must not be longer than 10 characters.',
        'mail.from: is no e-mail address.',
      ],
    ],
  ])('for %s', async (_, content, problems) => {
    expect(await problemsOf(content)).toEqual(problems);
  });

  it('says what braces without a name are for', async () => {
    const config = { ...SMALLEST, provider: { ...provider, apiUrl: 'https://${}' } };
    expect(await problemsOf(config)).toEqual([
      'provider.apiUrl: `${}` names no environment variable. Write its name between the braces, or the value here.',
    ]);
  });

  it('names a variable that is not set, with its field, once', async () => {
    const account = { refreshToken: '${TOKEN_A}${TOKEN_B}' };
    const config = { ...SMALLEST, provider: { ...provider, account, apiUrl: '${TOKEN_C}' } };
    expect(await problemsOf(config, {})).toEqual([
      'skedulo.apiToken: the environment variable SKEDULO_API_TOKEN is not set. Set it before starting, or write the value here.',
      'provider.account.refreshToken: the environment variable TOKEN_A is not set. Set it before starting, or write the value here.',
      'provider.apiUrl: the environment variable TOKEN_C is not set. Set it before starting, or write the value here.',
    ]);
    expect(await problemsOf({ ...SMALLEST, dataDir: '${toString}' })).toHaveLength(1);
  });

  it('says where JSON breaks off, showing nothing of the text', async () => {
    const result = await load('{\n  "skedulo": { "apiToken": top-secret }\n}');
    expect(result).toMatchObject({ ok: false, failure: { kind: 'input', code: 'bad-configuration' } });
    if (result.ok) return;
    expect(result.failure.message).toContain('line 2, column 28');
    expect(JSON.stringify(result)).not.toContain('top-secret');
  });

  it.each([
    ['ENOENT', 'There is no configuration file'],
    ['EACCES', 'cannot be read (EACCES)'],
  ])('says that the file cannot be read: %s', async (code, words) => {
    const result = await loadServiceConfig({
      path: 'config.json',
      readFile: () => Promise.reject(Object.assign(new Error('no'), { code })),
      environment: {},
      validateMeetingPassword: () => null,
      parseSender: success,
    });
    expect(result.ok ? '' : result.failure.message).toContain(words);
    expect(result.ok ? '' : result.failure.mend).toBeTruthy();
  });

  it('says that the file is empty', async () => {
    const result = await load(' \n');
    expect(result.ok ? '' : result.failure.message).toContain('is empty');
  });

  it.each(['clientId', 'clientSecret'])(
    'names %s when it holds what cannot be in it, without showing it',
    async (field) => {
      const provider = { ...SMALLEST.provider, [field]: 'geheimes-Paßwort' };
      const result = await load({ ...SMALLEST, provider });
      const message = result.ok ? '' : result.failure.message;
      expect(message).toContain(`provider.${field}`);
      expect(message).not.toContain('geheim');
    },
  );
});
