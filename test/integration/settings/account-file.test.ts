import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAccountFile } from '../../../main/settings/account-file.ts';
import type { AccountFile } from '../../../main/settings/account-file.ts';
import { failed, networkFailure, success } from '../../../main/sync/failure.ts';
import type { Result } from '../../../main/sync/failure.ts';
import type { ProviderKind } from '../../../main/sync/model.ts';
import type { ProviderAccount } from '../../../main/sync/ports.ts';

let folder: string;
let file: string;
let nowMs = 1_000;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'readymeet-accounts-'));
  file = join(folder, 'accounts.json');
  nowMs = 1_000;
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value;
}

async function open(
  configuredRefreshToken: string,
  { dataDir = folder, kind = 'zoom' }: { readonly dataDir?: string; readonly kind?: ProviderKind } = {},
): Promise<AccountFile> {
  return valueOf(await openAccountFile({ dataDir, kind, configuredRefreshToken, nowMs: () => nowMs }));
}

const answered = (id: string): Promise<Result<ProviderAccount>> =>
  Promise.resolve(success({ id, name: 'Olivia', email: 'office@acme.test', notes: [] }));
const silent = (): Promise<Result<ProviderAccount>> =>
  Promise.resolve(failed(networkFailure({ party: 'provider', code: 'unreachable', message: 'No answer.' })));

/** One run: since when the account makes the meetings, with what was learnt kept. */
async function run(
  token: string,
  account: Promise<Result<ProviderAccount>>,
  kind: ProviderKind = 'zoom',
): Promise<number> {
  const accounts = await open(token, { kind });
  const sinceMs = await accounts.sinceMs(account);
  valueOf(await accounts.kept());
  return sinceMs;
}

describe('the account file', () => {
  it('knows the first account from the beginning, in a folder that need not exist', async () => {
    const dataDir = join(folder, 'new');
    const accounts = await open('token-1', { dataDir });
    expect(await accounts.sinceMs(answered('olivia'))).toBe(0);
    valueOf(await accounts.kept());
    expect(await readdir(dataDir)).toEqual(['accounts.json']);
  });

  it('does not wait for the provider while the configured token is the one of last time', async () => {
    const never = new Promise<Result<ProviderAccount>>(() => undefined);
    expect(await (await open('token-1')).sinceMs(never)).toBe(0);
    expect(await (await open('token-1')).sinceMs(never)).toBe(0);
  });

  it('begins anew with another account, and keeps that instant', async () => {
    await run('token-1', answered('olivia'));
    nowMs = 5_000;
    expect(await run('token-2', answered('sam'))).toBe(5_000);
    nowMs = 9_000;
    expect(await run('token-2', answered('sam'))).toBe(5_000);
    expect(await run('token-3', answered('sam'))).toBe(5_000);
    expect(await run('token-1', answered('olivia'))).toBe(9_000);
  });

  it('goes on with a fresh token of the same account', async () => {
    await run('token-1', answered('olivia'));
    nowMs = 5_000;
    expect(await run('token-2', answered('olivia'))).toBe(0);
  });

  it.each([
    ['the provider does not answer', silent],
    ['only Skedulo is asked', () => answered('')],
  ])('takes the account for another one while %s, and learns it the next time', async (_, account) => {
    await run('token-1', answered('olivia'));
    nowMs = 5_000;
    expect(await run('token-2', account())).toBe(5_000);
    expect(await run('token-2', answered('olivia'))).toBe(0);
  });

  it('counts the meetings another account made while the provider did not say whose it is', async () => {
    await run('token-1', answered('olivia'));
    nowMs = 5_000;
    expect(await run('token-2', silent())).toBe(5_000);
    nowMs = 7_000;
    expect(await run('token-2', silent())).toBe(5_000);
    nowMs = 9_000;
    expect(await run('token-2', answered('sam'))).toBe(5_000);
    expect(await run('token-2', answered('sam'))).toBe(5_000);
  });

  it('does not count what the first account made after another one was tried for a while', async () => {
    await run('token-1', answered('olivia'));
    nowMs = 5_000;
    await run('token-2', silent());
    nowMs = 7_000;
    expect(await run('token-1', answered('olivia'))).toBe(0);
    nowMs = 9_000;
    expect(await run('token-2', silent())).toBe(9_000);
    expect(await run('token-2', answered('sam'))).toBe(9_000);
  });

  it('takes it for another one where the first one was never told', async () => {
    await run('token-1', silent());
    nowMs = 5_000;
    expect(await run('token-2', answered('sam'))).toBe(5_000);
  });

  it('keeps providers apart', async () => {
    await run('token-1', answered('olivia'));
    nowMs = 5_000;
    expect(await run('token-2', answered('olivia'), 'teams')).toBe(0);
    expect(await run('token-1', answered('olivia'))).toBe(0);
  });

  it('tells no token', async () => {
    await run('token-1', answered('olivia'));
    expect(await readFile(file, 'utf8')).not.toContain('token-1');
  });

  it.each(['', '{', '{"version":2,"accounts":{}}'])(
    'knows nothing of the past when it holds %j',
    async (text) => {
      await writeFile(file, text);
      nowMs = 5_000;
      expect(await run('token-1', answered('olivia'))).toBe(5_000);
      nowMs = 9_000;
      expect(await run('token-1', answered('olivia'))).toBe(5_000);
    },
  );

  it('says when what was learnt cannot be kept', async () => {
    const accounts = await open('token-1');
    await rm(folder, { recursive: true });
    await writeFile(folder, 'a file in the place of the folder');
    expect(await accounts.sinceMs(answered('olivia'))).toBe(0);
    const kept = await accounts.kept();
    expect(kept.ok ? 'kept' : kept.failure.kind).toBe('local');
  });
});
