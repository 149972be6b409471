import { startHttpSimulator } from '../kit/http-simulator.ts';
import type { HttpSimulator } from '../kit/http-simulator.ts';
import { createOAuthSimulator } from '../kit/oauth-simulator.ts';
import type { OAuthSimulator } from '../kit/oauth-simulator.ts';
import { withoutDirectory } from './directories.ts';
import { answerGraph } from './graph-api.ts';
import type { MicrosoftSettings, MicrosoftUser } from './graph-api.ts';
import { graphError, invalidToken, tooManyRequests } from './graph-errors.ts';
import { OnlineMeetingBook } from './online-meetings.ts';

export interface MicrosoftSimulatorOptions {
  readonly now?: () => Date;
  /** Time each answer takes, in milliseconds. */
  readonly latencyMs?: number;
  readonly port?: number;
  readonly users?: readonly MicrosoftUser[];
  readonly clientId?: string;
  /** The app is registered for the office's directory alone: the addresses for all organizations refuse it. */
  readonly isSingleTenant?: boolean;
  /** Redirect addresses registered besides `http://localhost`. */
  readonly redirectUris?: readonly string[];
  readonly settings?: Partial<MicrosoftSettings>;
}

/** Microsoft's sign-in and the part of Graph that makes Teams meetings, on one loopback origin. */
export interface MicrosoftSimulator {
  readonly origin: string;
  /** The origin and `/v1.0`. */
  readonly apiUrl: string;
  readonly oauth: {
    readonly authorizeUrl: string;
    readonly tokenUrl: string;
    /** The pages of `common`, where personal accounts are let in. */
    readonly forEverybody: { readonly authorizeUrl: string; readonly tokenUrl: string };
    /** Microsoft has none. */
    readonly revokeUrl: null;
    readonly simulator: OAuthSimulator;
  };
  readonly http: HttpSimulator;
  readonly meetings: OnlineMeetingBook;
  readonly settings: MicrosoftSettings;
  /** Answers the next Graph requests with 429 and `Retry-After` in seconds. */
  throttleNext(count: number, retryAfterSeconds: number): void;
  close(): Promise<void>;
}

const PATHS = {
  authorize: '/organizations/oauth2/v2.0/authorize',
  token: '/organizations/oauth2/v2.0/token',
  revoke: null,
  forEverybody: { authorize: '/common/oauth2/v2.0/authorize', token: '/common/oauth2/v2.0/token' },
} as const;

const OFFICE: MicrosoftUser = {
  id: '8716745d-77a9-4be3-afff-009e4b81658e',
  name: 'Olivia Office',
  email: 'office@acme.test',
};
const SECOND: MicrosoftUser = {
  id: '2d4ab9b6-1c1f-4f0d-8f64-6f6f6dd1c2b7',
  name: 'Sam Second',
  email: 'sam@acme.test',
};
const PERSONAL: MicrosoftUser = {
  id: '00000000-0000-0000-5ab1-c3d4e5f60718',
  name: 'Petra Personal',
  email: 'petra@outlook.test',
  isPersonal: true,
};

/** Starts the simulator: a public client, so that a presented secret is refused. Whoever starts it closes it. */
export async function startMicrosoftSimulator(
  options: MicrosoftSimulatorOptions = {},
): Promise<MicrosoftSimulator> {
  const now = options.now ?? (() => new Date());
  const users = options.users ?? [OFFICE, SECOND, PERSONAL];
  const meetings = new OnlineMeetingBook();
  const settings: MicrosoftSettings = {
    hasLongLinks: false,
    hasAudioConferencing: true,
    writesConferenceIdWithCapital: false,
    isLicensed: true,
    perSecondLimit: Infinity,
    ...options.settings,
  };
  const oauth = createOAuthSimulator({
    flavour: 'microsoft',
    clientId: options.clientId ?? 'readymeet-microsoft',
    clientSecret: null,
    users,
    paths: PATHS,
    redirectUris: options.redirectUris ?? [],
    nowMs: () => now().getTime(),
  });
  let throttled = { count: 0, retryAfterSeconds: 0 };
  let recentMs: number[] = [];

  const http = await startHttpSimulator({
    ...(options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs }),
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.now === undefined ? {} : { now: options.now }),
    handle(request) {
      const addressed = withoutDirectory(request, options.isSingleTenant === true);
      if ('refusal' in addressed) return addressed.refusal;
      const signIn = oauth.handle(addressed.request);
      if (signIn !== null) return signIn;
      if (!request.url.pathname.startsWith('/v1.0/')) {
        return graphError(404, 'NotFound', 'Resource not found.', now());
      }
      const bearer = request.headers.authorization;
      const holder = oauth.userOf(bearer);
      const user = users.find(({ id }) => id === holder?.id);
      if (user === undefined) return invalidToken(oauth.isAccessTokenExpired(bearer), now());
      if (throttled.count > 0) {
        throttled = { ...throttled, count: throttled.count - 1 };
        return tooManyRequests(throttled.retryAfterSeconds, now());
      }
      const nowMs = now().getTime();
      recentMs = recentMs.filter((atMs) => atMs > nowMs - 1000);
      if (recentMs.length >= settings.perSecondLimit) return tooManyRequests(1, now());
      recentMs.push(nowMs);
      return answerGraph(request, { user, now: now(), settings, meetings });
    },
  });
  return {
    origin: http.origin,
    apiUrl: `${http.origin}/v1.0`,
    oauth: {
      authorizeUrl: `${http.origin}${PATHS.authorize}`,
      tokenUrl: `${http.origin}${PATHS.token}`,
      forEverybody: {
        authorizeUrl: `${http.origin}${PATHS.forEverybody.authorize}`,
        tokenUrl: `${http.origin}${PATHS.forEverybody.token}`,
      },
      revokeUrl: null,
      simulator: oauth,
    },
    http,
    meetings,
    settings,
    throttleNext(count, retryAfterSeconds) {
      throttled = { count, retryAfterSeconds };
    },
    close: () => http.close(),
  };
}
