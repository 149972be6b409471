/**
 * Where Google is, what is asked of it and how fast. The Calendar limit is 600 requests a minute for each user, and
 * rapid writes to one calendar are slowed down earlier than that, by an unpublished limit.
 */
export const meetDefaults = {
  urls: {
    /** The origin: the calendar and the account are separate APIs below it. */
    apiUrl: 'https://www.googleapis.com',
    authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenUrl: 'https://oauth2.googleapis.com/token',
    revokeUrl: 'https://oauth2.googleapis.com/revoke',
  },
  /** The narrowest calendar right that lets ReadyMeet write to the account's own calendar. */
  scopes: ['openid', 'email', 'profile', 'https://www.googleapis.com/auth/calendar.events.owned'],
  /**
   * Google hands out a refresh token only for offline access, and to somebody who agreed before only when asked again.
   * Which account it is to be is asked every time.
   */
  authorizeParams: { access_type: 'offline', prompt: 'select_account consent' },
  /** Google wants the secret of a desktop client too, which it does not take for one. */
  secretIn: 'body',
  revokes: 'refresh_token',
  pace: { perSecond: 5, concurrency: 8 },
} as const;
