import type { Exchange } from '../http/http-client.ts';
import { failed, networkFailure, success } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { Tenant } from '../sync/ports.ts';
import { createSkeduloClient } from './client.ts';
import { askWhoami, wrongHost } from './whoami.ts';
import type { WhoamiOutcome } from './whoami.ts';

/** A tenant's data can be reached on the host of its region only; the token does not say which that is. */
export const SKEDULO_HOSTS: readonly string[] = [
  'https://api.skedulo.com',
  'https://api.uk.skedulo.com',
  'https://api.ca.skedulo.com',
  'https://api.au.skedulo.com',
];

export interface FindRegionOptions {
  readonly token: string;
  /** An address set by hand; the regions are then not searched. */
  readonly apiUrl?: string;
  /** The regional hosts; Skedulo's own four unless told. */
  readonly hosts?: readonly string[];
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
  readonly exchange?: Exchange | undefined;
  /** How long one host may take, 15 seconds unless told. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;

/**
 * Finds the host that knows the token and returns whose it is. Fails with one of four codes that have different
 * mends: `token-refused` (or `token-expired`), `wrong-host`, `unreachable`, `missing-rights`; or with what kept the
 * hosts from answering this time.
 */
export async function findRegion(options: FindRegionOptions, signal: AbortSignal): Promise<Result<Tenant>> {
  const hosts = options.hosts ?? SKEDULO_HOSTS;
  if (options.apiUrl === undefined) {
    return decideRegion(await askUntilKnown(hosts, options, signal));
  }
  const apiUrl = normalizeApiUrl(options.apiUrl);
  if (apiUrl === null)
    return failed(wrongHost(`Skedulo's address is not a web address: it must begin with https://.`));
  const outcome = await ask(apiUrl, options, signal);
  const others = hosts.filter((host) => host !== apiUrl);
  const isDenied = outcome.kind === 'refused' || outcome.kind === 'foreign';
  if (!isDenied || others.length === hosts.length) return decideRegion([outcome]);
  // The token may be at home in another region. How a region answers one that is not its own is not documented.
  const elsewhere = await askUntilKnown(others, options, signal);
  for (const other of elsewhere) {
    if (other.kind !== 'known') continue;
    return failed(
      wrongHost(`${apiUrl} does not know this token; it belongs to the region of ${other.tenant.apiUrl}.`),
    );
  }
  return failed(outcome.failure);
}

/** Asks all hosts at once. Where one knows the token, nobody waits for the others: one of them may be silent. */
function askUntilKnown(
  hosts: readonly string[],
  options: FindRegionOptions,
  signal: AbortSignal,
): Promise<readonly WhoamiOutcome[]> {
  const found = new AbortController();
  const eitherSignal = AbortSignal.any([signal, found.signal]);
  return Promise.all(
    hosts.map(async (host) => {
      const outcome = await ask(host, options, eitherSignal);
      if (outcome.kind === 'known') found.abort();
      return outcome;
    }),
  );
}

function ask(apiUrl: string, options: FindRegionOptions, signal: AbortSignal): Promise<WhoamiOutcome> {
  const client = createSkeduloClient({
    apiUrl,
    token: options.token,
    now: options.now,
    exchange: options.exchange,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
  });
  return askWhoami(client, { apiUrl, token: options.token, nowMs: options.now() }, signal);
}

/** Trims an address; null unless it is a plain http or https address. */
export function normalizeApiUrl(text: string): string | null {
  const url = URL.parse(text.trim());
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null;
  return (url.origin + url.pathname).replace(/\/+$/, '');
}

/**
 * Draws one conclusion from what the hosts said. A host that did not answer may be the token's own: while one is
 * silent, the token counts as refused by nobody.
 */
export function decideRegion(outcomes: readonly WhoamiOutcome[]): Result<Tenant> {
  for (const outcome of outcomes) if (outcome.kind === 'known') return success(outcome.tenant);
  const failures = (kind: WhoamiOutcome['kind']): Failure[] =>
    outcomes.flatMap((outcome) =>
      outcome.kind === kind && outcome.kind !== 'known' ? [outcome.failure] : [],
    );
  const [lacking] = failures('lacking');
  if (lacking !== undefined) return failed(lacking);
  const [refused] = failures('refused');
  // A token whose time is over needs no other host's word.
  if (refused?.code === 'token-expired') return failed(refused);
  const silent = failures('failed');
  const [firstSilent] = silent;
  if (firstSilent !== undefined) {
    const isCancelled = silent.find((failure) => failure.kind === 'cancelled');
    return failed(isCancelled ?? silentFailure(silent, firstSilent, outcomes.length));
  }
  const [foreign] = failures('foreign');
  return failed(refused ?? foreign ?? wrongHost('No address of Skedulo is known.'));
}

function silentFailure(silent: readonly Failure[], first: Failure, hostCount: number): Failure {
  // The remaining kinds (a limit, a server error) speak for themselves.
  if (silent.every((failure) => failure.kind !== 'network')) return { ...first, scope: 'party' };
  const network = silent.find((failure) => failure.kind === 'network') ?? first;
  return networkFailure({
    party: 'skedulo',
    code: 'unreachable',
    message:
      hostCount > 1
        ? `${String(silent.length)} of Skedulo's ${String(hostCount)} regional addresses did not answer: ${network.message}`
        : network.message,
    mend: "Check the internet connection, and Skedulo's address if it was set by hand.",
    mayHaveHappened: false,
    scope: 'party',
  });
}
