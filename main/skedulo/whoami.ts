import type { HttpAnswer } from '../http/http-client.ts';
import { authFailure, inputFailure, remoteFailure } from '../sync/failure.ts';
import type { Failure } from '../sync/failure.ts';
import type { Tenant } from '../sync/ports.ts';
import { whoamiAnswer } from './answers.ts';
import type { WhoamiAnswer } from './answers.ts';
import type { SkeduloClient } from './client.ts';
import { answerFailure, rightsFailure, tokenFailure } from './failures.ts';
import { missingPermissions } from './permissions.ts';

/**
 * What one host says of the token.
 *
 * - `known`: the token is at home here
 * - `lacking`: at home here, without the rights ReadyMeet needs
 * - `refused`: a Skedulo host that does not know the token; another region's may
 * - `foreign`: something else answers at this address
 * - `failed`: no usable answer this time
 */
export type WhoamiOutcome =
  | { readonly kind: 'known'; readonly tenant: Tenant }
  | { readonly kind: 'lacking'; readonly failure: Failure }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'foreign'; readonly failure: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface WhoamiContext {
  readonly apiUrl: string;
  readonly token: string;
  readonly nowMs: number;
}

/** Asks one host who the token belongs to: `GET /auth/whoami`. */
export async function askWhoami(
  client: SkeduloClient,
  context: WhoamiContext,
  signal: AbortSignal,
): Promise<WhoamiOutcome> {
  const answer = await client.get('/auth/whoami', signal);
  if (!answer.ok) return { kind: 'failed', failure: answer.failure };
  return judgeAnswer(answer.value, context);
}

function judgeAnswer(answer: HttpAnswer, context: WhoamiContext): WhoamiOutcome {
  const { status, text } = answer;
  if (status === 401) return { kind: 'refused', failure: tokenFailure(context.token, context.nowMs) };
  if (status === 403) return { kind: 'lacking', failure: rightsFailure() };
  if (status === 429 || status >= 500) {
    const refusal = { isWrite: false, nowMs: context.nowMs, token: context.token, secrets: [] };
    return { kind: 'failed', failure: answerFailure(answer, refusal) };
  }
  if (status !== 200 || text.trimStart().startsWith('<')) return foreign(context.apiUrl);
  const value = parseJson(text);
  if (value === undefined) {
    return {
      kind: 'failed',
      failure: remoteFailure({
        party: 'skedulo',
        code: 'not-json',
        httpStatus: status,
        message: 'Skedulo sent an empty or incomplete answer.',
        isTemporary: true,
        scope: 'party',
      }),
    };
  }
  const parsed = whoamiAnswer.safeParse(value);
  if (!parsed.success) return foreign(context.apiUrl);
  const missing = missingPermissions(parsed.data.result.permissions);
  if (missing.length > 0) return { kind: 'lacking', failure: lackingFailure(missing) };
  return { kind: 'known', tenant: tenantOf(parsed.data, context.apiUrl) };
}

function tenantOf({ result }: WhoamiAnswer, apiUrl: string): Tenant {
  return {
    tenantId: result.tenantId,
    userName: result.username ?? '',
    roles: (result.roles ?? []).filter((role) => typeof role === 'string'),
    vendor: result.vendorInfo?.vendor ?? 'skedulo',
    apiUrl,
  };
}

function foreign(apiUrl: string): WhoamiOutcome {
  return { kind: 'foreign', failure: wrongHost(`What answers at ${apiUrl} is not Skedulo.`) };
}

/** The address is not, or not this token's, Skedulo. */
export function wrongHost(message: string): Failure {
  return inputFailure({
    party: 'skedulo',
    code: 'wrong-host',
    field: 'apiUrl',
    message,
    mend: "Correct Skedulo's address in the settings, or clear it: ReadyMeet then finds the region by itself.",
    scope: 'party',
  });
}

function lackingFailure(missing: readonly string[]): Failure {
  return authFailure({
    party: 'skedulo',
    code: 'missing-rights',
    message: `The user of the Skedulo API token lacks: ${missing.join(', ')}.`,
    mend: 'In Skedulo, add these permissions to the role of that user.',
  });
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
