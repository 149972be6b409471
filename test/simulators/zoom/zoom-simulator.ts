import { startHttpSimulator } from '../kit/http-simulator.ts';
import type { HttpSimulator, SimulatorAnswer, SimulatorRequest } from '../kit/http-simulator.ts';
import { createOAuthSimulator } from '../kit/oauth-simulator.ts';
import type { OAuthSimulator, OAuthUser } from '../kit/oauth-simulator.ts';
import { createZoomLimits } from './zoom-limits.ts';
import {
  invalidFields,
  listItem,
  meetingBodySchema,
  meetingIdAt,
  meetingView,
  startOf,
  zoomJson,
} from './zoom-meetings.ts';
import type { MeetingBody, ZoomSimulatorMeeting } from './zoom-meetings.ts';

export type { ZoomSimulatorMeeting } from './zoom-meetings.ts';

export interface ZoomSimulatorUser extends OAuthUser {
  /** 1 Basic, 2 Licensed (the default), 4 unassigned, 99 none. */
  readonly type?: number;
  /** False: the account does not let this user schedule. */
  readonly canHost?: boolean;
}

export interface ZoomSimulatorOptions {
  readonly now?: () => Date;
  readonly latencyMs?: number;
  readonly port?: number;
  readonly users?: readonly ZoomSimulatorUser[];
  /** Creations and updates for each user and UTC day; 100 unless told. */
  readonly dailyLimit?: number;
  /** Requests in any second; no limit unless told. */
  readonly perSecondLimit?: number;
  readonly clientId?: string;
  /** Null, the default, for a public client. */
  readonly clientSecret?: string | null;
  /** Settings that the account's own rules drop silently. */
  readonly droppedSettings?: readonly string[];
  /** The account's passcode rule; 1 unless told. */
  readonly minPasswordLength?: number;
  /** Scopes the app was not given. */
  readonly missingScopes?: readonly string[];
  /** Redirect addresses registered besides the loopback one. */
  readonly redirectUris?: readonly string[];
  /** Longest page of a list, whatever was asked; 300 unless told. */
  readonly pageLimit?: number;
}

export interface ZoomSimulator {
  readonly origin: string;
  /** With `/v2`. */
  readonly apiUrl: string;
  readonly oauth: OAuthSimulator;
  readonly endpoints: {
    readonly authorizeUrl: string;
    readonly tokenUrl: string;
    readonly revokeUrl: string;
  };
  readonly http: HttpSimulator;
  /** Every meeting ever made, deleted ones included, oldest first. */
  readonly meetings: readonly ZoomSimulatorMeeting[];
  /** Successful creations. */
  readonly createCount: number;
  /** Creations and updates counted against a user's day. */
  usedToday(userId?: string): number;
  /** Puts a meeting there as if somebody had made it, by the fields of the API. */
  addMeeting(body: MeetingBody, createdAtMs?: number): ZoomSimulatorMeeting;
  removeMeeting(id: string): void;
  /** Answers the next requests in XML, as Zoom sometimes does. */
  answerInXml(times: number): void;
  close(): Promise<void>;
}

const DEFAULT_USERS: readonly ZoomSimulatorUser[] = [
  { id: 'zKr1vQYgRfSw2nbPq8tHaA', name: 'Olivia Office', email: 'olivia@acme.test' },
  { id: 'b4s1cUs3rTw0nbPq8tHaBB', name: 'Ben Basic', email: 'ben@acme.test', type: 1 },
  { id: 'n0L1c3nc3Rn0nbPq8tHaCC', name: 'Nina No-Licence', email: 'nina@acme.test', type: 4 },
];
/** Users of these types have no meetings: unassigned, and set up for single sign-on only. */
const TYPES_WITHOUT_MEETINGS: readonly number[] = [4, 99];
const SCOPES = [
  'meeting:write:meeting',
  'meeting:update:meeting',
  'meeting:delete:meeting',
  'meeting:read:meeting',
  'meeting:read:list_meetings',
  'user:read:user',
] as const;
const XML_ERROR =
  '<?xml version="1.0" encoding="UTF-8"?><error><code>500</code><message>Internal error</message></error>';

