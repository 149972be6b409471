import { IANAZone } from 'luxon';
import { parseSender } from '../../mail/address.ts';
import type { Handler } from '../admin-context.ts';
import { DONE, refuse } from '../answers.ts';

/** Has this page sent a sample letter made by a template that is not saved. */
export const previewLetter: Handler<'preview-letter'> = (
  { template, kind, timeZone },
  { clock, letters, settings },
  session,
) => {
  if (!IANAZone.isValidZone(timeZone)) {
    return Promise.resolve(
      refuse('time-zone-unknown', 'This is not a known time zone.', {
        mend: 'Choose one of the list, such as Australia/Brisbane.',
        field: 'timeZone',
      }),
    );
  }
  const from = settings.current.mail?.from ?? null;
  const sender = from === null ? null : parseSender(from);
  const payload = letters.preview(
    template,
    kind,
    timeZone,
    clock.nowMs(),
    sender?.ok === true ? sender.value : null,
  );
  session.push({ name: 'letter-preview', payload });
  return Promise.resolve(DONE);
};
