import { afterAll } from 'vitest';
import { createMemoryLedger } from '../../fakes/memory-ledger.ts';
import { describeLedger, valueOf } from './contract.ts';
import { createFolders, openIn } from './folder.ts';

const folders = createFolders();

afterAll(() => folders.removeAll());

describeLedger('SQLite', async () => valueOf(await openIn(await folders.make())));
describeLedger('in memory', () => Promise.resolve(createMemoryLedger()));
