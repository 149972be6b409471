import { z } from 'zod';

/** Addresses that replace a provider's own, for national clouds, proxies and stand-ins; null keeps the built-in one. */
const endpoints = z.strictObject({
  apiUrl: z.url().nullable().default(null),
  authorizeUrl: z.url().nullable().default(null),
  tokenUrl: z.url().nullable().default(null),
  revokeUrl: z.url().nullable().default(null),
});

/** One provider's registration and limits; everything null means built-in. */
const providerSettings = z.strictObject({
  ownClientId: z.string().nullable().default(null),
  ownRedirectUrl: z.url().nullable().default(null),
  /** Microsoft: the one directory (tenant) that the own app is registered for; null for all organizations. */
  ownDirectoryId: z.string().nullable().default(null),
  endpoints: endpoints.prefault({}),
  limits: z
    .strictObject({
      perSecond: z.number().positive().nullable().default(null),
      perDay: z.int().positive().nullable().default(null),
    })
    .prefault({}),
});

const letterWording = z.strictObject({ subject: z.string(), opening: z.string(), closing: z.string() });

/** What the app remembers, secrets apart. Instants are milliseconds since 1970, UTC. */
export const appSettingsSchema = z.strictObject({
  version: z.literal(1).default(1),
  skedulo: z
    .strictObject({
      /** Null lets ReadyMeet find the region. */
      apiUrl: z.url().nullable().default(null),
    })
    .prefault({}),
  providers: z
    .strictObject({
      zoom: providerSettings.prefault({}),
      teams: providerSettings.prefault({}),
      meet: providerSettings.prefault({}),
    })
    .prefault({}),
  selectedProvider: z.enum(['zoom', 'teams', 'meet']).nullable().default(null),
  /** The vendor user who authorized; kept when the grant is dead, until the provider is removed. */
  account: z
    .strictObject({
      kind: z.enum(['zoom', 'teams', 'meet']),
      id: z.string(),
      name: z.string(),
      email: z.string(),
      notes: z.array(z.string()),
      connectedAtMs: z.int(),
      /** Since when this very account makes the meetings: signing in to it again does not change that. */
      meetingsSinceMs: z.int().default(0),
    })
    .nullable()
    .default(null),
  /** What is left to do by hand at a provider that was removed; null for nothing. */
  removalNote: z.string().nullable().default(null),
  automation: z
    .strictObject({
      isEnabled: z.boolean().default(false),
      enableAttendees: z.boolean().default(false),
      sendIcsToRecipients: z.boolean().default(true),
      pausedUntilMs: z.int().nullable().default(null),
    })
    .prefault({}),
  mail: z
    .strictObject({
      from: z.string(),
      host: z.string(),
      port: z.int(),
      security: z.enum(['starttls', 'tls', 'none']),
      user: z.string().nullable(),
    })
    .nullable()
    .default(null),
  /** The organization's own invitations; null where ReadyMeet's are used. */
  letterTemplate: z
    .strictObject({
      greeting: z.string(),
      request: letterWording,
      update: letterWording,
      cancellation: letterWording,
      colour: z.string(),
      logo: z.string().nullable(),
      footer: z.string(),
    })
    .nullable()
    .default(null),
  sync: z
    .strictObject({
      pollSeconds: z.int().min(5).max(3600).default(30),
      concurrency: z.int().min(1).max(32).default(8),
    })
    .prefault({}),
  desktop: z
    .strictObject({
      opensAtLogin: z.boolean().default(false),
      showsNotifications: z.boolean().default(true),
      wasToldThatClosingHides: z.boolean().default(false),
      windowBounds: z
        .strictObject({
          x: z.int(),
          y: z.int(),
          width: z.int(),
          height: z.int(),
          isMaximized: z.boolean(),
        })
        .nullable()
        .default(null),
    })
    .prefault({}),
});
export type AppSettings = z.infer<typeof appSettingsSchema>;

/** The settings of somebody who has not set anything. */
export const DEFAULT_APP_SETTINGS: AppSettings = appSettingsSchema.parse({});
