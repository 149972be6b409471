import * as z from 'zod';
import { startHttpSimulator } from '../kit/http-simulator.ts';
import type { HttpSimulator, SimulatorAnswer, SimulatorRequest } from '../kit/http-simulator.ts';
import { createGraphqlServer } from './graphql-server.ts';
import type { GraphqlCall, GraphqlReply } from './graphql-server.ts';
import { SkeduloOffice } from './office.ts';
import { answerRest, restError, teamConfig } from './rest-answers.ts';
import { DEFAULT_TOKEN, simulatedTenant, simulatedToken } from './tenant.ts';
import type { SimulatedTenant, SimulatedToken } from './tenant.ts';

export interface SkeduloSimulatorOptions {
  /** Replaces single settings of the tenant. */
  readonly tenant?: Partial<SimulatedTenant>;
  /** Tokens this region knows; an administrator's `DEFAULT_TOKEN` unless told. */
  readonly tokens?: Readonly<Record<string, SimulatedToken>>;
  readonly now?: () => Date;
  readonly latencyMs?: number;
  readonly port?: number;
}

/** One region of Skedulo with one tenant. */
export interface SkeduloSimulator {
  readonly origin: string;
  readonly http: HttpSimulator;
  readonly office: SkeduloOffice;
  /** Live settings: change them at any time. */
  readonly tenant: SimulatedTenant;
  /** Live: remove a token to revoke it. */
  readonly tokens: Map<string, SimulatedToken>;
  close(): Promise<void>;
}

const graphqlBody = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** Starts a stand-in for Skedulo on loopback. Whoever starts it closes it. */
export async function startSkeduloSimulator(
  options: SkeduloSimulatorOptions = {},
): Promise<SkeduloSimulator> {
  const now = options.now ?? ((): Date => new Date());
  const nowMs = (): number => now().getTime();
  const tenant = simulatedTenant(options.tenant);
  const tokens = new Map(Object.entries(options.tokens ?? { [DEFAULT_TOKEN]: simulatedToken() }));
  const office = new SkeduloOffice({ vendor: () => tenant.vendor, nowMs });
  const runGraphql = createGraphqlServer(office, tenant, nowMs);

  const handle = (request: SimulatorRequest): SimulatorAnswer => {
    const { pathname, origin } = request.url;
    if (pathname === '/customer/login/config/team') return teamConfig(request, tenant, origin);
    const token = tokens.get(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
    if (token === undefined) return restError(401, 'unauthorized', 'The token is not valid');
    if (pathname === '/graphql/graphql' || pathname === '/graphql/graphql/batch') {
      return answerGraphql(request, tenant, token, runGraphql);
    }
    const answer = request.method === 'GET' ? answerRest(request, { office, tenant, token }) : null;
    return answer ?? restError(404, 'not_found', 'No such resource');
  };

  const http = await startHttpSimulator({
    handle,
    ...(options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs }),
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.now === undefined ? {} : { now: options.now }),
  });
  return { origin: http.origin, http, office, tenant, tokens, close: () => http.close() };
}

function answerGraphql(
  request: SimulatorRequest,
  tenant: SimulatedTenant,
  token: SimulatedToken,
  run: (call: GraphqlCall) => GraphqlReply,
): SimulatorAnswer {
  if (request.method !== 'POST') return restError(405, 'method_not_allowed', 'POST only');
  if (!token.mayUseData) return restError(403, 'forbidden', 'The role has no access to data');
  const headers = { 'x-skedulo-dynamic-query-limit': String(tenant.dynamicQueryLimit) };
  const isBatch = request.url.pathname.endsWith('/batch');
  const parsed = (isBatch ? z.array(graphqlBody) : graphqlBody.transform((body) => [body])).safeParse(
    parseJson(request.body),
  );
  if (!parsed.success) return restError(400, 'bad_request', 'The body is not a GraphQL request');
  const replies = parsed.data.map(({ query, variables, operationName }) =>
    run({ query, variables: variables ?? {}, operationName: operationName ?? null, userId: token.userName }),
  );
  const [first] = replies;
  if (!isBatch && first !== undefined) return { status: first.status, headers, body: first.body };
  const isRefused = replies.some((reply) => reply.status !== 200);
  return { status: isRefused ? 400 : 200, headers, body: replies.map((reply) => reply.body) };
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
