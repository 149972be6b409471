import { readBenchArguments, USAGE } from './bench-arguments.ts';
import type { BenchArguments, PartName } from './bench-arguments.ts';
import { measureMemory } from './memory.ts';
import { measurePace } from './pace.ts';
import { measurePageIdle } from './page-idle.ts';
import { measurePageMemory } from './page-memory.ts';
import { measurePageStart } from './page-start.ts';
import type { Part } from './part.ts';
import { measureQuiet } from './quiet.ts';
import { measureSpeed } from './speed.ts';
import { writeTable } from './table.ts';
import { judge } from './verdict.ts';
import type { Measurement } from './verdict.ts';
import { messageOf } from './words.ts';

const PARTS: Readonly<Record<PartName, Part>> = {
  speed: measureSpeed,
  pace: measurePace,
  quiet: measureQuiet,
  memory: measureMemory,
  'page-start': measurePageStart,
  'page-idle': measurePageIdle,
  'page-memory': measurePageMemory,
};

/** Measures part after part and prints all figures. A part that cannot be measured keeps no other from it. */
async function measure({ isJson, parts }: BenchArguments, signal: AbortSignal): Promise<0 | 1> {
  const say = (words: string): void => void process.stderr.write(`${words}\n`);
  const measurements: Measurement[] = [];
  let hasFailed = false;
  for (const name of parts) {
    if (signal.aborted) break;
    try {
      measurements.push(...(await PARTS[name]({ signal, say })));
    } catch (error) {
      hasFailed = true;
      say(`${name}: not measured. ${signal.aborted ? 'Stopped.' : messageOf(error)}`);
    }
  }
  const rows = measurements.map(judge);
  process.stdout.write(isJson ? `${JSON.stringify(rows)}\n` : `${writeTable(measurements)}\n`);
  return hasFailed || signal.aborted || rows.some(({ holds }) => !holds) ? 1 : 0;
}

const options = readBenchArguments(process.argv.slice(2));
if (options === null || options === 'help') {
  (options === null ? process.stderr : process.stdout).write(USAGE);
  process.exitCode = options === null ? 2 : 0;
} else {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      stopping.abort();
    });
  }
  process.exitCode = await measure(options, stopping.signal);
}
