import { parseArgs } from 'node:util';
import { failed, inputFailure, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';

export interface Arguments {
  /** Path of the configuration file. */
  readonly config: string;
  /** One pass until quiet, then exit. */
  readonly isOnce: boolean;
  /** Print one JSON object instead of words. */
  readonly isJson: boolean;
  /** Read only; say what would be done. */
  readonly isSimulated: boolean;
}

/** What `--ui` is started with. */
export interface PageArguments {
  readonly isPage: true;
  /** Null takes a free one. */
  readonly port: number | null;
  /** Null takes the platform's own place. */
  readonly dataFolder: string | null;
  /** Whether the system's browser is opened too. */
  readonly opensBrowser: boolean;
}

export const USAGE = `Usage: npm run service -- --config FILE [--once] [--json] [--simulate]
       npm run service -- --ui [--port N] [--data FOLDER] [--open]

  --config FILE  the configuration (JSON; see "Configuration" in the README)
  --once         one pass until nothing is left to do, a summary, exit
  --json         print the summary as one JSON object, also when nothing could be
                 begun; without --once one such object for each pass
  --simulate     change nothing: say for each job what would be done and why not

  --ui           serve ReadyMeet's page for a browser on this computer, where
                 everything is set up and seen; no configuration file is needed
  --port N       the port of the page; a free one unless told
  --data FOLDER  where settings and the ledger are kept; the folder "ReadyMeet
                 Service" among your programs' own unless told
  --open         open the page in the browser

Exit code: 0 done, 1 some job needs attention, 2 usage or configuration,
3 Skedulo, the provider or the mail server cannot be used at all.`;

/** Reads the command line. Fails with `input` and plain words when it cannot be understood. */
export function parseArguments(argv: readonly string[]): Result<Arguments | PageArguments | 'help'> {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        config: { type: 'string' },
        once: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        simulate: { type: 'boolean', default: false },
        ui: { type: 'boolean', default: false },
        port: { type: 'string' },
        data: { type: 'string' },
        open: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return success('help');
    const misfit = misfitOf(values);
    if (misfit !== null) return failed(usageFailure(misfit));
    if (values.ui) {
      return success({
        isPage: true,
        port: values.port === undefined ? null : Number(values.port),
        dataFolder: values.data ?? null,
        opensBrowser: values.open,
      });
    }
    if (values.config === undefined || values.config === '') {
      return failed(usageFailure('--config FILE is missing.'));
    }
    return success({
      config: values.config,
      isOnce: values.once,
      isJson: values.json,
      isSimulated: values.simulate,
    });
  } catch (error) {
    return failed(usageFailure(error instanceof Error ? error.message : String(error)));
  }
}

/** Says which options do not go together, or hold what they cannot; null when all is well. */
function misfitOf(values: {
  readonly ui: boolean;
  readonly config?: string | undefined;
  readonly once: boolean;
  readonly json: boolean;
  readonly simulate: boolean;
  readonly port?: string | undefined;
  readonly data?: string | undefined;
  readonly open: boolean;
}): string | null {
  const { ui, config, once, json, simulate, port, data, open } = values;
  if (!ui) {
    const [option] = named({ '--port': port !== undefined, '--data': data !== undefined, '--open': open });
    return option === undefined ? null : `${option} goes with --ui only.`;
  }
  if (config !== undefined) {
    return '--ui and --config do not go together: with --ui everything is set up on the page and kept in the data folder. Leave one of them out.';
  }
  const [option] = named({ '--once': once, '--json': json, '--simulate': simulate });
  if (option !== undefined) return `${option} does not go together with --ui.`;
  if (port !== undefined && !isPort(port)) return `--port takes a number from 1 to 65535, not "${port}".`;
  return data === '' ? '--data needs the path of a folder.' : null;
}

function named(options: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.entries(options).flatMap(([name, isGiven]) => (isGiven ? [name] : []));
}

function isPort(text: string): boolean {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535;
}

function usageFailure(message: string): ReturnType<typeof inputFailure> {
  return inputFailure({ party: 'ledger', code: 'usage', message, scope: 'party' });
}
