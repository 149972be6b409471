import * as z from 'zod';
import type { Exchange } from '../http/http-client.ts';
import { createSkeduloClient } from './client.ts';
import { SKEDULO_HOSTS } from './region.ts';

/** `GET /auth/config/team/web/user`, as Skedulo's OpenAPI description of authentication has it: the caller's team. */
const teamConfig = z.object({ result: z.object({ team: z.object({ name: z.string() }) }) });

/** A team's name is a part of a host name. */
const HOST_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

export interface FindWebAppOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly now: () => number;
  readonly exchange?: Exchange | undefined;
}

const TIMEOUT_MS = 15_000;

/**
 * Finds the origin of the team's Skedulo web app, such as `https://acme.my.skedulo.com`; null where it cannot be
 * told. Nothing depends on it but a link, so a failure is no more than that.
 */
export async function findWebApp(options: FindWebAppOptions, signal: AbortSignal): Promise<string | null> {
  const { token, apiUrl, now } = options;
  // Elsewhere than at Skedulo's own hosts its web app is not known either.
  if (!SKEDULO_HOSTS.includes(apiUrl)) return null;
  const client = createSkeduloClient({
    apiUrl,
    token,
    now,
    exchange: options.exchange,
    timeoutMs: TIMEOUT_MS,
  });
  const answer = await client.get('/auth/config/team/web/user', signal);
  if (!answer.ok || answer.value.status !== 200) return null;
  return webAppOf(answer.value.text);
}

/** Reads the answer; null for any other than the one expected. */
export function webAppOf(text: string): string | null {
  try {
    const parsed = teamConfig.safeParse(JSON.parse(text));
    const name = parsed.success ? parsed.data.result.team.name.toLowerCase() : '';
    return HOST_LABEL.test(name) ? `https://${name}.my.skedulo.com` : null;
  } catch {
    return null;
  }
}

/** The page of one job in the web app. */
export function jobPage(webApp: string, jobId: string): string {
  return `${webApp}/job/${encodeURIComponent(jobId)}`;
}
