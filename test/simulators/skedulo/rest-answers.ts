import type { SimulatorAnswer, SimulatorRequest } from '../kit/http-simulator.ts';
import type { SkeduloOffice } from './office.ts';
import type { SimulatedTenant, SimulatedToken } from './tenant.ts';

export interface RestContext {
  readonly office: SkeduloOffice;
  readonly tenant: SimulatedTenant;
  readonly token: SimulatedToken;
}

const MOST_CHANGES = 500;
const MOST_FILTER_ITEMS = 50;

/** A refusal in the shape of Skedulo's REST interface. */
export function restError(status: number, errorType: string, message: string): SimulatorAnswer {
  return { status, body: { errorType, message, errorId: 'simulated' } };
}

/** Answers the REST paths that need a token; null for a path that does not exist. */
export function answerRest(request: SimulatorRequest, context: RestContext): SimulatorAnswer | null {
  switch (request.url.pathname) {
    case '/auth/whoami':
      return { status: 200, body: { result: whoami(context) } };
    case '/auth/metadata/user':
      return { status: 200, body: { result: userMetadata(context) } };
    case '/config/org_preference':
      return {
        status: 200,
        body: { result: { showVirtualMeetingsInJobDetails: context.tenant.showsVirtualMeetings } },
      };
    case '/custom/fields':
      return { status: 200, body: { result: customFields(context.tenant) } };
    case '/events/changes':
    case '/events/changes/simple':
      return changes(request, context);
    default:
      return null;
  }
}

/** `GET /customer/login/config/team`: needs no token. */
export function teamConfig(
  request: SimulatorRequest,
  tenant: SimulatedTenant,
  origin: string,
): SimulatorAnswer {
  if (request.url.searchParams.get('name') !== tenant.teamName) {
    return restError(400, 'invalid_tenant_domain', 'Unknown team');
  }
  return {
    status: 200,
    body: {
      result: {
        region: tenant.region,
        team: { name: tenant.teamName, tenantId: tenant.tenantId },
        auth0: {},
        server: { api: origin, uiPlatform: origin },
        newCustomerModel: true,
      },
    },
  };
}

function whoami({ tenant, token }: RestContext): object {
  return {
    username: token.userName,
    userId: 'simulated-user',
    tenantId: tenant.tenantId,
    roles: token.roles,
    vendorInfo: { vendor: tenant.vendor, vendorUserId: 'simulated-vendor-user' },
    ...(token.permissions === undefined ? {} : { permissions: token.permissions }),
  };
}

function userMetadata({ tenant, token }: RestContext): object {
  return {
    id: 'simulated-user',
    email: token.userName,
    username: token.userName,
    fullName: 'Simulated User',
    firstName: 'Simulated',
    lastName: 'User',
    team: {
      id: tenant.tenantId,
      name: tenant.teamName,
      description: tenant.teamName,
      vendor: tenant.vendor,
      orgId: tenant.tenantId,
      customer: tenant.teamName,
    },
  };
}

function customFields(tenant: SimulatedTenant): object[] {
  if (!tenant.doesTellLengths) return [];
  return Object.entries(tenant.maxLengths).map(([name, maxLength]) => ({
    id: `simulated-${name}`,
    schemaName: 'Jobs',
    name,
    mapping: name,
    fieldType: 'string',
    readOnly: false,
    accessMode: 'read_write',
    ...(maxLength === null ? {} : { maxLength }),
  }));
}

function changes({ url }: SimulatorRequest, { office, tenant }: RestContext): SimulatorAnswer {
  if (tenant.vendor === 'salesforce') return restError(404, 'not_found', 'Not supported for this vendor');
  if (tenant.historyStatus !== 200)
    return restError(tenant.historyStatus, 'unavailable', 'No change history');
  const ids = url.searchParams.getAll('entityIds');
  const operations = url.searchParams.getAll('operations');
  const limit = Number(url.searchParams.get('limit') ?? '100');
  if (ids.length > MOST_FILTER_ITEMS || !(limit >= 1 && limit <= MOST_CHANGES)) {
    return restError(400, 'bad_request', 'Too many items');
  }
  const result = office.history
    .filter((entry) => ids.length === 0 || ids.includes(entry.entityId))
    .filter((entry) => operations.length === 0 || operations.includes(entry.operation))
    .slice(0, limit);
  return { status: 200, body: { nextCursor: String(office.history.length), result } };
}
