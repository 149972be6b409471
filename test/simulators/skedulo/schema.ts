import { buildSchema, GraphQLError, GraphQLScalarType } from 'graphql';
import type { GraphQLSchema } from 'graphql';

/** Objects that can be listed, each with filter and order types of its own. */
export const LISTED_OBJECTS = ['Jobs', 'Attendees', 'JobAllocations', 'Contacts'] as const;
export type ListedObject = (typeof LISTED_OBJECTS)[number];

const LISTS = LISTED_OBJECTS.map(
  (name) => `
scalar EQLQueryFilter${name}
scalar EQLOrderByClause${name}
type Edge${name} { cursor: Base64! offset: Int! node: ${name}! }
type QueryResult${name} { totalCount: Int! edges: [Edge${name}!]! pageInfo: PageInfo! }
extend type Query {
  ${name.charAt(0).toLowerCase()}${name.slice(1)}(
    filter: EQLQueryFilter${name}, orderBy: EQLOrderByClause${name}, first: PositiveIntMax200,
    limit: Int, after: Base64, offset: NonNegativeInt
  ): QueryResult${name}!
}`,
).join('\n');

/** The part of Skedulo's schema that has to do with jobs and their guests. */
const SDL = `
scalar Base64
scalar PositiveIntMax200
scalar NonNegativeInt
scalar Instant
scalar Duration

type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: Base64 endCursor: Base64 }

type Contacts { UID: ID! FirstName: String LastName: String! FullName: String! Email: String Phone: String }
type Resources { UID: ID! Name: String! Email: String }
type Regions { UID: ID! Name: String! Timezone: String! CountryCode: String }
type Attendees {
  UID: ID! JobId: ID! ContactId: ID Contact: Contacts Status: String! CancelReason: String LastModifiedDate: Instant!
}
type JobAllocations {
  UID: ID! Name: String! JobId: ID! ResourceId: ID! Resource: Resources Status: String!
}
type Jobs {
  UID: ID! Name: String! Description: String JobStatus: String! Start: Instant End: Instant Duration: Duration!
  Timezone: String! Type: String Urgency: String Address: String ContactId: ID Contact: Contacts
  RegionId: ID! Region: Regions! IsGroupEvent: Boolean! Locked: Boolean! AbortReason: String NotesComments: String
  VirtualMeetingId: String VirtualMeetingInfo: String VirtualMeetingURL: String
  CreatedDate: Instant! LastModifiedDate: Instant! LastModifiedById: ID!
  Attendees(filter: EQLQueryFilterAttendees, orderBy: EQLOrderByClauseAttendees, limit: Int): [Attendees!]!
  JobAllocations(
    filter: EQLQueryFilterJobAllocations, orderBy: EQLOrderByClauseJobAllocations, limit: Int
  ): [JobAllocations!]!
}

input UpdateJobs {
  UID: ID! Description: String JobStatus: String Start: Instant End: Instant Duration: Duration
  Type: String Urgency: String Address: String ContactId: ID RegionId: ID IsGroupEvent: Boolean Locked: Boolean
  AbortReason: String NotesComments: String
  VirtualMeetingId: String VirtualMeetingInfo: String VirtualMeetingURL: String
}

type Query { jobsById(UID: ID!): Jobs }
type SchemaMutation { updateJobs(input: UpdateJobs!): ID! deleteJobs(UID: ID!): ID! getJobs(id: ID!): Jobs }
type Mutation { schema: SchemaMutation! }
${LISTS}
`;

/** Builds the schema with scalars that refuse what the real ones refuse. */
export function buildSkeduloSchema(): GraphQLSchema {
  const schema = buildSchema(SDL);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(type instanceof GraphQLScalarType)) continue;
    const check = checkFor(type.name);
    if (check === null) continue;
    const { parseLiteral } = type;
    type.parseValue = (value) => checked(type.name, value, check);
    type.parseLiteral = (node, variables) => checked(type.name, parseLiteral(node, variables), check);
  }
  return schema;
}

function checkFor(name: string): ((value: unknown) => boolean) | null {
  if (name.startsWith('EQL')) return (value) => typeof value === 'string';
  switch (name) {
    case 'Base64':
      return (value) => typeof value === 'string' && /^[A-Za-z0-9+/]+={0,2}$/.test(value);
    case 'PositiveIntMax200':
      return (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 200;
    case 'NonNegativeInt':
      return (value) => Number.isInteger(value) && Number(value) >= 0;
    case 'Duration':
      return (value) => Number.isInteger(value);
    case 'Instant':
      return (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value));
    default:
      return null;
  }
}

function checked(name: string, value: unknown, check: (value: unknown) => boolean): unknown {
  if (!check(value)) throw new GraphQLError(`Expected a value of type ${name}`);
  return value;
}
