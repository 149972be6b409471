import type { SimulatorAnswer } from '../kit/http-simulator.ts';

const REQUEST_IDS = {
  'request-id': '5bb1d7ce-60e4-4b1a-8b4c-2b1e3b0c7f11',
  'client-request-id': '5bb1d7ce-60e4-4b1a-8b4c-2b1e3b0c7f11',
};

/** Graph's error body; which of the two spellings of `innerError` it takes depends on the service behind it. */
export function graphError(
  status: number,
  code: string,
  message: string,
  now: Date,
  spelling: 'innerError' | 'innererror' = 'innerError',
): SimulatorAnswer {
  const date = now.toISOString().slice(0, 19);
  return { status, body: { error: { code, message, [spelling]: { date, ...REQUEST_IDS } } } };
}

export function invalidToken(isExpired: boolean, now: Date): SimulatorAnswer {
  const message = isExpired
    ? 'Lifetime validation failed, the token is expired.'
    : 'Access token validation failure. Invalid audience.';
  return graphError(401, 'InvalidAuthenticationToken', message, now);
}

/** As printed in Microsoft's throttling documentation. */
export function tooManyRequests(retryAfterSeconds: number, now: Date): SimulatorAnswer {
  return {
    status: 429,
    headers: { 'retry-after': String(retryAfterSeconds) },
    body: {
      error: {
        code: 'TooManyRequests',
        innerError: {
          code: '429',
          date: now.toISOString().slice(0, 19),
          message: 'Please retry after',
          'request-id': REQUEST_IDS['request-id'],
          status: '429',
        },
        message: 'Please retry again later.',
      },
    },
  };
}
