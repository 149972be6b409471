import { z } from 'zod';
import { mailSecuritySchema } from './connections.ts';
import { letterKindSchema, letterTemplateSchema } from './letters.ts';
import { providerKindSchema } from './primitives.ts';

const nothing = z.strictObject({});
/** Ids of Skedulo: UUIDs, or 15 or 18 letters and digits. */
const jobId = z.string().regex(/^[A-Za-z0-9-]{15,64}$/);
const address = z.string().min(3).max(320);
/** What is typed as a secret; never blank. Null keeps the one that is stored. */
const newSecret = z.string().trim().min(1).max(20_000).nullable();
const webAddress = z.url({ protocol: /^https?$/ }).max(2000);

const automationForm = z.strictObject({
  skeduloToken: newSecret,
  /** Zoom only. An empty text forgets the stored one; null keeps it. */
  meetingPassword: z.string().max(100).nullable(),
  enableAttendees: z.boolean(),
  sendIcsToRecipients: z.boolean(),
});
export type AutomationForm = z.infer<typeof automationForm>;

const mailForm = z.strictObject({
  from: z.string().max(500),
  host: z.string().max(255),
  port: z.int().min(1).max(65_535),
  security: mailSecuritySchema,
  user: z.string().max(500).nullable(),
  /** Null keeps the one that is stored. */
  password: z.string().max(2000).nullable(),
});
export type MailForm = z.infer<typeof mailForm>;

/**
 * Everything the page can ask for: the schema of each input. A command answers with success (and perhaps an id) or
 * with a problem, never with state: state comes with the pushes. Commands that take long stay open until they end.
 */
export const commands = {
  // The engine
  'sync-now': nothing,
  pause: z.strictObject({ until: z.enum(['half-hour', 'hour', 'tomorrow']) }),
  resume: nothing,

  // Jobs
  /** Has this page sent the details of one job, now and whenever they change; null stops that. */
  'watch-job': z.strictObject({ jobId: jobId.nullable() }),
  'retry-job': z.strictObject({ jobId }),
  /** Sends the last accepted invitation once more, to one guest or (null) to all. */
  'resend-invitation': z.strictObject({ jobId, address: address.nullable() }),
  /** Where the program opens web addresses. */
  'open-job-in-skedulo': z.strictObject({ jobId }),

  // Meetings provider
  'select-provider': z.strictObject({ kind: providerKindSchema }),
  /** Answers as soon as the sign-in has begun; how it goes on is in the view. */
  'authorize-provider': z.strictObject({ kind: providerKindSchema }),
  /** Goes on in the system's browser instead of the app's own window. */
  'use-browser-for-sign-in': nothing,
  /** Opens the sign-in page again. */
  'reopen-sign-in': nothing,
  'cancel-sign-in': nothing,
  'remove-provider': nothing,
  'save-own-app': z.strictObject({
    kind: providerKindSchema,
    /** Null goes back to the registration ReadyMeet brings. */
    clientId: z.string().trim().min(1).max(500).nullable(),
    /** Null keeps the stored one, unless the client id is another; an empty text forgets it. */
    clientSecret: z.string().max(2000).nullable(),
    redirectUrl: webAddress.nullable(),
    /** Teams only: the directory (tenant) of an app for one organization, by its id or domain; null for all. */
    directoryId: z.string().trim().min(1).max(253).nullable(),
  }),

  // Automation
  /** Checks the token and keeps it when it is good. */
  'connect-skedulo': z.strictObject({
    token: newSecret,
    /** Null lets ReadyMeet find the region. */
    apiUrl: webAddress.nullable(),
  }),
  /** Checks token, provider and mail, then counts what enabling would do. */
  'preview-automation': automationForm,
  'enable-automation': automationForm,
  'disable-automation': nothing,
  /** Makes a meeting at the provider and removes it again. */
  'make-test-meeting': nothing,

  // E-mail
  'save-mail-server': mailForm,
  'remove-mail-server': nothing,
  'send-test-invitation': z.strictObject({ to: address }),
  /** Has this page sent a preview of a template that is not saved. */
  'preview-letter': z.strictObject({
    template: letterTemplateSchema,
    kind: letterKindSchema,
    timeZone: z.string().max(100),
  }),
  'save-letter-template': z.strictObject({ template: letterTemplateSchema }),
  'reset-letter-template': nothing,

  // Settings
  'save-settings': z.strictObject({
    opensAtLogin: z.boolean().nullable(),
    showsNotifications: z.boolean().nullable(),
    pollSeconds: z.int().min(5).max(3600),
  }),
  /** Has this page sent the newest lines of the log until it is switched off. */
  'watch-log': z.strictObject({ isOn: z.boolean() }),
  /** Has this page sent the text for whoever helps. */
  'prepare-diagnostics': nothing,
  /** Saves what this page was sent last. Where the program saves files: asks where to. */
  'save-diagnostics': nothing,
  'open-data-folder': nothing,

  /** Stops the task of that name in `view.tasks`. */
  'cancel-task': z.strictObject({ command: z.string().max(100) }),
} as const satisfies Record<string, z.ZodType>;

export type CommandName = keyof typeof commands;
export type CommandInput<Name extends CommandName> = z.infer<(typeof commands)[Name]>;

export const COMMAND_NAMES: readonly CommandName[] = Object.keys(commands).filter(isCommandName);

/** Whether a text from outside names a command. */
export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}
