import type { View } from '../../preload/contract/view.ts';
import type { Facts } from './facts.ts';
import { isLoopback } from '../http/loopback.ts';
import { countOf } from './problem-words.ts';
import { attentionTitle } from './view-attention.ts';
import { headline } from './view-headline.ts';
import { needsPerson } from './view-parties.ts';

const DAY_MS = 86_400_000;
/** How long before its end a token is spoken of. */
const TOKEN_NOTICE_MS = 14 * DAY_MS;
/** Things to know that need nobody now. */
export function notices(facts: Facts): View['notices'] {
  return [
    ...facts.settingsNotices.map((message) => ({ code: 'settings-mended', message })),
    ...tokenNotice(facts),
    ...mailNotice(facts),
    ...passingTroubles(facts),
    ...facts.status.notices.map(({ code, message }) => ({ code, message })),
    ...removalNotice(facts),
  ];
}

function tokenNotice({ secrets, nowMs }: Facts): View['notices'] {
  const endsAtMs = secrets.skeduloToken?.expiresAtMs ?? null;
  if (endsAtMs === null || endsAtMs <= nowMs || endsAtMs - nowMs > TOKEN_NOTICE_MS) return [];
  const days = Math.floor((endsAtMs - nowMs) / DAY_MS);
  const when = days === 0 ? 'within a day' : `in ${countOf(days, 'day')}`;
  return [
    {
      code: 'token-ends-soon',
      message: `The Skedulo API token ends ${when}. Create a new one in Skedulo and enter it on the Automation page; what was made is kept.`,
    },
  ];
}

function mailNotice({ settings }: Facts): View['notices'] {
  const { mail } = settings;
  if (mail === null || mail.security !== 'none' || isLoopback(mail.host)) return [];
  return [
    {
      code: 'mail-not-encrypted',
      message: `Invitations go to the mail server ${mail.host} without encryption: names, links and the password can be read on the way. Choose STARTTLS or TLS on the E-mail page.`,
    },
  ];
}

/** Outages that pass by themselves. That Skedulo is out of reach says the headline; what else it says is not said twice. */
function passingTroubles(facts: Facts): View['notices'] {
  const { cause } = headline(facts);
  return facts.status.troubles
    .filter((trouble) => !needsPerson(trouble) && trouble.party !== 'skedulo' && trouble.party !== 'ledger')
    .map((trouble) => {
      const title = attentionTitle(trouble, facts);
      const details = `${trouble.failure.message} ReadyMeet tries again by itself.`;
      return { code: trouble.failure.code, message: title === cause ? details : `${title}. ${details}` };
    });
}

function removalNotice({ settings }: Facts): View['notices'] {
  const { removalNote } = settings;
  return removalNote === null ? [] : [{ code: 'authorization-left', message: removalNote }];
}
