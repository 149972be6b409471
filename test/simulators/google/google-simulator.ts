import { startHttpSimulator } from '../kit/http-simulator.ts';
import type { HttpSimulator } from '../kit/http-simulator.ts';
import { createOAuthSimulator } from '../kit/oauth-simulator.ts';
import type { OAuthSimulator, OAuthUser } from '../kit/oauth-simulator.ts';
import { answerCalendar } from './calendar-api.ts';
import type { GoogleSettings } from './calendar-api.ts';
import { CalendarBook } from './calendar-book.ts';
import {
  apiIsOff,
  googleError,
  insufficientScope,
  invalidCredentials,
  rateLimitExceeded,
} from './google-errors.ts';

export interface GoogleSimulatorOptions {
  readonly now?: () => Date;
  /** Time each answer takes, in milliseconds. */
  readonly latencyMs?: number;
  readonly port?: number;
  readonly users?: readonly OAuthUser[];
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly settings?: Partial<GoogleSettings>;
}

/** Google's sign-in, who-am-I and Calendar, on one loopback origin. */
export interface GoogleSimulator {
  readonly origin: string;
  /** The origin: Google's APIs differ below it. */
  readonly apiUrl: string;
  readonly oauth: {
    readonly authorizeUrl: string;
    readonly tokenUrl: string;
    readonly revokeUrl: string;
    readonly simulator: OAuthSimulator;
  };
  readonly http: HttpSimulator;
  readonly meetings: CalendarBook;
  readonly settings: GoogleSettings;
  /** `sendUpdates` of every change for which Google itself would have written to attendees. */
  readonly mailsByGoogle: readonly string[];
  /** Answers the next API requests with the rate limit error under this status. */
  throttleNext(count: number, status: 403 | 429): void;
  close(): Promise<void>;
}

const PATHS = { authorize: '/o/oauth2/v2/auth', token: '/token', revoke: '/revoke' } as const;

const OFFICE: OAuthUser = { id: '108204561903275510042', name: 'Olivia Office', email: 'office@acme.test' };
const SECOND: OAuthUser = { id: '108204561903275510043', name: 'Sam Second', email: 'sam@acme.test' };
const CALENDAR_SCOPE = 'https://www.googleapis.com/auth/calendar.events.owned';

/** Starts the simulator: a desktop client, whose secret Google wants to see. Whoever starts it closes it. */
export async function startGoogleSimulator(options: GoogleSimulatorOptions = {}): Promise<GoogleSimulator> {
  const now = options.now ?? (() => new Date());
  const users = options.users ?? [OFFICE, SECOND];
  const book = new CalendarBook();
  const mailsByGoogle: string[] = [];
  const settings: GoogleSettings = {
    pendingReads: 0,
    conferenceFailures: 0,
    canMakeMeet: true,
    hasPhoneEntryPoints: false,
    isCalendarScopeGranted: true,
    isCalendarApiOn: true,
    refusesChangeOfDeleted: false,
    perSecondLimit: Infinity,
    ...options.settings,
  };
  const oauth = createOAuthSimulator({
    flavour: 'google',
    clientId: options.clientId ?? 'readymeet.apps.googleusercontent.com',
    clientSecret: options.clientSecret ?? 'GOCSPX-simulated',
    users,
    paths: PATHS,
    nowMs: () => now().getTime(),
  });
  let throttled: { count: number; status: 403 | 429 } = { count: 0, status: 403 };
  let recentMs: number[] = [];

  const http = await startHttpSimulator({
    ...(options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs }),
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.now === undefined ? {} : { now: options.now }),
    handle(request) {
      const signIn = oauth.handle(request);
      if (signIn !== null) return signIn;
      const user = oauth.userOf(request.headers.authorization);
      if (user === null) return invalidCredentials();
      if (request.url.pathname === '/oauth2/v2/userinfo') return { status: 200, body: describeUser(user) };
      if (throttled.count > 0) {
        throttled = { ...throttled, count: throttled.count - 1 };
        return rateLimitExceeded(throttled.status);
      }
      const nowMs = now().getTime();
      recentMs = recentMs.filter((atMs) => atMs > nowMs - 1000);
      if (recentMs.length >= settings.perSecondLimit) return rateLimitExceeded(403);
      recentMs.push(nowMs);
      const scopes = oauth.scopesOf(request.headers.authorization);
      const isScopeGranted = scopes === null || scopes.includes(CALENDAR_SCOPE);
      if (!settings.isCalendarScopeGranted || !isScopeGranted) return insufficientScope();
      if (!settings.isCalendarApiOn) return apiIsOff();
      const noteMail = (sendUpdates: string): void => void mailsByGoogle.push(sendUpdates);
      return (
        answerCalendar(request, { user, settings, book, noteMail }) ??
        googleError(404, 'notFound', 'Not Found')
      );
    },
  });
  return {
    origin: http.origin,
    apiUrl: http.origin,
    oauth: {
      authorizeUrl: `${http.origin}${PATHS.authorize}`,
      tokenUrl: `${http.origin}${PATHS.token}`,
      revokeUrl: `${http.origin}${PATHS.revoke}`,
      simulator: oauth,
    },
    http,
    meetings: book,
    settings,
    mailsByGoogle,
    throttleNext(count, status) {
      throttled = { count, status };
    },
    close: () => http.close(),
  };
}

function describeUser(user: OAuthUser): Readonly<Record<string, unknown>> {
  return {
    id: user.id,
    email: user.email,
    verified_email: true,
    name: user.name,
    given_name: user.name.split(' ')[0],
    picture: 'https://lh3.googleusercontent.com/a/default-user',
  };
}
