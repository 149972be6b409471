import { writeSync } from 'node:fs';
import { openIn } from '../folder.ts';

/** Opens the ledger of the folder given, says so, and holds it until it is killed. */
const result = await openIn(process.argv[2] ?? '');
writeSync(1, result.ok ? 'opened\n' : `${result.failure.code}\n`);
if (result.ok) setInterval(() => result.value.reference, 60_000);
