import type { Diagnostics, Push } from '../../preload/contract/pushes.ts';
import type { Answer } from '../../preload/contract/contract.ts';
import type { CommandInput, CommandName } from '../../preload/contract/commands.ts';
import type { View } from '../../preload/contract/view.ts';
import type { SecretStore } from '../settings/stores.ts';
import type { AdminState } from './admin-state.ts';
import type { AutomationControl } from './automation-control.ts';
import type { ConnectionChecks } from './connection-checks.ts';
import type { InBackground } from './in-background.ts';
import type { AdminOptions } from './ports.ts';
import type { SettingsKeeper } from './settings-keeper.ts';
import type { SignInControl } from './sign-in-control.ts';
import type { Tasks } from './tasks.ts';
import type { Turns } from './turns.ts';

/** What the parts of the admin share. Ports come as they are, but for those that are wrapped here. */
export interface AdminContext extends Omit<AdminOptions, 'settings' | 'secrets'> {
  readonly settings: SettingsKeeper;
  /** Tells the redactor of whatever passes through it. */
  readonly secrets: SecretStore;
  readonly state: AdminState;
  readonly inBackground: InBackground;
  readonly tasks: Tasks;
  /** Changes of the set-up come one after another: stopping, storing, forgetting, starting. */
  readonly turns: Turns;
  readonly connections: ConnectionChecks;
  readonly control: AutomationControl;
  readonly signIn: SignInControl;
  /** The newest view. */
  view(): View;
  /** Looks again which secrets are stored. */
  refreshSecrets(): Promise<void>;
}

/** What a command may do with the page it came from. */
export interface SessionPort {
  push(push: Push): void;
  watchJob(jobId: string | null): void;
  watchLog(isOn: boolean): void;
  /** The diagnostics this page was sent last; null before that. */
  readonly diagnostics: Diagnostics | null;
  showDiagnostics(diagnostics: Diagnostics): void;
}

/** Carries out one command. Expected failures are answers. */
export type Handler<Name extends CommandName> = (
  input: CommandInput<Name>,
  context: AdminContext,
  session: SessionPort,
) => Promise<Answer>;
