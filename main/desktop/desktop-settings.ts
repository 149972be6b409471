import type { AppSettings } from '../settings/app-settings.ts';
import type { SettingsStore } from '../settings/stores.ts';
import type { Result } from '../sync/failure.ts';

/** What the window itself remembers, beside what a person sets on the page. */
export type WindowMemory = Pick<AppSettings['desktop'], 'windowBounds' | 'wasToldThatClosingHides'>;

export interface SharedSettings {
  /** For the page: whatever it saves, the window's memory stays as it is. */
  readonly forPage: SettingsStore;
  readonly memory: WindowMemory;
  /** Fails as saving does; nothing is changed then. */
  remember(changes: Partial<WindowMemory>): Promise<Result<void>>;
}

/** Lets page and window write the same settings without one undoing what the other has just written. */
export function shareSettings(store: SettingsStore): SharedSettings {
  let writing: Promise<unknown> = Promise.resolve();
  const memoryNow = (): WindowMemory => {
    const { windowBounds, wasToldThatClosingHides } = store.current.desktop;
    return { windowBounds, wasToldThatClosingHides };
  };
  const save = (make: () => AppSettings): Promise<Result<void>> => {
    const saved = writing.then(() => store.save(make()));
    writing = saved;
    return saved;
  };
  return {
    forPage: {
      get current() {
        return store.current;
      },
      notices: store.notices,
      save: (settings) => save(() => ({ ...settings, desktop: { ...settings.desktop, ...memoryNow() } })),
    },
    get memory() {
      return memoryNow();
    },
    remember: (changes) =>
      save(() => ({ ...store.current, desktop: { ...store.current.desktop, ...changes } })),
  };
}
