import * as z from 'zod';
import type { DialIn, Meeting } from '../../sync/model.ts';

const optionalText = z.string().trim().nullish().catch(undefined);

const entryPointSchema = z.object({
  entryPointType: optionalText,
  uri: optionalText,
  label: optionalText,
  pin: optionalText,
  accessCode: optionalText,
  passcode: optionalText,
  password: optionalText,
  regionCode: optionalText,
});
type EntryPoint = z.infer<typeof entryPointSchema>;

/** The parts of a Calendar v3 event that are used; everything but the id may be missing. */
export const calendarEventSchema = z.object({
  id: z.string().min(1),
  status: optionalText,
  hangoutLink: optionalText,
  conferenceData: z
    .object({
      entryPoints: z.array(entryPointSchema).nullish().catch(undefined),
      createRequest: z
        .object({
          requestId: optionalText,
          status: z.object({ statusCode: optionalText }).nullish().catch(undefined),
        })
        .nullish()
        .catch(undefined),
    })
    .nullish()
    .catch(undefined),
});
export type CalendarEvent = z.infer<typeof calendarEventSchema>;

/** Deleted events stay readable, with this status. */
export function isCancelled(event: CalendarEvent): boolean {
  return event.status === 'cancelled';
}

/** Whether Google is still making the conference: it does so after it has answered. */
export function isConferencePending(event: CalendarEvent): boolean {
  return event.conferenceData?.createRequest?.status?.statusCode === 'pending';
}

/** Reads the meeting off an event; null while, or because, the event has no conference to join. */
export function readMeeting(event: CalendarEvent): Meeting | null {
  const entryPoints = event.conferenceData?.entryPoints ?? [];
  const video = entryPoints.find(({ entryPointType }) => entryPointType === 'video');
  const joinUrl = webAddressOf(video?.uri) ?? webAddressOf(event.hangoutLink);
  if (joinUrl === null) return null;
  return {
    providerKind: 'meet',
    id: event.id,
    joinUrl,
    passcode: firstText(video?.accessCode, video?.pin, video?.passcode, video?.password),
    dialIn: entryPoints.flatMap(readDialIn),
  };
}

function readDialIn(entryPoint: EntryPoint): DialIn[] {
  if (entryPoint.entryPointType !== 'phone') return [];
  // `label` is the number as written in its country; `uri` is `tel:` and the same number with dashes.
  const number = firstText(entryPoint.label, entryPoint.uri?.replace(/^tel:/i, ''));
  if (number === null) return [];
  return [
    {
      number,
      label: regionNameOf(entryPoint.regionCode),
      code: firstText(entryPoint.pin, entryPoint.accessCode, entryPoint.passcode, entryPoint.password),
    },
  ];
}

function regionNameOf(regionCode: string | null | undefined): string | null {
  if (typeof regionCode !== 'string' || !/^[A-Z]{2}$/.test(regionCode)) return null;
  return new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' }).of(regionCode) ?? null;
}

function firstText(...texts: readonly (string | null | undefined)[]): string | null {
  return texts.find((text) => typeof text === 'string' && text !== '') ?? null;
}

/** A link that guests are to click must be a web address, whatever else an answer may hold. */
function webAddressOf(text: string | null | undefined): string | null {
  if (typeof text !== 'string' || !URL.canParse(text)) return null;
  return new URL(text).protocol === 'https:' ? text : null;
}
