import type { AppSettings } from '../settings/app-settings.ts';
import type { SettingsStore } from '../settings/stores.ts';
import type { Result } from '../sync/failure.ts';
import { createTurns } from './turns.ts';

/** Changes settings one change after another, each made from what the one before left. */
export interface SettingsKeeper {
  readonly current: AppSettings;
  /** Fails as saving does; nothing is changed then. */
  change(change: (current: AppSettings) => AppSettings): Promise<Result<void>>;
}

export function createSettingsKeeper(store: SettingsStore, onChange: () => void): SettingsKeeper {
  const turns = createTurns();
  return {
    get current() {
      return store.current;
    },
    change: (change) =>
      turns.take(async () => {
        const saved = await store.save(change(store.current));
        if (saved.ok) onChange();
        return saved;
      }),
  };
}
