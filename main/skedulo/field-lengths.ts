import * as z from 'zod';
import type { SkeduloClient } from './client.ts';

export type LinkField = 'VirtualMeetingURL' | 'VirtualMeetingId' | 'VirtualMeetingInfo';
const LINK_FIELDS: readonly LinkField[] = ['VirtualMeetingURL', 'VirtualMeetingId', 'VirtualMeetingInfo'];

/** How many characters each field holds, where Skedulo tells. */
export type FieldLengths = ReadonlyMap<LinkField, number>;

const DEEPEST_LEVEL = 8;

const fieldItem = z.object({
  name: z.string().nullish(),
  fieldName: z.string().nullish(),
  fieldname: z.string().nullish(),
  schemaName: z.string().nullish(),
  maxLength: z.number().nullish(),
  column: z.object({ maxLength: z.number().nullish() }).nullish(),
});

/**
 * Reads how long the three fields may be. The shape of `/custom/fields` is not documented, nor whether it lists
 * standard fields, so this looks for items of the right name anywhere. Whatever goes wrong, the lengths are unknown.
 */
export async function readFieldLengths(client: SkeduloClient, signal: AbortSignal): Promise<FieldLengths> {
  const answer = await client.get('/custom/fields?legacyAlertPrefix=false', signal);
  if (!answer.ok || answer.value.status !== 200) return new Map();
  try {
    return findFieldLengths(JSON.parse(answer.value.text));
  } catch {
    return new Map();
  }
}

/** Finds the lengths of the three fields of Jobs in metadata of any shape. */
export function findFieldLengths(metadata: unknown): FieldLengths {
  const lengths = new Map<LinkField, number>();
  const visit = (value: unknown, level: number, isOfJobs: boolean): void => {
    if (level > DEEPEST_LEVEL || typeof value !== 'object' || value === null) return;
    const item = fieldItem.safeParse(value);
    if (item.success && isOfJobs) {
      const { data } = item;
      const name = data.name ?? data.fieldName ?? data.fieldname;
      const field = LINK_FIELDS.find((candidate) => candidate === name);
      const length = data.maxLength ?? data.column?.maxLength;
      const isOther = (data.schemaName ?? 'Jobs') !== 'Jobs';
      if (field !== undefined && !isOther && typeof length === 'number' && length > 0)
        lengths.set(field, length);
    }
    for (const [key, inner] of Object.entries(value)) {
      // Metadata may be grouped by object: a list under `Contacts` says nothing of jobs.
      const isOtherObject =
        !Array.isArray(value) && /^[A-Z]/.test(key) && key !== 'Jobs' && Array.isArray(inner);
      visit(inner, level + 1, isOfJobs && !isOtherObject);
    }
  };
  visit(metadata, 0, true);
  return lengths;
}

/**
 * Shortens the text for people to `maxLength` characters by leaving out lines from the last but one upwards. The last
 * line always stays whole: ReadyMeet knows its own link by it. Null when even that line is too long.
 */
export function shortenInfo(info: string, maxLength: number): string | null {
  if (info.length <= maxLength) return info;
  const lines = info.split('\n');
  const last = lines.pop() ?? '';
  if (last.length > maxLength) return null;
  while (lines.length > 0) {
    lines.pop();
    const shorter = [...lines, last].join('\n');
    if (shorter.length <= maxLength) return shorter;
  }
  return last;
}
