import type { AutomationStatus } from '../automation/automation.ts';
import { failed, success } from '../sync/failure.ts';
import type { Failure, Party } from '../sync/failure.ts';
import type { ConnectionChecks } from './connection-checks.ts';

/**
 * Has the connections follow what automation finds of them, so that they are right also when it is stopped. Call it
 * after every change of the status.
 */
export function createAutomationFollower(connections: ConnectionChecks): (status: AutomationStatus) => void {
  let before: Pick<AutomationStatus, 'tenant' | 'account' | 'troubles'> = {
    tenant: null,
    account: null,
    troubles: [],
  };
  return (status) => {
    const { tenant, account, troubles, phase } = status;
    const earlier = before;
    before = { tenant, account, troubles };
    // What a stop takes away tells nothing of the connections.
    if (phase !== 'starting' && phase !== 'running') return;
    const failureOf = (party: Party): Failure | null => failureIn(troubles, party);
    const isNew = (party: Party): boolean =>
      failureIn(earlier.troubles, party)?.code !== failureOf(party)?.code;
    const skedulo = failureOf('skedulo');
    if (isNew('skedulo') && skedulo !== null) connections.skedulo.settle(failed(skedulo));
    else if (skedulo === null && tenant !== null && (isNew('skedulo') || earlier.tenant === null)) {
      connections.skedulo.settle(success(tenant));
    }
    const provider = failureOf('provider');
    if (isNew('provider') && provider !== null) connections.provider.settle(failed(provider));
    else if (provider === null && account !== null && (isNew('provider') || earlier.account === null)) {
      connections.provider.settle(success(account));
    }
    const mail = failureOf('mail');
    if (isNew('mail') && mail !== null) connections.mail.settle(failed(mail));
    else if (isNew('mail')) connections.mail.check();
  };
}

function failureIn(troubles: AutomationStatus['troubles'], party: Party): Failure | null {
  return troubles.find((trouble) => trouble.party === party)?.failure ?? null;
}
