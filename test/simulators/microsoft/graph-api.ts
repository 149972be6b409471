import * as z from 'zod';
import type { SimulatorAnswer, SimulatorRequest } from '../kit/http-simulator.ts';
import type { OAuthUser } from '../kit/oauth-simulator.ts';
import { graphError } from './graph-errors.ts';
import type { MeetingWishes, OnlineMeeting, OnlineMeetingBook } from './online-meetings.ts';

/** A work or school account of the simulated tenant; its e-mail address serves as user principal name. */
export interface MicrosoftUser extends OAuthUser {
  /** Null for an account without a mailbox; the e-mail address unless told. */
  readonly mail?: string | null;
}

/** What can be changed while the simulator runs. */
export interface MicrosoftSettings {
  /** Join links longer than 255 characters. */
  hasLongLinks: boolean;
  /** Whether the tenant has audio conferencing; without it `audioConferencing` is null. */
  hasAudioConferencing: boolean;
  /** Graph has been seen to write `ConferenceId`. */
  writesConferenceIdWithCapital: boolean;
  /** Without a Teams licence every meeting request is refused. */
  isLicensed: boolean;
  /** Answers requests beyond this many a second with 429. */
  perSecondLimit: number;
}

export interface GraphContext {
  readonly user: MicrosoftUser;
  readonly now: Date;
  readonly settings: MicrosoftSettings;
  readonly meetings: OnlineMeetingBook;
}

const instant = z.iso.datetime({ offset: true });
const meetingBodySchema = z.object({
  externalId: z.string().min(1).optional(),
  startDateTime: instant.optional(),
  endDateTime: instant.optional(),
  subject: z.string().nullable().optional(),
});
type MeetingBody = z.infer<typeof meetingBodySchema>;

const HOUR_MS = 60 * 60 * 1000;

/** Answers one signed-in request to `/v1.0`. */
export function answerGraph(request: SimulatorRequest, context: GraphContext): SimulatorAnswer {
  const path = request.url.pathname.replace(/^\/v1\.0/, '');
  if (path === '/me' && request.method === 'GET') return { status: 200, body: describeUser(context.user) };
  if (path === '/me/licenseDetails/getTeamsLicensingDetails' && request.method === 'GET') {
    return { status: 200, body: { hasTeamsLicense: context.settings.isLicensed } };
  }
  if (!path.startsWith('/me/onlineMeetings')) return refuse(context, 404, 'NotFound', 'Resource not found.');
  if (!context.settings.isLicensed)
    return refuse(context, 403, 'Forbidden', 'User is not licensed for Teams.');
  const rest = path.slice('/me/onlineMeetings'.length);
  if (request.method === 'POST' && rest === '/createOrGet') return createOrGet(request, context);
  if (request.method === 'POST' && rest === '') return create(request, context);
  const meeting = context.meetings.find(context.user.id, decodeURIComponent(rest.slice(1)));
  if (meeting === null)
    return refuse(context, 404, 'NotFound', 'The specified object was not found in the store.');
  switch (request.method) {
    case 'GET':
      return { status: 200, body: describeMeeting(meeting, context) };
    case 'PATCH':
      return update(request, meeting, context);
    case 'DELETE':
      context.meetings.remove(meeting.id);
      return { status: 204 };
    default:
      return refuse(context, 405, 'MethodNotAllowed', 'Method not allowed.');
  }
}

/** 201 with a new meeting, 200 with the one that is there, whose time and subject stay as they are. */
function createOrGet(request: SimulatorRequest, context: GraphContext): SimulatorAnswer {
  const body = readBody(request);
  if (body?.externalId === undefined) return refuse(context, 400, 'BadRequest', 'externalId is required.');
  const existing = context.meetings.findByExternalId(context.user.id, body.externalId);
  if (existing !== null) return { status: 200, body: describeMeeting(existing, context) };
  return make(body, body.externalId, context);
}

function create(request: SimulatorRequest, context: GraphContext): SimulatorAnswer {
  const body = readBody(request);
  if (body === null) return refuse(context, 400, 'BadRequest', 'Invalid request body.');
  if (body.externalId !== undefined) {
    return refuse(context, 400, 'BadRequest', 'externalId cannot be set on this operation.');
  }
  return make(body, null, context);
}

