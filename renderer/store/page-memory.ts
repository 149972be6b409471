import { pageSchema } from '../../preload/contract/primitives.ts';
import type { Page } from '../../preload/contract/primitives.ts';

const KEY = 'page';

/** The page that was shown before the window was loaded again; the first page without one. */
export function recallPage(storage: Storage): Page {
  const parsed = pageSchema.safeParse(storage.getItem(KEY));
  return parsed.success ? parsed.data : 'overview';
}

/** Remembers the page until the window or tab is closed. */
export function rememberPage(storage: Storage, page: Page): void {
  storage.setItem(KEY, page);
}
