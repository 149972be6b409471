import type { SimulatorAnswer } from '../kit/http-simulator.ts';

/** The Calendar's error body. */
export function googleError(
  status: number,
  reason: string,
  message: string,
  more: { readonly domain?: string; readonly locationType?: string; readonly location?: string } = {},
): SimulatorAnswer {
  const { domain = 'global', ...where } = more;
  return {
    status,
    body: { error: { errors: [{ domain, reason, message, ...where }], code: status, message } },
  };
}

export function invalidCredentials(): SimulatorAnswer {
  return googleError(401, 'authError', 'Invalid Credentials', {
    locationType: 'header',
    location: 'Authorization',
  });
}

/** Google says "too many requests" with 403 as well as with 429, and names no time to wait. */
export function rateLimitExceeded(status: 403 | 429): SimulatorAnswer {
  return status === 403
    ? googleError(403, 'userRateLimitExceeded', 'User Rate Limit Exceeded', { domain: 'usageLimits' })
    : googleError(429, 'rateLimitExceeded', 'Rate Limit Exceeded', { domain: 'usageLimits' });
}

export function insufficientScope(): SimulatorAnswer {
  const message = 'Request had insufficient authentication scopes.';
  return {
    status: 403,
    body: {
      error: {
        code: 403,
        message,
        errors: [{ message: 'Insufficient Permission', domain: 'global', reason: 'insufficientPermissions' }],
        status: 'PERMISSION_DENIED',
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
            reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
            domain: 'googleapis.com',
            metadata: { service: 'calendar-json.googleapis.com' },
          },
        ],
      },
    },
  };
}

/** The Calendar API was never switched on in the Google Cloud project of the client id. */
export function apiIsOff(): SimulatorAnswer {
  return googleError(
    403,
    'accessNotConfigured',
    'Google Calendar API has not been used in project 1 before.',
    {
      domain: 'usageLimits',
    },
  );
}
