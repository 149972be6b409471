/**
 * Where Microsoft is, what is asked of it and how fast. `organizations`: personal Microsoft accounts cannot make
 * Teams meetings, so only work and school accounts are let in. Graph has no address for revoking one application's
 * tokens. 30 requests a second for each application and tenant is the documented limit (throttling-limits, "Other
 * API calls for Microsoft Teams"); the pace leaves room for other users of the same client id. The same page
 * names 2,000 meetings a month for each user.
 */
export const teamsDefaults = {
  urls: {
    apiUrl: 'https://graph.microsoft.com/v1.0',
    authorizeUrl: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize',
    tokenUrl: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/token',
    revokeUrl: null,
  },
  /** Without `offline_access` there would be no refresh token. */
  scopes: ['openid', 'profile', 'offline_access', 'User.Read', 'OnlineMeetings.ReadWrite'],
  /** Asks which account it is to be, rather than taking the one the browser is signed in with. */
  authorizeParams: { prompt: 'select_account' },
  /** A public client presents no secret; where an organization registered a confidential one, it goes into the body. */
  secretIn: 'body',
  revokes: 'refresh_token',
  pace: { perSecond: 20, concurrency: 8 },
} as const;