function make(body: MeetingBody, externalId: string | null, context: GraphContext): SimulatorAnswer {
  if (body.endDateTime !== undefined && body.startDateTime === undefined) {
    return refuse(context, 400, 'BadRequest', 'endDateTime was given without startDateTime.');
  }
  const nowMs = context.now.getTime();
  const startMs = body.startDateTime === undefined ? nowMs : Date.parse(body.startDateTime);
  const endMs = body.endDateTime === undefined ? startMs + HOUR_MS : Date.parse(body.endDateTime);
  if (endMs < startMs) return refuse(context, 400, 'BadRequest', 'endDateTime is before startDateTime.');
  const wishes: MeetingWishes = { subject: body.subject ?? null, startMs, endMs };
  const options = { nowMs, hasLongLink: context.settings.hasLongLinks };
  const meeting = context.meetings.create(context.user.id, externalId, wishes, options);
  return { status: 201, body: describeMeeting(meeting, context) };
}

function update(request: SimulatorRequest, meeting: OnlineMeeting, context: GraphContext): SimulatorAnswer {
  const body = readBody(request);
  if (body === null) return refuse(context, 400, 'BadRequest', 'Invalid request body.');
  if ((body.startDateTime === undefined) !== (body.endDateTime === undefined)) {
    return refuse(context, 400, 'BadRequest', 'startDateTime and endDateTime must be given together.');
  }
  const startMs = body.startDateTime === undefined ? meeting.startMs : Date.parse(body.startDateTime);
  const endMs = body.endDateTime === undefined ? meeting.endMs : Date.parse(body.endDateTime);
  if (endMs < startMs) return refuse(context, 400, 'BadRequest', 'endDateTime is before startDateTime.');
  const subject = body.subject === undefined ? meeting.subject : body.subject;
  const changed = context.meetings.update(meeting, { subject, startMs, endMs });
  // Graph leaves the join settings out of this answer.
  const { joinMeetingIdSettings: _, ...rest } = describeMeeting(changed, context);
  return { status: 200, body: rest };
}

function readBody(request: SimulatorRequest): MeetingBody | null {
  try {
    const parsed = meetingBodySchema.safeParse(JSON.parse(request.body));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function describeUser(user: MicrosoftUser): Readonly<Record<string, unknown>> {
  return {
    '@odata.context':
      'https://graph.microsoft.com/v1.0/$metadata#users(id,displayName,mail,userPrincipalName)/$entity',
    id: user.id,
    displayName: user.name,
    mail: user.mail === undefined ? user.email : user.mail,
    userPrincipalName: user.email,
  };
}

function describeMeeting(meeting: OnlineMeeting, { user, settings }: GraphContext) {
  const conferenceId = meeting.createdMs.toString().slice(-9);
  return {
    '@odata.context': "https://graph.microsoft.com/v1.0/$metadata#users('me')/onlineMeetings/$entity",
    '@odata.type': '#microsoft.graph.onlineMeeting',
    id: meeting.id,
    creationDateTime: graphInstant(meeting.createdMs),
    startDateTime: graphInstant(meeting.startMs),
    endDateTime: graphInstant(meeting.endMs),
    joinUrl: meeting.joinUrl,
    joinWebUrl: meeting.joinUrl,
    subject: meeting.subject,
    externalId: meeting.externalId,
    isBroadcast: false,
    autoAdmittedUsers: 'EveryoneInCompany',
    videoTeleconferenceId: null,
    lobbyBypassSettings: { scope: 'organization', isDialInBypassEnabled: false },
    joinMeetingIdSettings: { isPasscodeRequired: true, joinMeetingId: '294817365012', passcode: 'Qx7Lm2' },
    audioConferencing: settings.hasAudioConferencing
      ? {
          [settings.writesConferenceIdWithCapital ? 'ConferenceId' : 'conferenceId']: conferenceId,
          tollNumber: '+61 2 8318 0000',
          tollFreeNumber: '1800 555 100',
          dialinUrl: `https://dialin.teams.microsoft.com/22f12fa0-499f-435b-bc69-b8de580ba330?id=${conferenceId}`,
        }
      : null,
    chatInfo: { threadId: '19:meeting@thread.v2', messageId: '0', replyChainMessageId: null },
    participants: { organizer: { upn: user.email, role: 'presenter', identity: { user: { id: user.id } } } },
  };
}

/** Graph writes seven decimals. */
function graphInstant(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '0000Z');
}

function refuse(context: GraphContext, status: number, code: string, message: string): SimulatorAnswer {
  return graphError(status, code, message, context.now);
}
