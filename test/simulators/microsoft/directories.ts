import type { SimulatorAnswer, SimulatorRequest } from '../kit/http-simulator.ts';
import { entraRefusal } from '../kit/oauth-answers.ts';
import { refusalPage } from '../kit/sign-in-page.ts';

/** The office's directory: reached by its id or by a domain name of it. */
export const OFFICE_DIRECTORY = {
  id: '3f2b8d10-6c55-4a0e-9a59-5d6f0e2c7b11',
  domain: 'acme.onmicrosoft.test',
} as const;

const SIGN_IN = /^\/([^/]+)(\/oauth2\/v2\.0\/(?:authorize|token))$/;

/**
 * Looks whom a sign-in address is for: the same request to `organizations`, which is what the simulator knows, or what
 * Microsoft refuses it with: AADSTS90002 for a directory there is not, AADSTS50194 where an app of one directory is
 * asked for by the address of all.
 */
export function withoutDirectory(
  request: SimulatorRequest,
  isSingleTenant: boolean,
): { readonly request: SimulatorRequest } | { readonly refusal: SimulatorAnswer } {
  const [, directory = '', rest = ''] = SIGN_IN.exec(request.url.pathname) ?? [];
  if (directory === '') return { request };
  const isForAll = directory === 'organizations' || directory === 'common';
  if (isForAll) {
    return isSingleTenant
      ? refuse(
          rest,
          50194,
          'Application is not configured as a multi-tenant application. Use a tenant-specific endpoint or configure the application to be multi-tenant.',
        )
      : { request };
  }
  const name = directory.toLowerCase();
  if (name !== OFFICE_DIRECTORY.id && name !== OFFICE_DIRECTORY.domain) {
    return refuse(rest, 90002, `Tenant '${directory}' not found.`);
  }
  const url = new URL(request.url);
  url.pathname = `/organizations${rest}`;
  return { request: { ...request, url } };
}

function refuse(rest: string, code: number, words: string): { readonly refusal: SimulatorAnswer } {
  if (rest.endsWith('/token')) return { refusal: entraRefusal(400, 'invalid_request', code, words) };
  const shown = `AADSTS${String(code)}: ${words}`;
  return { refusal: refusalPage('microsoft', 400, 'Sorry, but we’re having trouble signing you in.', shown) };
}
