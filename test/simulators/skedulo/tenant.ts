/** What one simulated tenant is like. Tests change it at any time. */
export interface SimulatedTenant {
  tenantId: string;
  teamName: string;
  vendor: 'skedulo' | 'salesforce';
  region: string;
  /** Sent as `X-Skedulo-Dynamic-Query-Limit`, and enforced. */
  dynamicQueryLimit: number;
  /** HTTP status of the change history; 200 means it works. A Salesforce tenant never has it. */
  historyStatus: number;
  /** Longest value each virtual meeting field holds; null for no limit. */
  maxLengths: Record<'VirtualMeetingURL' | 'VirtualMeetingId' | 'VirtualMeetingInfo', number | null>;
  /** Whether `/custom/fields` tells those lengths. */
  doesTellLengths: boolean;
  /** Whether a change of a locked job is refused. */
  areLockedJobsRefused: boolean;
  showsVirtualMeetings: boolean;
}

/** One API token and what its user may do. */
export interface SimulatedToken {
  userName: string;
  roles: string[];
  /** As `whoami` shows them; undefined leaves the field out. */
  permissions?: unknown;
  /** Whether GraphQL answers at all; else HTTP 403. */
  mayUseData: boolean;
}

export const DEFAULT_TOKEN = 'simulated-skedulo-token';

/** A Pulse tenant with everything switched on; `changes` replace single settings. */
export function simulatedTenant(changes: Partial<SimulatedTenant> = {}): SimulatedTenant {
  return {
    tenantId: 'sk_0123456789abcdef0123456789abcdef',
    teamName: 'simulated',
    vendor: 'skedulo',
    region: 'au',
    dynamicQueryLimit: 1_000,
    historyStatus: 200,
    maxLengths: { VirtualMeetingURL: 1_024, VirtualMeetingId: 255, VirtualMeetingInfo: 32_768 },
    doesTellLengths: true,
    areLockedJobsRefused: true,
    showsVirtualMeetings: true,
    ...changes,
  };
}

/** An administrator's token; `changes` replace single settings. */
export function simulatedToken(changes: Partial<SimulatedToken> = {}): SimulatedToken {
  return {
    userName: 'office@simulated.test',
    roles: ['administrator'],
    permissions: ['skedulo.tenant.*'],
    mayUseData: true,
    ...changes,
  };
}