/** Starts a Zoom with sign-in and the Meetings API. Whoever starts it closes it. */
export async function startZoomSimulator(options: ZoomSimulatorOptions = {}): Promise<ZoomSimulator> {
  const users = options.users ?? DEFAULT_USERS;
  const nowMs = (): number => (options.now?.() ?? new Date()).getTime();
  const meetings: ZoomSimulatorMeeting[] = [];
  const byId = new Map<string, ZoomSimulatorMeeting>();
  const limits = createZoomLimits(options.dailyLimit ?? 100, options.perSecondLimit ?? null, nowMs);
  const paths = { authorize: '/oauth/authorize', token: '/oauth/token', revoke: '/oauth/revoke' };
  const { clientId = 'zoom-client', clientSecret = null } = options;
  const oauth = createOAuthSimulator({
    flavour: 'zoom',
    clientId,
    clientSecret,
    users,
    paths,
    nowMs,
    registeredScopes: SCOPES.filter((scope) => options.missingScopes?.includes(scope) !== true),
    redirectUris: options.redirectUris ?? [],
  });

  const userById = (id: string | undefined): ZoomSimulatorUser => {
    const user = id === undefined ? users[0] : users.find((candidate) => candidate.id === id);
    if (user === undefined) throw new Error(`The simulator has no user ${String(id)}.`);
    return user;
  };

  const addMeeting = (hostId: string, body: MeetingBody, createdAtMs: number): ZoomSimulatorMeeting => {
    const timeZone = body.timezone ?? 'UTC';
    const meeting: ZoomSimulatorMeeting = {
      id: meetingIdAt(meetings.length),
      hostId,
      topic: body.topic ?? 'Zoom Meeting',
      agenda: body.agenda ?? '',
      // Without a start it becomes an instant meeting, whatever type was asked for.
      type: body.start_time === undefined ? 1 : (body.type ?? 2),
      startMs: body.start_time === undefined ? nowMs() : startOf(body.start_time, timeZone),
      durationMinutes: body.duration ?? 60,
      timeZone,
      password: body.password ?? `Zm${String(10_000 + meetings.length)}`,
      settings: keptSettings(body.settings ?? {}, options.droppedSettings ?? []),
      createdAtMs,
      isDeleted: false,
      isRunning: false,
    };
    meetings.push(meeting);
    byId.set(meeting.id, meeting);
    return meeting;
  };

  const create = (user: ZoomSimulatorUser, body: MeetingBody): SimulatorAnswer => {
    if (user.canHost === false || TYPES_WITHOUT_MEETINGS.includes(user.type ?? 2)) {
      return refusal(
        400,
        3161,
        'Your user account is not allowed meeting hosting and scheduling capabilities.',
      );
    }
    return json(201, meetingView(addMeeting(user.id, body, nowMs()), user));
  };

  const change = (meeting: ZoomSimulatorMeeting, body: MeetingBody): SimulatorAnswer => {
    meeting.topic = body.topic ?? meeting.topic;
    meeting.agenda = body.agenda ?? meeting.agenda;
    meeting.durationMinutes = body.duration ?? meeting.durationMinutes;
    meeting.timeZone = body.timezone ?? meeting.timeZone;
    meeting.password = body.password ?? meeting.password;
    if (body.start_time !== undefined) {
      const startMs = startOf(body.start_time, meeting.timeZone);
      // A start in the past is ignored without a word.
      if (startMs >= nowMs()) meeting.startMs = startMs;
    }
    return { status: 204 };
  };

  /** Creations and updates: counted, then checked. */
  const withBody = (
    user: ZoomSimulatorUser,
    request: SimulatorRequest,
    effect: (body: MeetingBody) => SimulatorAnswer,
  ): SimulatorAnswer => {
    const limited = limits.takeDaily(user.id);
    if (limited !== null) return limited;
    const parsed = meetingBodySchema.safeParse(readJson(request.body));
    if (!parsed.success) return refusal(400, 300, 'Request Body should be a valid JSON object.');
    const errors = invalidFields(parsed.data, options.minPasswordLength ?? 1);
    if (errors.length > 0) return json(400, { code: 300, message: 'Validation Failed.', errors });
    return effect(parsed.data);
  };

  const list = (user: ZoomSimulatorUser, query: URLSearchParams): SimulatorAnswer => {
    const size = Math.min(Number(query.get('page_size') ?? '30'), options.pageLimit ?? 300);
    const from = Number(query.get('next_page_token')?.replace('page-', '') ?? '0');
    const own = meetings.filter(
      ({ hostId, type, isDeleted }) => hostId === user.id && type === 2 && !isDeleted,
    );
    const end = from + size;
    return json(200, {
      page_size: size,
      total_records: own.length,
      next_page_token: end < own.length ? `page-${String(end)}` : '',
      meetings: own.slice(from, end).map(listItem),
    });
  };

  const answerMeeting = (user: ZoomSimulatorUser, id: string, request: SimulatorRequest): SimulatorAnswer => {
    const meeting = byId.get(id);
    const isThere = meeting !== undefined && !meeting.isDeleted && meeting.hostId === user.id;
    const gone = refusal(404, 3001, `Meeting does not exist: ${id}.`);
    switch (request.method) {
      case 'GET':
        return isThere ? json(200, meetingView(meeting, user)) : gone;
      case 'PATCH':
        return isThere ? withBody(user, request, (body) => change(meeting, body)) : gone;
      case 'DELETE':
        if (!isThere) return gone;
        if (meeting.isRunning) {
          return refusal(400, 3002, "Sorry, you cannot delete this meeting since it's in progress.");
        }
        meeting.isDeleted = true;
        return { status: 204 };
      default:
        return refusal(405, 405, 'Method Not Allowed');
    }
  };

  const answerApi = (request: SimulatorRequest): SimulatorAnswer => {
    const { pathname, searchParams } = request.url;
    const owner = oauth.userOf(request.headers.authorization);
    if (owner === null) {
      const isExpired = oauth.isAccessTokenExpired(request.headers.authorization);
      return refusal(401, 124, isExpired ? 'Access token is expired.' : 'Invalid access token.');
    }
    const user = userById(owner.id);
    const limited = limits.takeSecond();
    if (limited !== null) return limited;
    const scope = scopeOf(request.method, pathname);
    if (scope !== null && options.missingScopes?.includes(scope) === true) {
      return refusal(400, 4711, `Invalid access token, does not contain scopes:[${scope}].`);
    }
    const route = `${request.method} ${pathname}`;
    if (route === 'GET /v2/users/me') return json(200, userView(user));
    if (route === 'GET /v2/users/me/meetings') return list(user, searchParams);
    if (route === 'POST /v2/users/me/meetings') return withBody(user, request, (body) => create(user, body));
    const id = /^\/v2\/meetings\/([^/]+)$/.exec(pathname)?.[1];
    if (id !== undefined) return answerMeeting(user, decodeURIComponent(id), request);
    return refusal(404, 2300, 'This API endpoint is not recognized.');
  };

  const http = await startHttpSimulator({
    handle: (request) => oauth.handle(request) ?? answerApi(request),
    ...(options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs }),
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.now === undefined ? {} : { now: options.now }),
  });
  return {
    origin: http.origin,
    apiUrl: `${http.origin}/v2`,
    oauth,
    endpoints: {
      authorizeUrl: http.origin + paths.authorize,
      tokenUrl: http.origin + paths.token,
      revokeUrl: http.origin + paths.revoke,
    },
    http,
    meetings,
    get createCount() {
      return meetings.length;
    },
    usedToday: (userId) => limits.usedToday(userById(userId).id),
    addMeeting: (body, createdAtMs) => addMeeting(userById(undefined).id, body, createdAtMs ?? nowMs()),
    removeMeeting(id) {
      const meeting = byId.get(id);
      if (meeting === undefined) throw new Error(`The simulator has no meeting ${id}.`);
      meeting.isDeleted = true;
    },
    answerInXml(times) {
      const answer = { status: 500, headers: { 'content-type': 'application/xml' }, body: XML_ERROR };
      http.faults.add({ path: /^\/v2\//, times, fault: { kind: 'answer-before', answer } });
    },
    close: () => http.close(),
  };
}

function json(status: number, value: unknown): SimulatorAnswer {
  const headers = { 'content-type': 'application/json;charset=UTF-8', 'x-ratelimit-category': 'Medium' };
  return { status, headers, body: zoomJson(value) };
}

function refusal(status: number, code: number, message: string): SimulatorAnswer {
  return json(status, { code, message });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function userView(user: ZoomSimulatorUser): Record<string, unknown> {
  const [firstName = '', ...others] = user.name.split(' ');
  return {
    id: user.id,
    email: user.email,
    display_name: user.name,
    first_name: firstName,
    last_name: others.join(' '),
    type: user.type ?? 2,
    timezone: 'Australia/Sydney',
    status: 'active',
  };
}

function keptSettings(
  asked: Readonly<Record<string, unknown>>,
  dropped: readonly string[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(asked).filter(([name]) => !dropped.includes(name)));
}

/** The granular scope a request needs. */
function scopeOf(method: string, pathname: string): string | null {
  if (pathname === '/v2/users/me') return 'user:read:user';
  if (pathname === '/v2/users/me/meetings') {
    return method === 'POST' ? 'meeting:write:meeting' : 'meeting:read:list_meetings';
  }
  switch (method) {
    case 'GET':
      return 'meeting:read:meeting';
    case 'PATCH':
      return 'meeting:update:meeting';
    case 'DELETE':
      return 'meeting:delete:meeting';
    default:
      return null;
  }
}
