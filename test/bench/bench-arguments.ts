import { parseArgs } from 'node:util';
import * as z from 'zod';

export const PART_NAMES = [
  'speed',
  'pace',
  'quiet',
  'memory',
  'page-start',
  'page-idle',
  'page-memory',
] as const;
export type PartName = (typeof PART_NAMES)[number];

export const USAGE = `Usage: npm run bench [-- [--json] [--only NAME …]]

  --json       print nothing but the array of figures
  --only NAME  ${PART_NAMES.join(', ')}; all of them, some ten minutes, unless told

Exit code: 0 every limit holds, 1 one is broken or could not be measured, 2 usage.
`;

export interface BenchArguments {
  readonly isJson: boolean;
  /** In the order in which they run. */
  readonly parts: readonly PartName[];
}

const valuesSchema = z.object({
  json: z.boolean(),
  help: z.boolean(),
  only: z
    .array(z.enum(PART_NAMES))
    .min(1)
    .default([...PART_NAMES]),
});

/** Reads the command line; null when it cannot be understood. */
export function readBenchArguments(argv: readonly string[]): BenchArguments | 'help' | null {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        only: { type: 'string', multiple: true },
      },
    });
    const parsed = valuesSchema.safeParse(values);
    if (!parsed.success) return null;
    const { json, help, only } = parsed.data;
    return help ? 'help' : { isJson: json, parts: PART_NAMES.filter((name) => only.includes(name)) };
  } catch {
    return null;
  }
}
