import { isJobId } from './eql.ts';

/** Most rows a child list may carry; a longer list of attendees is read by a query of its own. */
export const ATTENDEES_PER_JOB = 2000;

/**
 * The fields ReadyMeet needs of a job. Each child list has its own `limit`: as soon as the list of jobs has one,
 * Skedulo silently cuts child lists without one to 20 rows. Removed allocations stay as rows with status Deleted.
 */
const JOB_FIELDS = `fragment JobFields on Jobs {
  UID Name JobStatus Start End Duration Timezone Type IsGroupEvent Locked
  VirtualMeetingId VirtualMeetingURL VirtualMeetingInfo LastModifiedDate
  ContactId Contact { UID FullName Email }
  Attendees(limit: ${String(ATTENDEES_PER_JOB)}) { UID Status ContactId Contact { UID FullName Email } }
  JobAllocations(filter: "Status != 'Deleted'", limit: 200) { UID Status Resource { Name } }
}`;

/**
 * One page of jobs. Filter and order are variables of Skedulo's own scalar types (a `String` variable is refused);
 * `limit` is a literal because the type of its variable is not documented.
 */
export function jobsDocument(limit: number): string {
  return `query ReadJobs($filter: EQLQueryFilterJobs, $orderBy: EQLOrderByClauseJobs, $after: Base64) {
  jobs(filter: $filter, orderBy: $orderBy, limit: ${String(limit)}, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { node { ...JobFields } }
  }
}
${JOB_FIELDS}`;
}

/** Several jobs by id, as `job0`, `job1` and so on; null where Skedulo shows none. The ids must pass `isJobId`. */
export function jobsByIdDocument(jobIds: readonly string[]): string {
  const fields = jobIds.map(
    (id, index) => `  job${String(index)}: jobsById(UID: "${checked(id)}") { ...JobFields }`,
  );
  return `query ReadJobsById {\n${fields.join('\n')}\n}\n${JOB_FIELDS}`;
}

function checked(jobId: string): string {
  if (!isJobId(jobId)) throw new Error('An id that is no Skedulo id must not reach a question.');
  return jobId;
}

/** One page of the attendees of one job. The id must pass `isJobId`. */
export function attendeesDocument(jobId: string, limit: number): string {
  return `query ReadAttendees($after: Base64) {
  attendees(filter: "JobId == '${checked(jobId)}'", orderBy: "UID ASC", limit: ${String(limit)}, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { node { UID Status ContactId Contact { UID FullName Email } } }
  }
}`;
}

/** Changes the fields of one job that the input names. */
export const WRITE_LINK_DOCUMENT = `mutation WriteLink($input: UpdateJobs!) {
  schema { updateJobs(input: $input) }
}`;
