import type { CommandInput, CommandName } from '../../../preload/contract/commands.ts';
import { DEFAULT_LETTER_TEMPLATE } from '../../../main/mail/letter-template.ts';

export const JOB_ID = 'a0000000-0000-4000-8000-000000000042';

const FORM = {
  skeduloToken: 'a-new-token',
  meetingPassword: 'zoom-pw-77',
  enableAttendees: true,
  sendIcsToRecipients: true,
};

/** A good example of each command: one that is missing here does not compile. */
export const EXAMPLES: { readonly [Name in CommandName]: CommandInput<Name> } = {
  'sync-now': {},
  pause: { until: 'hour' },
  resume: {},
  'watch-job': { jobId: JOB_ID },
  'retry-job': { jobId: JOB_ID },
  'resend-invitation': { jobId: JOB_ID, address: 'ann.lee@customer.test' },
  'open-job-in-skedulo': { jobId: JOB_ID },
  'select-provider': { kind: 'teams' },
  'authorize-provider': { kind: 'teams' },
  'use-browser-for-sign-in': {},
  'reopen-sign-in': {},
  'cancel-sign-in': {},
  'remove-provider': {},
  'save-own-app': {
    kind: 'teams',
    clientId: 'our-own-app',
    clientSecret: 'client-secret-of-the-office',
    redirectUrl: 'https://acme.test/back',
    directoryId: 'acme.onmicrosoft.com',
  },
  'connect-skedulo': { token: 'a-new-token', apiUrl: 'https://api.au.skedulo.com' },
  'preview-automation': FORM,
  'enable-automation': FORM,
  'disable-automation': {},
  'make-test-meeting': {},
  'save-mail-server': {
    from: 'Acme Care <care@acme.test>',
    host: 'smtp.acme.test',
    port: 587,
    security: 'starttls',
    user: 'care@acme.test',
    password: 'smtp-password-of-the-office',
  },
  'remove-mail-server': {},
  'send-test-invitation': { to: 'olga@acme.test' },
  'preview-letter': {
    template: DEFAULT_LETTER_TEMPLATE,
    kind: 'request',
    timeZone: 'Australia/Brisbane',
  },
  'save-letter-template': { template: DEFAULT_LETTER_TEMPLATE },
  'reset-letter-template': {},
  'save-settings': { opensAtLogin: true, showsNotifications: false, pollSeconds: 60 },
  'watch-log': { isOn: true },
  'prepare-diagnostics': {},
  'save-diagnostics': {},
  'open-data-folder': {},
  'cancel-task': { command: 'sync-now' },
};
