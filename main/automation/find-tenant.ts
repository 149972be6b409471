import { findRegion } from '../skedulo/region.ts';
import type { Result } from '../sync/failure.ts';
import type { Clock, Tenant } from '../sync/ports.ts';
import type { AutomationSetup } from './automation.ts';

/** Asks Skedulo once whose token it is. Fails as `findRegion` does. */
export function findTenant(
  { apiToken, apiUrl }: AutomationSetup['skedulo'],
  clock: Pick<Clock, 'nowMs'>,
  signal: AbortSignal,
): Promise<Result<Tenant>> {
  return findRegion(
    { token: apiToken, now: () => clock.nowMs(), ...(apiUrl === null ? {} : { apiUrl }) },
    signal,
  );
}
