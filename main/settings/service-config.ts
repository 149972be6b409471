import { dirname, resolve } from 'node:path';
import { failed, inputFailure, success } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { ProviderKind } from '../sync/model.ts';
import { configSchema } from './config-schema.ts';
import type { ConfigFile } from './config-schema.ts';
import { findCrossProblems } from './cross-problems.ts';
import type { CrossRules } from './cross-problems.ts';
import { interpolate } from './environment.ts';
import type { Environment, FieldProblem } from './environment.ts';
import { toFieldProblems } from './field-problems.ts';
import { findJsonError } from './json-error.ts';
import type { TokenSet } from '../sync/ports.ts';

/** How the service is set up: the file's content with defaults filled in. What is left out is null. */
export interface ServiceConfig {
  /** Absolute; a relative path in the file is meant from the file's own folder. */
  readonly dataDir: string;
  readonly skedulo: { readonly apiUrl: string | null; readonly apiToken: string };
  readonly provider: {
    readonly kind: ProviderKind;
    readonly clientId: string;
    readonly clientSecret: string | null;
    readonly apiUrl: string | null;
    readonly authorizeUrl: string | null;
    readonly tokenUrl: string | null;
    readonly revokeUrl: string | null;
    /** Each replaces the provider's built-in pace where it is not null. */
    readonly limits: { readonly perSecond: number | null; readonly perDay: number | null };
    /** Where the connection starts; rotated tokens live in the data folder. */
    readonly account: TokenSet;
  };
  readonly automation: {
    readonly meetingPassword: string | null;
    readonly enableAttendees: boolean;
    readonly sendIcsToRecipients: boolean;
  };
  /** Null only where no mail is to be sent. */
  readonly mail: {
    readonly from: string;
    readonly smtp: {
      readonly host: string;
      readonly port: number;
      readonly secure: boolean;
      readonly requireTls: boolean;
      readonly user: string | null;
      readonly password: string | null;
    };
  } | null;
  readonly sync: { readonly pollSeconds: number; readonly concurrency: number };
}

export interface LoadServiceConfigOptions extends CrossRules {
  readonly path: string;
  /** Reads a file as text; rejects with the system's error. */
  readonly readFile: (path: string) => Promise<string>;
  readonly environment: Environment;
}

/**
 * Reads and checks the configuration file. Everything wrong with it is told at once, a line a field, in one `input`
 * failure with the code `bad-configuration`; no value of a secret is ever shown.
 */
export async function loadServiceConfig(options: LoadServiceConfigOptions): Promise<Result<ServiceConfig>> {
  const { path, readFile, environment } = options;
  let text: string;
  try {
    // Windows' own editor puts a byte order mark before the text.
    text = (await readFile(path)).replace(/^\uFEFF/, '');
  } catch (error) {
    return failed(unreadableFailure(path, error));
  }
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return failed(notJsonFailure(path, text));
  }
  const { value, problems: unset } = interpolate(raw, environment);
  const parsed = configSchema.safeParse(value);
  const problems = [
    ...unset,
    ...(parsed.success ? [] : toFieldProblems(parsed.error.issues)),
    ...findCrossProblems(value, options),
  ];
  if (parsed.success && problems.length === 0) return success(toServiceConfig(path, parsed.data));
  return failed(badFieldsFailure(path, problems));
}

function toServiceConfig(path: string, file: ConfigFile): ServiceConfig {
  const { refreshToken, accessToken, expiresAt } = file.provider.account;
  return {
    ...file,
    dataDir: resolve(dirname(path), file.dataDir),
    provider: { ...file.provider, account: { refreshToken, accessToken, expiresAtMs: expiresAt } },
  };
}

/** Every secret of a configuration, for keeping it out of the log. */
export function secretsOf({ skedulo, provider, automation, mail }: ServiceConfig): readonly string[] {
  return [
    skedulo.apiToken,
    provider.clientSecret,
    provider.account.refreshToken,
    provider.account.accessToken,
    automation.meetingPassword,
    mail?.smtp.password ?? null,
  ].filter((secret) => secret !== null);
}

function badConfiguration(message: string, mend: string): Failure {
  return inputFailure({ party: 'ledger', code: 'bad-configuration', message, mend, scope: 'party' });
}

function unreadableFailure(path: string, error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  if (code === 'ENOENT') {
    return badConfiguration(
      `There is no configuration file ${path}.`,
      'Check the path given with --config, or write the file as the README shows.',
    );
  }
  return badConfiguration(
    `The configuration file ${path} cannot be read (${code}).`,
    'Check that it is a file and that the user that runs ReadyMeet may read it.',
  );
}

function notJsonFailure(path: string, text: string): Failure {
  const mend = 'Check commas, quotation marks and braces there; backslashes in a path are written twice.';
  if (text.trim() === '') {
    return badConfiguration(`The configuration file ${path} is empty.`, 'Write it as the README shows.');
  }
  const { line, column } = findJsonError(text);
  return badConfiguration(
    `The configuration file ${path} is not valid JSON: see line ${String(line)}, column ${String(column)}.`,
    mend,
  );
}

/** Says everything at once, each field once: what follows from an unset variable is not worth a second line. */
function badFieldsFailure(path: string, problems: readonly FieldProblem[]): Failure {
  const byField = new Map<string, string>();
  for (const { field, words } of problems) if (!byField.has(field)) byField.set(field, words);
  const lines = [...byField].map(([field, words]) => (field === '' ? words : `${field}: ${words}`));
  return badConfiguration(
    [`The configuration file ${path} cannot be used:`, ...lines].join('\n'),
    'Correct the fields named and start again.',
  );
}
