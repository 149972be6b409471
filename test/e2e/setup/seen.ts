import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type Place =
  | 'the pages'
  | 'the connection'
  | 'the diagnostics'
  | 'the terminal'
  | 'the browser'
  | 'the log'
  | 'the history'
  | 'the ledger';

const LEDGER = 'ledger.sqlite';

/** Everything that a run has shown, written or sent, for being searched. */
export class Seen {
  private readonly texts = new Map<string, string[]>();

  add(place: string, text: string): void {
    const known = this.texts.get(place);
    if (known === undefined) this.texts.set(place, [text]);
    else known.push(text);
  }

  /** Takes in what the program sends to a page from its next load on; what a person types goes the other way. */
  listenTo(page: Page): void {
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => {
        this.add('the connection', payload.toString());
      });
    });
  }

  /** Takes in the page as it is drawn, with what is in its fields, and what it keeps in the browser. */
  async addPage(page: Page): Promise<void> {
    this.add('the pages', await page.content());
    const fields = page.locator('input, textarea, select');
    this.add(
      'the pages',
      await fields.evaluateAll((elements) =>
        elements.map((element) => ('value' in element ? String(element.value) : '')).join('\n'),
      ),
    );
    this.add(
      'the browser',
      await page.evaluate(() =>
        [location.href, JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie].join(
          '\n',
        ),
      ),
    );
  }

  /** Takes in every file of the data folder; those of the log as one place, and the history on its own as well. */
  async addFolder(folder: string): Promise<void> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((candidate) => candidate.isFile())) {
      const file = join(entry.parentPath, entry.name);
      this.add(placeOf(relative(folder, file)), (await readFile(file)).toString());
    }
    const database = new DatabaseSync(join(folder, LEDGER), { readOnly: true });
    this.add('the history', JSON.stringify(database.prepare('select * from history').all()));
    database.close();
  }

  /** A search of nothing finds nothing: each of these words has to be there. */
  expectToHold(place: Place, ...words: readonly string[]): void {
    const text = this.texts.get(place)?.join('\n') ?? '';
    for (const word of words) expect(text.includes(word), `${place}: ${word}`).toBe(true);
  }

  /** Where a secret is, as it is or in a form it may have been sent in. */
  placesOf(secret: string): readonly string[] {
    const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
    return [...this.texts]
      .filter(([, texts]) => texts.some((text) => forms.some((form) => text.includes(form))))
      .map(([place]) => place);
  }
}

function placeOf(file: string): string {
  if (file.startsWith(LEDGER)) return 'the ledger' satisfies Place;
  return file.includes('.log') ? ('the log' satisfies Place) : `the file ${file}`;
}
