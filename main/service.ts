import { spareMemory } from './service/allocator.ts';

spareMemory(process);

// Each thread of the pool keeps memory of its own; name look-ups and a few small files are all they have to do here.
process.env['UV_THREADPOOL_SIZE'] ??= '2';
// Node's compile cache would make starts a little cheaper, but holds some 8 MB for as long as this runs.
const { runService } = await import('./service/run-service.ts');

/** The command line under plain Node: connects `runService` with this process. */
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stopping.abort();
  });
}

// A reader may go away and a disk be full: what cannot be said must not end the work in the middle.
let isUnheard = false;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (!isUnheard) process.stderr.write(`The result could not be printed (${error.code ?? error.name}).\n`);
  isUnheard = true;
});
process.stderr.on('error', () => undefined);

process.exitCode = await runService({
  arguments: process.argv.slice(2),
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: stopping.signal,
}).catch((error: unknown) => {
  // Every expected failure is a value: this is a bug, and must not look like anything else. Its own words are left out:
  // nobody has made sure that they hold no secret.
  const name = error instanceof Error ? error.name : typeof error;
  const place =
    error instanceof Error ? (error.stack?.split('\n').find((line) => /^\s+at /.test(line)) ?? '') : '';
  process.stderr.write(`ReadyMeet stopped because of an error inside it (${name}).\n${place}\n`);
  return 3 as const;
});
