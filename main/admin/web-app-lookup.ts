import type { Tenant } from '../sync/ports.ts';
import type { AdminContext } from './admin-context.ts';

/** Finds the team's web app, once for each tenant and start of the program. */
export interface WebAppLookup {
  lookUp(tenant: Tenant): void;
  stop(): void;
}

type Parts = Pick<AdminContext, 'findWebApp' | 'inBackground' | 'secrets' | 'state'>;

export function createWebAppLookup({ findWebApp, inBackground, secrets, state }: Parts): WebAppLookup {
  let askedFor: string | null = null;
  const ending = new AbortController();

  const find = async (tenant: Tenant): Promise<void> => {
    const token = await secrets.read('skedulo-token');
    if (!token.ok || token.value === null) return;
    const webApp = await findWebApp(token.value, tenant.apiUrl, ending.signal);
    if (askedFor === tenant.tenantId && !ending.signal.aborted) state.learn({ webApp });
  };

  return {
    lookUp(tenant) {
      if (askedFor === tenant.tenantId || ending.signal.aborted) return;
      askedFor = tenant.tenantId;
      state.learn({ webApp: null });
      inBackground(find(tenant));
    },
    stop() {
      ending.abort();
    },
  };
}
