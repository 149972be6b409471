import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { loadServiceConfig } from '../../../main/settings/service-config.ts';
import { success } from '../../../main/sync/failure.ts';
import { startStandIns } from '../../simulators/world/stand-ins.ts';

test.each(['zoom', 'teams', 'meet'] as const)(
  'the configuration for %s fits and holds no secret',
  async (kind) => {
    const standIns = await startStandIns({ provider: kind, limits: { perSecond: 50 }, pollSeconds: 7 });
    onTestFinished(() => standIns.close());
    const { configFile, environment, provider, skedulo, mailbox, folder } = standIns;
    expect(statSync(configFile).mode & 0o777).toBe(0o600);
    const file = await readFile(configFile, 'utf8');
    const secrets = ['SKEDULO_API_TOKEN', 'PROVIDER_REFRESH_TOKEN', 'SMTP_PASSWORD', 'READYMEET_SECRET_KEY'];
    for (const name of secrets) expect(file).not.toContain(environment[name] ?? 'unset');

    const loaded = await loadServiceConfig({
      path: configFile,
      readFile: (path) => readFile(path, 'utf8'),
      environment,
      validateMeetingPassword: () => null,
      parseSender: success,
    });
    expect(loaded).toMatchObject({
      ok: true,
      value: {
        skedulo: { apiUrl: skedulo.origin, apiToken: [...skedulo.tokens.keys()][0] },
        provider: {
          kind,
          apiUrl: provider.apiUrl,
          clientSecret: provider.oauth.clientSecret,
          limits: { perSecond: 50, perDay: null },
        },
        automation: { enableAttendees: true },
        mail: { smtp: { port: mailbox.port, requireTls: true } },
        sync: { pollSeconds: 7, concurrency: 8 },
      },
    });
    await standIns.close();
    expect(existsSync(folder)).toBe(false);
    await expect(fetch(skedulo.origin)).rejects.toThrow();
  },
);

test('what has started is closed again when something cannot start', async () => {
  const [standing, gone] = await Promise.all([
    startStandIns({ provider: 'zoom' }),
    startStandIns({ provider: 'zoom' }),
  ]);
  onTestFinished(() => standing.close());
  await gone.close();
  const attempt = startStandIns({
    provider: 'zoom',
    skedulo: { port: Number(new URL(gone.skedulo.origin).port) },
    google: { port: Number(new URL(standing.google.origin).port) },
  });
  await expect(attempt).rejects.toThrow('EADDRINUSE');
  await expect(fetch(gone.skedulo.origin)).rejects.toThrow();
});
