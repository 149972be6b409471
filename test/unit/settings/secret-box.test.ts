import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecretBox } from '../../../main/settings/secret-box.ts';
import type { SecretBox } from '../../../main/settings/secret-box.ts';

const KEY = Buffer.alloc(32, 0xfb);

function boxWith(key: string): SecretBox {
  const result = createSecretBox(key);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

function codeOf(keyText: string | undefined): string {
  const result = createSecretBox(keyText);
  return result.ok ? 'made' : result.failure.code;
}

describe('a secret box', () => {
  it('gives back what was sealed, whichever way the key is written', () => {
    const sealed = boxWith(KEY.toString('base64')).seal('Geheim “🔑”');
    for (const key of [
      KEY.toString('base64'),
      KEY.toString('base64url'),
      KEY.toString('hex'),
      KEY.toString('hex').toUpperCase(),
      ` ${KEY.toString('base64')}\n`,
    ]) {
      expect(boxWith(key).open(sealed)).toEqual({ ok: true, value: 'Geheim “🔑”' });
    }
  });

  it('seals every time anew and shows nothing', () => {
    const box = boxWith(KEY.toString('hex'));
    const sealed = Array.from({ length: 50 }, () => box.seal('refresh-token'));
    expect(new Set(sealed).size).toBe(50);
    expect(sealed.join()).not.toContain('refresh');
    expect(sealed.every((text) => text.startsWith('rm1.'))).toBe(true);
  });

  it('refuses another key', () => {
    const sealed = boxWith(KEY.toString('hex')).seal('x');
    const opened = boxWith(Buffer.alloc(32, 1).toString('hex')).open(sealed);
    expect(opened).toMatchObject({ ok: false, failure: { kind: 'local', code: 'secrets-unreadable' } });
  });

  it('refuses every change of what was sealed', () => {
    const box = boxWith(KEY.toString('hex'));
    const sealed = box.seal('refresh-token');
    fc.assert(
      fc.property(
        fc.nat({ max: sealed.length - 1 }),
        fc.constantFrom('A', 'z', '.', '9'),
        (index, letter) => {
          const changed = sealed.slice(0, index) + letter + sealed.slice(index + 1);
          // The last letter of a part may differ in bits that carry nothing.
          const isSame = partsOf(changed) === partsOf(sealed);
          expect(box.open(changed).ok).toBe(isSame);
        },
      ),
    );
    for (const broken of [
      '',
      'rm1',
      'rm1...',
      `${sealed}.x`,
      sealed.replace('rm1', 'rm2'),
      sealed.slice(0, -4),
    ]) {
      expect(box.open(broken).ok).toBe(false);
    }
  });

  it('says what is wrong with the key, how to make one, and never shows it', () => {
    expect(codeOf(undefined)).toBe('secret-key-missing');
    expect(codeOf('  ')).toBe('secret-key-missing');
    for (const bad of [
      'my-password',
      KEY.toString('hex').slice(2),
      KEY.toString('base64').slice(4),
      'é'.repeat(43),
    ]) {
      expect(codeOf(bad)).toBe('secret-key-unusable');
      const result = createSecretBox(bad);
      expect(result).toMatchObject({ ok: false, failure: { kind: 'input', field: 'READYMEET_SECRET_KEY' } });
      expect(JSON.stringify(result)).not.toContain(bad);
      expect(JSON.stringify(result)).toContain('openssl rand -base64 32');
    }
  });
});

function partsOf(sealed: string): string {
  const [version = '', ...parts] = sealed.split('.');
  return [version, ...parts.map((part) => Buffer.from(part, 'base64url').toString('hex'))].join('.');
}
