/** Everything the program did to Electron, in order: `app.enableSandbox`, `BrowserWindow.new` and the like. */
export interface DiaryEntry {
  readonly what: string;
  /** What it was given, as far as it can be written as JSON. */
  readonly given: unknown;
}

const entries: DiaryEntry[] = [];

export function note(what: string, given: unknown = null): void {
  entries.push({ what, given: toPlain(given) });
}

export function readDiary(): readonly DiaryEntry[] {
  return entries;
}

/** Functions and objects of the program's own are only named. */
function toPlain(value: unknown): unknown {
  const text = JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item === 'function') return '[function]';
    return item;
  });
  return text === undefined ? null : JSON.parse(text);
}
