import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecretBox } from '../../../main/settings/secret-box.ts';
import { openTokenFile } from '../../../main/settings/token-file.ts';
import type { Result } from '../../../main/sync/failure.ts';
import type { TokenSet, TokenStore } from '../../../main/sync/ports.ts';

const CONFIGURED: TokenSet = { refreshToken: 'configured-refresh', accessToken: null, expiresAtMs: null };
const ROTATED: TokenSet = { refreshToken: 'rotated-refresh', accessToken: 'access-1', expiresAtMs: 5_000 };

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'readymeet-tokens-'));
  file = join(folder, 'tokens.json');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value;
}

function open(
  configured: TokenSet = CONFIGURED,
  { keyByte = 1, accountKey = 'zoom:client-1', dataDir = folder } = {},
): Promise<Result<TokenStore>> {
  const box = valueOf(createSecretBox(Buffer.alloc(32, keyByte).toString('base64')));
  return openTokenFile({ dataDir, box, configured, accountKey });
}

async function tokensIn(result: Promise<Result<TokenStore>>): Promise<TokenSet | null> {
  return valueOf(await valueOf(await result).load());
}

describe('the token file', () => {
  it('starts with the configured tokens, in a folder that need not exist', async () => {
    expect(await tokensIn(open(CONFIGURED, { dataDir: join(folder, 'new') }))).toEqual(CONFIGURED);
    expect(await readdir(join(folder, 'new'))).toEqual(['tokens.json']);
  });

  it('keeps rotated tokens over the configured ones they descend from', async () => {
    valueOf(await valueOf(await open()).save(ROTATED));
    expect(await tokensIn(open())).toEqual(ROTATED);
    expect(await tokensIn(open({ ...CONFIGURED, accessToken: 'other', expiresAtMs: 1 }))).toEqual(ROTATED);
  });

  it('starts again with a configured refresh token other than the one started with', async () => {
    valueOf(await valueOf(await open()).save(ROTATED));
    const renewed = { ...CONFIGURED, refreshToken: 'configured-anew' };
    expect(await tokensIn(open(renewed))).toEqual(renewed);
    valueOf(await valueOf(await open(renewed)).save(ROTATED));
    expect(await tokensIn(open(renewed))).toEqual(ROTATED);
    expect(await tokensIn(open(CONFIGURED))).toEqual(CONFIGURED);
  });

  it('can be started again after the key was lost', async () => {
    valueOf(await valueOf(await open()).save(ROTATED));
    const renewed = { ...CONFIGURED, refreshToken: 'configured-anew' };
    expect(await tokensIn(open(renewed, { keyByte: 2 }))).toEqual(renewed);
  });

  it('keeps connections apart', async () => {
    valueOf(await valueOf(await open()).save(ROTATED));
    const teams = { ...CONFIGURED, refreshToken: 'teams-refresh' };
    expect(await tokensIn(open(teams, { accountKey: 'teams:client-2' }))).toEqual(teams);
    expect(await tokensIn(open())).toEqual(ROTATED);
  });

  it('stays cleared until other tokens are configured', async () => {
    const store = valueOf(await open());
    valueOf(await store.clear());
    expect(valueOf(await store.load())).toBeNull();
    expect(await tokensIn(open())).toBeNull();
    const renewed = { ...CONFIGURED, refreshToken: 'configured-anew' };
    expect(await tokensIn(open(renewed))).toEqual(renewed);
  });

  it('keeps the last of several saves made at once', async () => {
    const store = valueOf(await open());
    const saves = [1, 2, 3, 4].map((expiresAtMs) => store.save({ ...ROTATED, expiresAtMs }));
    for (const result of await Promise.all(saves)) valueOf(result);
    expect(await tokensIn(open())).toEqual({ ...ROTATED, expiresAtMs: 4 });
    expect(await readdir(folder)).toEqual(['tokens.json']);
  });

  it('shows no token and is for its owner only, whatever it was before', async () => {
    const store = valueOf(await open());
    if (process.platform !== 'win32') await chmod(file, 0o644);
    valueOf(await store.save(ROTATED));
    const text = await readFile(file, 'utf8');
    for (const secret of ['configured-refresh', 'rotated-refresh', 'access-1']) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(Buffer.from(secret).toString('base64').slice(0, -3));
    }
    if (process.platform !== 'win32') expect((await stat(file)).mode % 0o1000).toBe(0o600);
  });

  it('is closed to others as soon as it is opened, such as a copy that was put back', async ({ skip }) => {
    skip(process.platform === 'win32', 'Windows has no such modes');
    valueOf(await open());
    await chmod(file, 0o644);
    valueOf(await open());
    expect((await stat(file)).mode % 0o1000).toBe(0o600);
  });

  it('is refused, and kept, when the key is another one', async () => {
    valueOf(await valueOf(await open()).save(ROTATED));
    const before = await readFile(file, 'utf8');
    expect(await open(CONFIGURED, { keyByte: 2 })).toMatchObject({
      ok: false,
      failure: { kind: 'local', code: 'secrets-unreadable', isTemporary: false },
    });
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  it.each(['', '{', '[]', '{"version":1}', '{"version":2,"accounts":{}}'])(
    'is refused, and kept, when it holds %j, with a mend that helps',
    async (text) => {
      await writeFile(file, text);
      for (const configured of [CONFIGURED, { ...CONFIGURED, refreshToken: 'new-sign-in' }]) {
        const result = await open(configured);
        expect(result.ok ? 'opened' : result.failure.code).toBe('secrets-unreadable');
        // A new token alone is of no use here.
        expect(result.ok ? '' : result.failure.mend).toContain('or move it away, sign in');
      }
      expect(await readFile(file, 'utf8')).toBe(text);
      await rm(file);
      expect(valueOf(await valueOf(await open()).load())).toEqual(CONFIGURED);
    },
  );

  it('says when it cannot be written, and keeps what was stored', async () => {
    const store = valueOf(await open());
    await rm(folder, { recursive: true });
    await writeFile(folder, 'a file in the place of the folder');
    const saved = await store.save(ROTATED);
    expect(saved.ok ? 'saved' : saved.failure.kind).toBe('local');
    expect(valueOf(await store.load())).toEqual(CONFIGURED);
  });
});
