/**
 * Where Zoom is, what is asked of it and how fast. 2 a second is the free plan's limit for the requests that make and
 * list meetings (MEDIUM); paid plans allow 20. 100 creations and updates a UTC day is the limit of each host user.
 */
export const zoomDefaults = {
  urls: {
    apiUrl: 'https://api.zoom.us/v2',
    authorizeUrl: 'https://zoom.us/oauth/authorize',
    tokenUrl: 'https://zoom.us/oauth/token',
    revokeUrl: 'https://zoom.us/oauth/revoke',
  },
  /** Sent in the authorize URL: none, since Zoom keeps them in the app's registration in its Marketplace. */
  scopes: [],
  /** What the app's registration must hold. */
  requiredScopes: [
    'meeting:write:meeting',
    'meeting:update:meeting',
    'meeting:delete:meeting',
    'meeting:read:meeting',
    'meeting:read:list_meetings',
    'user:read:user',
  ],
  authorizeParams: {},
  /** A confidential client signs in with a Basic header. */
  secretIn: 'header',
  /** Zoom revokes an authorization by its access token. */
  revokes: 'access_token',
  pace: { perSecond: 2, concurrency: 8, perDay: 100 },
} as const;
