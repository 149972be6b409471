import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import type { ProviderKind } from '../../../main/sync/model.ts';
import type { StandIns } from '../../simulators/world/stand-ins.ts';
import { KINDS, liveMeetings, openWorld, startService, until } from './service-rig.ts';

const tokenAnswer = z.object({ access_token: z.string(), refresh_token: z.string().optional() });

/** Collects every token that the provider hands out from now on. */
function collectTokens(world: StandIns, tokens: string[]): void {
  world.provider.http.faults.add({
    method: 'POST',
    path: /\/token$/,
    times: Infinity,
    fault: {
      kind: 'change-body',
      change: (body) => {
        const parsed = tokenAnswer.safeParse(body);
        if (parsed.success) {
          const { access_token: access, refresh_token: refresh } = parsed.data;
          tokens.push(access, ...(refresh === undefined ? [] : [refresh]));
        }
        return body;
      },
    },
  });
}

/** Everything that a run of the service leaves behind for others to read. */
class Traces {
  readonly #found: { readonly where: string; readonly bytes: Buffer }[] = [];

  note(where: string, content: string | Buffer): void {
    this.#found.push({ where, bytes: Buffer.from(content) });
  }

  /** Notes every file of a folder as it is now. */
  async noteFiles(folder: string, moment: string): Promise<void> {
    for (const name of await readdir(folder)) {
      this.note(`${name} ${moment}`, await readFile(join(folder, name)));
    }
  }

  /** Where the text stands, as it is, as part of a URL, or within something in base64. */
  findAll(secret: string): readonly string[] {
    const forms = [secret, encodeURIComponent(secret), ...base64FormsOf(secret)];
    return this.#found
      .filter(({ bytes }) => forms.some((form) => bytes.includes(form)))
      .map(({ where }) => where);
  }
}

/** What a text looks like inside of something longer in base64, wherever in a group of three bytes it begins. */
function base64FormsOf(secret: string): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)])
      .toString('base64')
      .replace(/=+$/u, '');
    // The characters at both ends hold bits of the neighbours too.
    const inner = encoded.slice(offset === 0 ? 0 : offset + 1, -1);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** A refusal in the provider's own form whose words repeat a secret, as careless servers do. */
function repeating(kind: ProviderKind, secret: string): unknown {
  const message = `The request with ${secret} is not valid.`;
  switch (kind) {
    case 'zoom':
      return { code: 300, message };
    case 'teams':
      return { error: { code: 'BadRequest', message } };
    case 'meet':
      return { error: { code: 400, message, errors: [{ domain: 'global', reason: 'invalid', message }] } };
  }
}

test.skipIf(!existsSync('/proc/self/cmdline')).for(KINDS)(
  '%s: no secret stands in any output, file or command line, whatever went wrong',
  { timeout: 90_000 },
  async (kind) => {
    const world = await openWorld({
      provider: kind,
      zoom: { clientSecret: 'zoom-client-secret-5e1f' },
      latencies: { providerMs: 20 },
    });
    const { office } = world.skedulo;
    const issued: string[] = [];
    collectTokens(world, issued);
    const traces = new Traces();
    const runOnce = async (what: string, environment: Record<string, string> = {}): Promise<number> => {
      const service = startService(world, ['--once', '--json'], { environment });
      traces.note(`command line, ${what}`, await readFile(`/proc/${String(service.child.pid)}/cmdline`));
      const { exitCode, stdout, stderr } = await service.output;
      traces.note(`stdout, ${what}`, stdout);
      traces.note(`stderr, ${what}`, stderr);
      await traces.noteFiles(world.config.dataDir, `after ${what}`);
      return exitCode;
    };

    office.addJob();
    expect(await runOnce('a good run')).toBe(0);
    expect(issued.length).toBeGreaterThanOrEqual(1);
    expect(traces.findAll('--once')).toEqual(['command line, a good run']);
    expect(traces.findAll('meeting-created')).toContain('readymeet.log after a good run');
    // Of the tokens, only the sealed form is there.
    expect(traces.findAll('rm1.')).toEqual(['tokens.json after a good run']);

    office.addJob();
    const wrongPassword = 'wrong-mail-password-77d0';
    expect(await runOnce('mail sign-in refused', { SMTP_PASSWORD: wrongPassword })).toBe(3);

    office.addJob();
    const lastAccessToken = issued.findLast((token) => token.startsWith('access-')) ?? '';
    for (const method of ['POST', 'PATCH']) {
      const answer = { status: 400, body: repeating(kind, lastAccessToken) };
      world.provider.http.faults.add({
        method,
        path: /meetings|events|createOrGet/i,
        times: Infinity,
        fault: { kind: 'answer-before', answer },
      });
    }
    expect(await runOnce('a refusal that repeats the token')).not.toBe(0);
    world.provider.http.faults.clear();
    collectTokens(world, issued);

    world.skedulo.http.faults.add({
      path: /^\/graphql/,
      fault: {
        kind: 'answer-before',
        answer: {
          status: 400,
          body: { data: null, errors: [{ message: `Bad: ${world.environment['SKEDULO_API_TOKEN'] ?? ''}` }] },
        },
      },
    });
    expect(await runOnce('Skedulo repeats its token')).toBe(3);
    const wrongToken = 'wrong-skedulo-token-11aa';
    expect(await runOnce('Skedulo token refused', { SKEDULO_API_TOKEN: wrongToken })).toBe(3);

    // Killed in the middle: the ledger's log of changes stays behind.
    office.addJob();
    const killed = startService(world, ['--once']);
    await until(() => liveMeetings(world).length >= 4);
    killed.child.kill('SIGKILL');
    const { stdout, stderr } = await killed.output;
    traces.note('output, killed', stdout + stderr);
    await traces.noteFiles(world.config.dataDir, 'after a kill');
    expect(await readdir(world.config.dataDir)).toContain('ledger.sqlite-wal');

    world.provider.oauth.revokeAll();
    office.addJob();
    expect(await runOnce('the grant was revoked')).toBe(3);
    traces.note('the configuration', await readFile(world.configFile));

    const { environment } = world;
    const secrets = {
      'the API token': environment['SKEDULO_API_TOKEN'],
      'the refresh token it began with': environment['PROVIDER_REFRESH_TOKEN'],
      'the password of the mail account': environment['SMTP_PASSWORD'],
      'the key for secrets': environment['READYMEET_SECRET_KEY'],
      'the wrong password': wrongPassword,
      'the wrong token': wrongToken,
      // Zoom's way to become the host of a meeting.
      'a start link': 'zak=',
      'a host credential': 'host-credential',
      ...(environment['PROVIDER_CLIENT_SECRET'] === undefined
        ? {}
        : { 'the client secret': environment['PROVIDER_CLIENT_SECRET'] }),
      ...Object.fromEntries(issued.map((token, index) => [`token ${String(index)}`, token])),
    };
    const leaks = Object.entries(secrets).flatMap(([name, secret]) => {
      if (secret === undefined || secret.length < 4) throw new Error(`There is no ${name} to look for.`);
      return traces.findAll(secret).map((where) => `${name}: ${where}`);
    });
    expect(leaks).toEqual([]);
  },
);
