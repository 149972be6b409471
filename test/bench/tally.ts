import type { HttpSimulator } from '../simulators/kit/http-simulator.ts';
import type { StandIns } from '../simulators/world/stand-ins.ts';
import { extremesOf } from './figures.ts';
import type { Tally } from './stand-ins-protocol.ts';

/** Counts what has happened at the stand-ins for Skedulo, Microsoft and the mailbox since they were started. */
export function tallyOf({ skedulo, microsoft, mailbox }: StandIns): Tally {
  const { office } = skedulo;
  const meetings = microsoft.meetings.all();
  const guests = [...office.contacts.values()].flatMap(({ Email }) => (Email === null ? [] : [Email]));
  const graphqlRequests = countRequests(skedulo.http, /^POST \/graphql\/graphql$/);
  // The office notes changes that took place: a refused one would count as a read, which hides nothing.
  const graphqlWrites = office.mutations.length;
  return {
    graphqlWrites,
    graphqlReads: graphqlRequests - graphqlWrites,
    mutationsPerJob: extremesOf(
      office.jobs.keys(),
      office.mutations.map(({ uid }) => uid),
    ),
    createRequests: countRequests(microsoft.http, /^POST \/v1\.0\/me\/onlineMeetings(\/createOrGet)?$/),
    meetings: meetings.length,
    meetingsPerKey: extremesOf(
      [],
      meetings.map(({ id, externalId }) => externalId ?? id),
    ),
    createdAtMs: meetings.map(({ createdMs }) => createdMs),
    messages: mailbox.messageCount,
    messagesPerGuest: extremesOf(
      guests,
      mailbox.envelopes.flatMap(({ to }) => to),
    ),
  };
}

/** The simulators drop old requests past a number: a count that misses some would be a false one. */
function countRequests({ requests, requestCount }: HttpSimulator, pattern: RegExp): number {
  if (requests.length !== requestCount) {
    throw new Error(
      `${String(requestCount)} requests came, more than the stand-in keeps: they cannot be told apart.`,
    );
  }
  return requests.filter((request) => pattern.test(request)).length;
}
