import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { simulatedToken } from '../../simulators/skedulo/tenant.ts';
import { openWorld, passOnce, reconfigured, runService } from './service-rig.ts';

/* What is wrong before a single job was looked at. The cases of a test run side by side: most of them only wait. */

test('a configuration that cannot be used is refused in words that name the field', async () => {
  const world = await openWorld({ provider: 'zoom' });
  const { config } = world;
  const refuse = async (name: string, content: unknown): Promise<string> => {
    const { exitCode, stderr, summary } = await passOnce(await reconfigured(world, name, content));
    const codes = summary.unusable.map(({ code }) => code);
    expect({ name, exitCode, codes }).toEqual({ name, exitCode: 2, codes: ['bad-configuration'] });
    return stderr;
  };
  const [missing, notJson, empty, fields, longPassword, oddPassword, plainHttp] = await Promise.all([
    runService({ ...world, configFile: `${world.folder}/nowhere.json` }, ['--once']),
    refuse('not-json', '{\n  "dataDir": "x",\n}'),
    refuse('empty', ''),
    refuse('fields', {
      ...config,
      automations: {},
      skedulo: { ...config.skedulo, apiToken: '${NOT_SET_ANYWHERE}' },
      provider: { ...config.provider, kind: 'webex' },
      automation: { ...config.automation, enableAttendees: 'yes' },
      sync: { pollSeconds: 1, concurrency: 8 },
    }),
    refuse('long', { ...config, automation: { ...config.automation, meetingPassword: 'elevenchars' } }),
    refuse('odd', { ...config, automation: { ...config.automation, meetingPassword: 'ümlaut' } }),
    refuse('http', { ...config, skedulo: { ...config.skedulo, apiUrl: 'http://api.skedulo.com' } }),
  ]);
  expect(missing).toMatchObject({ exitCode: 2, stdout: '' });
  expect(missing.stderr).toContain('There is no configuration file');
  expect(missing.stderr).toContain('nowhere.json');
  expect(notJson).toContain('not valid JSON: see line 3, column 1');
  expect(empty).toContain('empty.json is empty');
  expect(fields).toContain('automations: is not a setting. Did you mean "automation"?');
  expect(fields).toContain('skedulo.apiToken: the environment variable NOT_SET_ANYWHERE is not set');
  expect(fields).toContain('provider.kind: must be "zoom", "teams" or "meet".');
  expect(fields).toContain('automation.enableAttendees: must be true or false');
  expect(fields).toContain('sync.pollSeconds: must be a number from 5');
  expect(longPassword).toContain('automation.meetingPassword:');
  expect(longPassword).toContain('longer than the 10 characters');
  expect(longPassword).not.toContain('elevenchars');
  expect(oddPassword).toContain('automation.meetingPassword:');
  expect(oddPassword).toContain('may hold only letters');
  expect(plainHttp).toContain('skedulo.apiUrl: must begin with https://');
  expect(world.skedulo.http.requestCount).toBe(0);
});

/** A loopback address at which nobody listens. */
async function closedOrigin(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.');
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return `http://127.0.0.1:${String(address.port)}`;
}

/** A JSON web token that ended on 1 February 2020. */
function endedToken(): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [part({ alg: 'RS256', typ: 'JWT' }), part({ sub: 'x', exp: 1_580_515_200 }), 'c2lnbmF0dXJl'].join(
    '.',
  );
}

test('a Skedulo token or address that cannot be used: five messages, each with its mend', async () => {
  const world = await openWorld({ provider: 'teams' });
  world.skedulo.office.addJob();
  world.skedulo.tokens.set('reader', simulatedToken({ permissions: ['skedulo.tenant.data.view'] }));
  const lookElsewhere = async (name: string, apiUrl: string) => {
    const { config } = world;
    // A data folder each, for they run side by side.
    const other = { ...config, dataDir: name, skedulo: { ...config.skedulo, apiUrl } };
    return reconfigured(world, name, other);
  };
  const { origin } = world.skedulo;
  const start = async (code: string, apiUrl: string, token?: string): Promise<string> => {
    const environment = token === undefined ? {} : { SKEDULO_API_TOKEN: token };
    const { exitCode, stderr, summary } = await passOnce(await lookElsewhere(code, apiUrl), { environment });
    expect({ code, exitCode, jobsSeen: summary.jobsSeen }).toEqual({ code, exitCode: 3, jobsSeen: 0 });
    expect(summary.unusable.map((failure) => failure.code)).toEqual([code]);
    return stderr;
  };
  const said = await Promise.all([
    start('token-refused', origin, 'mistyped-token'),
    start('token-expired', origin, endedToken()),
    start('wrong-host', world.mailbox.webOrigin),
    start('missing-rights', origin, 'reader'),
    start('unreachable', await closedOrigin()),
  ]);
  const [refused, expired, wrongHost, rights, unreachable] = said;
  expect(refused).toContain('Skedulo does not accept the API token: it is mistyped, or was revoked.');
  expect(refused).toContain('Settings > Developer tools > API tokens');
  expect(expired).toContain('The Skedulo API token expired on 2020-02-01.');
  expect(expired).toContain('create a token');
  expect(wrongHost).toContain(`What answers at ${world.mailbox.webOrigin} is not Skedulo.`);
  expect(wrongHost).toContain('ReadyMeet then finds the region by itself');
  expect(rights).toContain('lacks: skedulo.tenant.data.modify');
  expect(rights).toContain('add these permissions to the role');
  expect(unreachable).toContain('Skedulo cannot be reached (ECONNREFUSED).');
  expect(unreachable).toContain('Check the internet connection');
  expect(said.join('\n')).not.toMatch(/mistyped-token|eyJ/u);
  expect(world.provider.http.requestCount).toBe(0);
});
