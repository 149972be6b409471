import * as z from 'zod';
import type { DialIn, Meeting } from '../../sync/model.ts';

const optionalText = z.string().trim().nullish().catch(undefined);
const optionalCode = z
  .union([z.string().trim(), z.number().transform(String)])
  .nullish()
  .catch(undefined);

/**
 * The parts of Graph's `onlineMeeting` that are used. Answers are often shortened (an update leaves out the join
 * settings), and tenants without audio conferencing have no phone part at all, so everything but the id may be missing.
 */
const onlineMeetingSchema = z.object({
  id: z.string().min(1),
  joinWebUrl: optionalText,
  joinMeetingIdSettings: z.object({ passcode: optionalText }).nullish().catch(undefined),
  audioConferencing: z
    .object({
      conferenceId: optionalCode,
      // Graph has been seen to write this one name with a capital letter.
      ConferenceId: optionalCode,
      tollNumber: optionalText,
      tollFreeNumber: optionalText,
    })
    .nullish()
    .catch(undefined),
});
type OnlineMeeting = z.infer<typeof onlineMeetingSchema>;

/**
 * Reads an `onlineMeeting`. What the answer leaves out is taken from `known`, the meeting as it was before.
 * Returns null when there is no usable id or join link.
 */
export function readOnlineMeeting(body: unknown, known: Meeting | null): Meeting | null {
  const parsed = onlineMeetingSchema.safeParse(body);
  if (!parsed.success) return null;
  const answer = parsed.data;
  const joinUrl = isWebAddress(answer.joinWebUrl) ? answer.joinWebUrl : (known?.joinUrl ?? null);
  if (joinUrl === null) return null;
  return {
    providerKind: 'teams',
    id: answer.id,
    joinUrl,
    passcode: passcodeOf(answer, known),
    dialIn: answer.audioConferencing === undefined ? (known?.dialIn ?? []) : dialInOf(answer),
  };
}

function passcodeOf(
  { joinMeetingIdSettings: settings }: OnlineMeeting,
  known: Meeting | null,
): string | null {
  if (settings === undefined) return known?.passcode ?? null;
  return blankAsNull(settings?.passcode);
}

function dialInOf({ audioConferencing: phone }: OnlineMeeting): DialIn[] {
  const code = blankAsNull(phone?.conferenceId) ?? blankAsNull(phone?.ConferenceId);
  const numbers: DialIn[] = [];
  const toll = blankAsNull(phone?.tollNumber);
  if (toll !== null) numbers.push({ number: toll, label: null, code });
  const tollFree = blankAsNull(phone?.tollFreeNumber);
  if (tollFree !== null) numbers.push({ number: tollFree, label: 'toll-free', code });
  return numbers;
}

function blankAsNull(text: string | null | undefined): string | null {
  return text === undefined || text === null || text === '' ? null : text;
}

/** A link that guests are to click must be a web address, whatever else an answer may hold. */
function isWebAddress(text: string | null | undefined): text is string {
  return typeof text === 'string' && URL.canParse(text) && new URL(text).protocol === 'https:';
}
