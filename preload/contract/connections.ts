import { z } from 'zod';
import { checkSchema, instantSchema, problemSchema, providerKindSchema } from './primitives.ts';

export const skeduloViewSchema = z.strictObject({
  state: z.enum(['not-set-up', 'checking', 'connected', 'wrong']),
  userName: z.string().nullable(),
  tenantId: z.string().nullable(),
  roles: z.array(z.string()),
  apiUrl: z.string().nullable(),
  /** The address set by hand; null where ReadyMeet finds the region. */
  fixedApiUrl: z.string().nullable(),
  /** First digits of a digest of the token: tells two tokens apart and nothing else. */
  tokenFingerprint: z.string().nullable(),
  tokenExpiresAtMs: instantSchema.nullable(),
  problem: problemSchema.nullable(),
});
export type SkeduloView = z.infer<typeof skeduloViewSchema>;

/** The steps of signing in to a provider. */
export const signInViewSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('idle') }),
  z.strictObject({
    state: z.literal('waiting'),
    kind: providerKindSchema,
    /** Where the person signs in: a window of the app, or the system's browser. */
    surface: z.enum(['window', 'browser']),
    /** Why the app's own window is not used; null where nothing is to be said. */
    note: z.string().nullable(),
    /** For opening or copying; carries nothing that outlives this try. */
    url: z.string(),
    endsAtMs: instantSchema,
  }),
  z.strictObject({ state: z.literal('exchanging'), kind: providerKindSchema }),
  z.strictObject({ state: z.literal('checking-account'), kind: providerKindSchema }),
  z.strictObject({ state: z.literal('connected'), kind: providerKindSchema }),
  z.strictObject({ state: z.literal('failed'), kind: providerKindSchema, problem: problemSchema }),
  z.strictObject({ state: z.literal('cancelled'), kind: providerKindSchema }),
  z.strictObject({ state: z.literal('timed-out'), kind: providerKindSchema }),
]);
export type SignInView = z.infer<typeof signInViewSchema>;

/** How ReadyMeet is registered at one provider. */
export const ownAppViewSchema = z.strictObject({
  kind: providerKindSchema,
  /** Whether ReadyMeet brings a registration of its own. */
  hasBuiltIn: z.boolean(),
  /** The organization's own client id; null where the built-in one is used. */
  clientId: z.string().nullable(),
  hasClientSecret: z.boolean(),
  /** The redirect address the organization registered, where it is not the built-in one. */
  redirectUrl: z.string().nullable(),
  /** Microsoft: the one directory (tenant) the app is registered for; null for all organizations. */
  directoryId: z.string().nullable(),
  /** What to register, ready to copy. */
  redirectUrlToRegister: z.string(),
  scopesToRegister: z.array(z.string()),
});
export type OwnAppView = z.infer<typeof ownAppViewSchema>;

export const providerViewSchema = z.strictObject({
  /** Chosen in the drop-down; null before anything was chosen. */
  selected: providerKindSchema.nullable(),
  /** The vendor user who authorized, kept also when the grant is dead; null while no provider is connected. */
  account: z
    .strictObject({
      kind: providerKindSchema,
      id: z.string(),
      name: z.string(),
      email: z.string(),
      /** Things to know, such as Zoom's 40 minutes on Basic. */
      notes: z.array(z.string()),
      connectedAtMs: instantSchema,
      state: z.enum(['checking', 'connected', 'reconnect', 'unreachable']),
      problem: problemSchema.nullable(),
    })
    .nullable(),
  signIn: signInViewSchema,
  ownApps: z.array(ownAppViewSchema),
  /** Zoom's requests of this UTC day; null where there is no such limit. */
  quota: z.strictObject({ used: z.int(), perDay: z.int(), resetsAtMs: instantSchema }).nullable(),
  /** What removing stops and leaves, as counted now; null while no provider is connected. */
  removal: z.strictObject({ meetingsThatStay: z.int() }).nullable(),
});
export type ProviderView = z.infer<typeof providerViewSchema>;

/** What enabling automation would do, counted by the same plan that would be carried out. */
export const automationPreviewSchema = z.strictObject({
  atMs: instantSchema,
  /** The settings it was counted with: with others the numbers are others. */
  enableAttendees: z.boolean(),
  sendIcsToRecipients: z.boolean(),
  jobsSeen: z.int(),
  meetingsToMake: z.int(),
  /** Everybody who will be e-mailed: invitations, updates and cancellations. */
  peopleToInvite: z.int(),
  leftAlone: z.int(),
  needAttention: z.int(),
  /** The first jobs, soonest first, in plain words. */
  samples: z.array(z.strictObject({ jobName: z.string(), words: z.string() })),
});
export type AutomationPreview = z.infer<typeof automationPreviewSchema>;

export const automationViewSchema = z.strictObject({
  isEnabled: z.boolean(),
  hasToken: z.boolean(),
  hasMeetingPassword: z.boolean(),
  enableAttendees: z.boolean(),
  sendIcsToRecipients: z.boolean(),
  /** Why it cannot be enabled now; null when it can. */
  obstacle: problemSchema.nullable(),
  /** Results of the last checks; empty before the first. */
  checks: z.array(checkSchema),
  preview: automationPreviewSchema.nullable(),
});
export type AutomationView = z.infer<typeof automationViewSchema>;

export const mailSecuritySchema = z.enum(['starttls', 'tls', 'none']);

export const mailViewSchema = z.strictObject({
  state: z.enum(['not-set-up', 'checking', 'connected', 'wrong', 'not-needed']),
  server: z
    .strictObject({
      from: z.string(),
      host: z.string(),
      port: z.int(),
      security: mailSecuritySchema,
      user: z.string().nullable(),
      hasPassword: z.boolean(),
    })
    .nullable(),
  problem: problemSchema.nullable(),
  /** The last test invitation; null before the first. */
  testInvitation: z
    .strictObject({ to: z.string(), atMs: instantSchema, problem: problemSchema.nullable() })
    .nullable(),
});
export type MailView = z.infer<typeof mailViewSchema>;
