import { parseArgs } from 'node:util';
import * as z from 'zod';
import { demonstrateForever } from './office/demo-forever.ts';
import { fillOffice } from './office/demo-office.ts';
import { demonstrateOnce } from './office/demo-once.ts';
import { startStandIns } from './world/stand-ins.ts';

const USAGE = `Usage: npm run demo [-- [--once [--json]] [--ready] [--provider zoom|teams|meet]]

Shows ReadyMeet's page, with nothing connected yet, until Ctrl+C.

  --ready     with everything connected and enabled already
  --once      no page: one run of ReadyMeet over the office, then the end
  --json      print nothing but the JSON object of the run; goes with --once
  --provider  who makes the meetings with --ready or --once; zoom unless told

Exit code: that of ReadyMeet (1: the locked job needs attention), 2 usage, 3 something is not as it has to be.
`;
/** Quicker than the real providers allow, so that nobody has to wait for the demo. */
const DEMO_PACE = { perSecond: 20 };

const optionsSchema = z
  .object({
    once: z.boolean(),
    json: z.boolean(),
    ready: z.boolean(),
    help: z.boolean(),
    provider: z.enum(['zoom', 'teams', 'meet']),
  })
  .refine(({ once, json, ready }) => (once || !json) && !(once && ready));
type DemoOptions = z.infer<typeof optionsSchema>;

function readOptions(argv: readonly string[]): DemoOptions | null {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        once: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        ready: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        provider: { type: 'string', default: 'zoom' },
      },
    });
    const parsed = optionsSchema.safeParse(values);
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

async function demonstrate(
  { provider, once, json, ready }: DemoOptions,
  signal: AbortSignal,
): Promise<number> {
  const standIns = await startStandIns({
    provider,
    limits: DEMO_PACE,
    ...(provider === 'zoom' ? { meetingPassword: 'Care2026' } : {}),
  });
  try {
    const jobs = fillOffice(standIns.skedulo.office, Date.now());
    const stream = json ? process.stderr : process.stdout;
    const say = (words: string): void => void stream.write(`${words}\n`);
    const run = { standIns, jobs, say, signal };
    return await (once
      ? demonstrateOnce({ ...run, isJson: json })
      : demonstrateForever({ ...run, isReady: ready }));
  } finally {
    await standIns.close();
  }
}

const options = readOptions(process.argv.slice(2));
if (options === null || options.help) {
  (options === null ? process.stderr : process.stdout).write(USAGE);
  process.exitCode = options === null ? 2 : 0;
} else {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      stopping.abort();
    });
  }
  process.exitCode = await demonstrate(options, stopping.signal);
}
