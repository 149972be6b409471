import type { AutomationPreview, SignInView } from '../../preload/contract/connections.ts';
import type { Check, Problem } from '../../preload/contract/primitives.ts';
import type { View } from '../../preload/contract/view.ts';
import type { AutomationStatus } from '../automation/automation.ts';
import type { BuiltInClients } from '../providers/built-in-clients.ts';
import type { AppSettings } from '../settings/app-settings.ts';
import type { Failure } from '../sync/failure.ts';
import type { ProviderKind } from '../sync/model.ts';
import type { ProviderAccount, Tenant } from '../sync/ports.ts';
import type { JobNeed } from './job-needs.ts';
import type { MomentWords } from './moment-words.ts';

/** What is known of a connection from asking it once, beside what automation finds while it runs. */
export type Asked<T> =
  | { readonly kind: 'never' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'passed'; readonly value: T }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What may be said of the stored secrets. The secrets themselves are not here. */
export interface SecretFacts {
  readonly skeduloToken: { readonly fingerprint: string; readonly expiresAtMs: number | null } | null;
  readonly hasMeetingPassword: boolean;
  readonly hasSmtpPassword: boolean;
  readonly hasClientSecret: Readonly<Record<ProviderKind, boolean>>;
  /** Whether tokens of the connected account are stored that the registration in use can renew. */
  readonly hasProviderTokens: boolean;
  /** Why stored secrets cannot be read; null while they can. */
  readonly failure: Failure | null;
}

/** What the program learned or was asked to do since it started, beside settings, secrets and automation. */
export interface Findings {
  readonly skedulo: Asked<Tenant>;
  readonly provider: Asked<ProviderAccount>;
  readonly mail: Asked<void>;
  readonly automationChecks: readonly Check[];
  readonly preview: AutomationPreview | null;
  readonly testInvitation: View['mail']['testInvitation'];
  readonly chart: View['chart'];
  /** Zoom's requests of this UTC day; null while not known. */
  readonly quotaUsed: number | null;
  /** Why the last try to start automation by itself did not succeed. */
  readonly startProblem: Problem | null;
  /** The origin of the team's Skedulo web app; null while it is not known. */
  readonly webApp: string | null;
}

/** Everything the view is made of. Holds no secret. */
export interface Facts {
  readonly app: View['app'];
  readonly dataFolder: string;
  readonly settings: AppSettings;
  readonly settingsNotices: readonly string[];
  readonly opensAtLogin: boolean | null;
  readonly hasNotifications: boolean;
  readonly builtInClients: BuiltInClients;
  readonly secrets: SecretFacts;
  readonly status: AutomationStatus;
  readonly meetingsLookedAfter: number;
  /** Jobs that need a person, soonest first. */
  readonly needs: readonly JobNeed[];
  readonly signIn: SignInView;
  readonly findings: Findings;
  readonly tasks: View['tasks'];
  readonly nowMs: number;
  readonly momentWords: MomentWords;
}
