import { writeSync } from 'node:fs';
import { openIn } from '../folder.ts';
import { sampleChange, sampleRecord } from '../samples.ts';

/** Commits eight lines of changes at once without end and prints each number as soon as it is promised to be kept. */
const [folder = '', prefix = ''] = process.argv.slice(2);
writeSync(1, 'opening\n');
const result = await openIn(folder);
if (!result.ok) throw new Error(result.failure.message);
const ledger = result.value;

let next = 0;
async function commitForever(): Promise<void> {
  for (;;) {
    const id = `${prefix}-${String(next)}`;
    next += 1;
    const committed = await ledger.commit(sampleChange(sampleRecord(id)));
    if (!committed.ok) throw new Error(committed.failure.message);
    writeSync(1, `${id}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, commitForever));
