import type { SimulatorAnswer } from './http-simulator.ts';
import type { OAuthFlavour } from './oauth-grants.ts';

/** What a token endpoint refuses. */
export type OAuthRefusal =
  | 'dead-refresh-token'
  | 'bad-code'
  | 'bad-verifier'
  | 'bad-client'
  | 'secret-presented'
  | 'secret-missing'
  | 'bad-grant-type';

const GOOGLE: Readonly<Record<OAuthRefusal, readonly [number, string, string]>> = {
  'dead-refresh-token': [400, 'invalid_grant', 'Token has been expired or revoked.'],
  'bad-code': [400, 'invalid_grant', 'Malformed auth code.'],
  'bad-verifier': [400, 'invalid_grant', 'Invalid code verifier.'],
  'bad-client': [401, 'invalid_client', 'The OAuth client was not found.'],
  'secret-presented': [401, 'invalid_client', 'Unauthorized'],
  'secret-missing': [400, 'invalid_request', 'client_secret is missing.'],
  'bad-grant-type': [400, 'unsupported_grant_type', 'Invalid grant_type'],
};

const MICROSOFT: Readonly<Record<OAuthRefusal, readonly [number, string, number, string]>> = {
  'dead-refresh-token': [
    400,
    'invalid_grant',
    50173,
    'The provided grant has expired due to it being revoked, a fresh auth token is needed.',
  ],
  'bad-code': [
    400,
    'invalid_grant',
    70008,
    'The provided authorization code or refresh token has expired due to inactivity.',
  ],
  'bad-verifier': [
    400,
    'invalid_grant',
    501481,
    'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  ],
  'bad-client': [400, 'unauthorized_client', 700016, 'Application was not found in the directory.'],
  'secret-presented': [
    401,
    'invalid_client',
    700025,
    "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
  ],
  'secret-missing': [
    401,
    'invalid_client',
    7000218,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  ],
  'bad-grant-type': [400, 'unsupported_grant_type', 70003, 'The app returned an unsupported grant type.'],
};

const ZOOM: Readonly<Record<OAuthRefusal, readonly [number, string, string]>> = {
  'dead-refresh-token': [400, 'invalid_grant', 'Invalid Token!'],
  'bad-code': [400, 'invalid_grant', 'Invalid authorization code'],
  'bad-verifier': [400, 'invalid_grant', 'Invalid code verifier'],
  'bad-client': [401, 'invalid_client', 'Invalid client_id or client_secret'],
  'secret-presented': [401, 'invalid_client', 'Invalid client_id or client_secret'],
  'secret-missing': [401, 'invalid_client', 'Invalid client_id or client_secret'],
  'bad-grant-type': [400, 'unsupported_grant_type', 'unsupported grant type'],
};

/** A refusal in the provider's own body. */
export function refusalAnswer(flavour: OAuthFlavour, refusal: OAuthRefusal): SimulatorAnswer {
  switch (flavour) {
    case 'google': {
      const [status, error, description] = GOOGLE[refusal];
      return { status, body: { error, error_description: description } };
    }
    case 'zoom': {
      const [status, error, reason] = ZOOM[refusal];
      return { status, body: { reason, error } };
    }
    case 'microsoft': {
      const [status, error, code, description] = MICROSOFT[refusal];
      return entraRefusal(status, error, code, description);
    }
  }
}

/** A refusal of Microsoft Entra's token endpoint, in its own body. */
export function entraRefusal(
  status: number,
  error: string,
  code: number,
  description: string,
): SimulatorAnswer {
  const trace = '00000000-0000-4000-8000-000000000000';
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${String(code)}: ${description}\r\nTrace ID: ${trace}`,
      error_codes: [code],
      timestamp: '2026-11-22 00:00:00Z',
      trace_id: trace,
      correlation_id: trace,
    },
  };
}
