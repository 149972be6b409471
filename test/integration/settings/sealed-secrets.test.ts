import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSealedSecretStore } from '../../../main/settings/sealed-secret-store.ts';
import type { SecretCipher } from '../../../main/settings/sealed-secret-store.ts';
import { openServiceSecretStore } from '../../../main/settings/service-secret-store.ts';
import type { SecretStore } from '../../../main/settings/stores.ts';
import type { Result } from '../../../main/sync/failure.ts';

const clock = { nowMs: () => Date.UTC(2031, 4, 6) };
const TOKEN = 'token-that-must-not-be-read';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'readymeet-secrets-'));
  file = join(folder, 'secrets.json');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value;
}

const codeOf = (result: Result<unknown>): string => (result.ok ? 'done' : result.failure.code);

const open = async (keyByte = 1): Promise<SecretStore> =>
  valueOf(
    await openServiceSecretStore({
      dataDir: folder,
      keyText: Buffer.alloc(32, keyByte).toString('base64'),
      clock,
    }),
  );

/** Turns texts around; the newer key is asked for by `key`. */
function cipherWith(state: { key: string; isLocked: boolean }): SecretCipher {
  return {
    encrypt: (text) =>
      state.isLocked
        ? Promise.reject(new Error(`no keystore for ${text}`))
        : Promise.resolve(`${state.key}:${Buffer.from(text).toString('base64')}`),
    decrypt(sealed) {
      const [key = '', body = ''] = sealed.split(':');
      if (state.isLocked || key === 'lost') return Promise.reject(new Error(`cannot read ${sealed}`));
      return Promise.resolve({
        text: Buffer.from(body, 'base64').toString(),
        shouldReEncrypt: key !== state.key,
      });
    },
  };
}

async function openWith(cipher: SecretCipher): Promise<SecretStore> {
  return valueOf(
    await openSealedSecretStore({ dataDir: folder, cipher, clock, mendUnreadable: 'Sign in again.' }),
  );
}

describe('sealed secrets', () => {
  it('come back after a restart, and stand nowhere in the file', async () => {
    const store = await open();
    expect(store).toMatchObject({ keeps: 'encrypted', note: null });
    valueOf(await store.write('skedulo-token', TOKEN));
    valueOf(await store.write('smtp-password', 'other'));
    expect(valueOf(await (await open()).read('skedulo-token'))).toBe(TOKEN);
    expect(valueOf(await (await open()).read('meeting-password'))).toBeNull();
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain(TOKEN);
    expect(text).not.toContain(Buffer.from(TOKEN).toString('base64').slice(0, 12));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('are forgotten one by one', async () => {
    const store = await open();
    await Promise.all([store.write('skedulo-token', TOKEN), store.write('smtp-password', 'other')]);
    valueOf(await store.write('skedulo-token', null));
    const again = await open();
    expect(valueOf(await again.read('skedulo-token'))).toBeNull();
    expect(valueOf(await again.read('smtp-password'))).toBe('other');
  });

  it('of another key cannot be read, are kept, and give way to new ones', async () => {
    await (await open(1)).write('skedulo-token', TOKEN);
    await (await open(1)).write('smtp-password', 'other');
    const before = await readFile(file, 'utf8');
    const store = await open(2);
    const read = await store.read('skedulo-token');
    expect(read).toMatchObject({ ok: false, failure: { code: 'secrets-unreadable', kind: 'local' } });
    expect(await readFile(file, 'utf8')).toBe(before);
    valueOf(await store.write('skedulo-token', 'new'));
    expect(valueOf(await store.read('skedulo-token'))).toBe('new');
    expect(valueOf(await (await open(1)).read('smtp-password'))).toBe('other');
  });

  it('cannot be put into one another’s place', async () => {
    await (await open()).write('smtp-password', 'other');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('smtp-password', 'skedulo-token'));
    expect(codeOf(await (await open()).read('skedulo-token'))).toBe('secrets-unreadable');
  });

  it.each(['', '{', '{"version":2,"secrets":{}}', '{"version":1,"secrets":{"unknown":"x"}}'])(
    'in a file that holds %j cannot be read, and it is kept when new ones are written',
    async (damaged) => {
      await writeFile(file, damaged);
      const store = await open();
      expect(codeOf(await store.read('skedulo-token'))).toBe('secrets-unreadable');
      expect(await readFile(file, 'utf8')).toBe(damaged);
      valueOf(await store.write('skedulo-token', TOKEN));
      expect(valueOf(await store.read('skedulo-token'))).toBe(TOKEN);
      const aside = join(folder, 'secrets.damaged-2031-05-06T00-00-00-000Z.json');
      expect(await readFile(aside, 'utf8')).toBe(damaged);
      expect(valueOf(await (await open()).read('skedulo-token'))).toBe(TOKEN);
    },
  );

  it('are made private where somebody opened the file to others', async () => {
    await (await open()).write('skedulo-token', TOKEN);
    await chmod(file, 0o644);
    await open();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('are sealed again when the keystore asks for it', async () => {
    const state = { key: 'old', isLocked: false };
    await (await openWith(cipherWith(state))).write('skedulo-token', TOKEN);
    state.key = 'new';
    expect(valueOf(await (await openWith(cipherWith(state))).read('skedulo-token'))).toBe(TOKEN);
    expect(await readFile(file, 'utf8')).toContain('"new:');
    expect(await readFile(file, 'utf8')).not.toContain('"old:');
  });

  it('say in plain words what a locked keystore means, and quote nothing it was given', async () => {
    const state = { key: 'old', isLocked: false };
    const store = await openWith(cipherWith(state));
    await store.write('skedulo-token', TOKEN);
    state.isLocked = true;
    const results = [await store.read('skedulo-token'), await store.write('smtp-password', TOKEN)];
    expect(results.map(codeOf)).toEqual(['secrets-unreadable', 'secrets-unwritable']);
    expect(JSON.stringify(results)).not.toContain(TOKEN);
    state.isLocked = false;
    expect(valueOf(await store.read('skedulo-token'))).toBe(TOKEN);
    expect(valueOf(await store.read('smtp-password'))).toBeNull();
  });

  it('stay in memory without a key, and the store says so', async () => {
    for (const keyText of [undefined, '', '  ']) {
      const store = valueOf(await openServiceSecretStore({ dataDir: folder, keyText, clock }));
      expect(store.keeps).toBe('memory');
      expect(store.note).toContain('READYMEET_SECRET_KEY');
      valueOf(await store.write('skedulo-token', TOKEN));
      expect(valueOf(await store.read('skedulo-token'))).toBe(TOKEN);
      valueOf(await store.write('skedulo-token', null));
      expect(valueOf(await store.read('skedulo-token'))).toBeNull();
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuse a key that is none', async () => {
    expect(codeOf(await openServiceSecretStore({ dataDir: folder, keyText: 'short', clock }))).toBe(
      'secret-key-unusable',
    );
  });
});
