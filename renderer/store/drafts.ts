import type { LetterTemplate } from '../../preload/contract/letters.ts';
import type { ProviderKind } from '../../preload/contract/primitives.ts';

/** What is typed on the Automation page and not yet sent. Gone when the window is closed: it may hold secrets. */
export interface AutomationDraft {
  readonly token: string;
  readonly apiUrl: string;
  readonly meetingPassword: string;
  readonly forgetsMeetingPassword: boolean;
  readonly enableAttendees: boolean;
  readonly sendIcsToRecipients: boolean;
}

export interface OwnAppDraft {
  readonly kind: ProviderKind;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUrl: string;
  /** Microsoft only; empty for every other provider. */
  readonly directoryId: string;
}

export interface MailDraft {
  readonly from: string;
  readonly host: string;
  readonly port: string;
  readonly security: 'starttls' | 'tls' | 'none';
  readonly user: string;
  readonly password: string;
}

/** Forms as they are being filled in; null where nothing was changed. Leaving a page loses none of it. */
export interface Drafts {
  readonly automation: AutomationDraft | null;
  readonly ownApp: OwnAppDraft | null;
  readonly mail: MailDraft | null;
  /** Where a test invitation is to go. */
  readonly testAddress: string | null;
  readonly letter: LetterTemplate | null;
}

export const NO_DRAFTS: Drafts = {
  automation: null,
  ownApp: null,
  mail: null,
  testAddress: null,
  letter: null,
};
