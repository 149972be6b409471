import { failed, inputFailure, success } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { JobLink } from '../sync/model.ts';
import { writeLinkAnswer } from './answers.ts';
import type { SkeduloClient } from './client.ts';
import { isJobId } from './eql.ts';
import { unexpectedAnswer } from './failures.ts';
import { shortenInfo } from './field-lengths.ts';
import type { FieldLengths } from './field-lengths.ts';
import { WRITE_LINK_DOCUMENT } from './queries.ts';
import { secretParts } from './server-words.ts';

/**
 * Writes the three fields of one job by one mutation of its own: several in one request share a transaction, and one
 * locked job would undo them all. Values that Skedulo is known not to hold are refused before anything is sent.
 */
export async function writeLink(
  client: SkeduloClient,
  lengths: FieldLengths,
  jobId: string,
  link: JobLink,
  signal: AbortSignal,
): Promise<Result<void>> {
  if (!isJobId(jobId)) return failed(unusableJobId());
  const fitted = fitLink(link, lengths);
  if (!fitted.ok) return fitted;
  const { url, id, info } = fitted.value;
  const answer = await client.graphql(
    {
      operationName: 'WriteLink',
      document: WRITE_LINK_DOCUMENT,
      variables: {
        input: { UID: jobId, VirtualMeetingURL: url, VirtualMeetingId: id, VirtualMeetingInfo: info },
      },
      isWrite: true,
      secrets: [...secretParts(link.info), ...(url === null ? [] : [url])],
    },
    signal,
  );
  if (!answer.ok) return answer;
  const parsed = writeLinkAnswer.safeParse(answer.value.data);
  if (!parsed.success || parsed.data.schema.updateJobs !== jobId) {
    return failed(unexpectedAnswer('a change of a job', true));
  }
  return success(undefined);
}

/** Checks a link against the lengths of its fields, where they are known, and shortens the text for people. */
export function fitLink(link: JobLink, lengths: FieldLengths): Result<JobLink> {
  const urlMost = lengths.get('VirtualMeetingURL') ?? Infinity;
  const idMost = lengths.get('VirtualMeetingId') ?? Infinity;
  const infoMost = lengths.get('VirtualMeetingInfo') ?? Infinity;
  if (link.url !== null && link.url.length > urlMost) {
    return failed(tooLong("The meeting's link", 'VirtualMeetingURL', link.url.length, urlMost));
  }
  if (link.id !== null && link.id.length > idMost) {
    return failed(tooLong("The meeting's id", 'VirtualMeetingId', link.id.length, idMost));
  }
  if (link.info === null) return success(link);
  const info = shortenInfo(link.info, infoMost);
  if (info === null) {
    return failed(tooLong("The meeting's description", 'VirtualMeetingInfo', link.info.length, infoMost));
  }
  return success({ ...link, info });
}

function tooLong(what: string, field: string, length: number, most: number): Failure {
  return inputFailure({
    party: 'skedulo',
    code: 'link-too-long',
    field,
    message: `${what} has ${String(length)} characters, and Skedulo's field ${field} holds ${String(most)}.`,
    mend: `Ask whoever looks after Skedulo to make the field ${field} of Jobs longer.`,
  });
}

/** The id cannot be used in a question to Skedulo. */
export function unusableJobId(): Failure {
  return inputFailure({
    party: 'skedulo',
    code: 'unusable-job-id',
    message: 'The id kept for this job is not one that Skedulo gives.',
    mend: 'Report this: the record of this job seems to be damaged.',
  });
}
