/** As much of a request as decides whether it is answered. */
export interface GuardedRequest {
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

/**
 * Says why a request does not come from our own page, in one word for the log; null when it may. A web page elsewhere
 * that has its name point to this computer (DNS rebinding) sends its own name as `Host`; one that talks to us across
 * origins sends its own `Origin`. A browser leaves `Origin` out of plain loads, but never out of an upgrade.
 *
 * @param origin ours, such as `http://127.0.0.1:4711`
 */
export function foreignPart(
  request: GuardedRequest,
  origin: string,
  mustHaveOrigin: boolean,
): 'host' | 'origin' | null {
  if (request.host !== new URL(origin).host) return 'host';
  if (request.origin === undefined) return mustHaveOrigin ? 'origin' : null;
  return request.origin === origin ? null : 'origin';
}
