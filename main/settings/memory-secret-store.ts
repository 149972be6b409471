import { success } from '../sync/failure.ts';
import type { SecretName, SecretStore } from './stores.ts';

/**
 * Keeps secrets until the program ends.
 * @param note why they are not kept on the disk, and what to do about it, in plain words
 */
export function createMemorySecretStore(note: string): SecretStore {
  const secrets = new Map<SecretName, string>();
  return {
    keeps: 'memory',
    note,
    read: (name) => Promise.resolve(success(secrets.get(name) ?? null)),
    write(name, value) {
      if (value === null) secrets.delete(name);
      else secrets.set(name, value);
      return Promise.resolve(success(undefined));
    },
  };
}
