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

export const USAGE = `Usage: npm run service -- --config FILE [--once] [--json] [--simulate]

  --config FILE  the configuration (JSON; see "Configuration" in the README)
  --once         one pass until nothing is left to do, a summary, exit
  --json         print the summary as one JSON object
  --simulate     change nothing: say for each job what would be done and why not

Exit code: 0 done, 1 some job needs attention, 2 usage or configuration,
3 Skedulo, the provider or the mail server cannot be used at all.`;

/** Reads the command line. Fails with `input` and plain words when it cannot be understood. */
export function parseArguments(argv: readonly string[]): Result<Arguments | 'help'> {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        config: { type: 'string' },
        once: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        simulate: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return success('help');
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

function usageFailure(message: string): ReturnType<typeof inputFailure> {
  return inputFailure({ party: 'ledger', code: 'usage', message, scope: 'party' });
}
