import type { View } from '../../preload/contract/view.ts';
import type { AdminState } from './admin-state.ts';
import type { Facts } from './facts.ts';
import type { JobNeed } from './job-needs.ts';
import type { AdminOptions } from './ports.ts';
import type { SignInControl } from './sign-in-control.ts';
import type { Tasks } from './tasks.ts';

/** Puts together everything the view is made of, as it is now. */
export function gatherFacts(
  options: AdminOptions,
  parts: { readonly state: AdminState; readonly tasks: Tasks; readonly signIn: Pick<SignInControl, 'state'> },
  needs: readonly JobNeed[],
): Facts {
  const { automation, clock, settings, shell } = options;
  return {
    app: appOf(options),
    dataFolder: options.dataFolder,
    settings: settings.current,
    settingsNotices: settings.notices,
    opensAtLogin: shell.loginItem?.isOn() ?? null,
    hasNotifications: shell.hasNotifications,
    builtInClients: options.builtInClients,
    secrets: parts.state.secretFacts,
    status: automation.status,
    meetingsLookedAfter: automation.meetingsLookedAfter(),
    needs,
    signIn: parts.signIn.state,
    findings: parts.state.findings,
    tasks: parts.tasks.list,
    nowMs: clock.nowMs(),
    momentWords: options.momentWords,
  };
}

function appOf({ secrets, shell, version }: AdminOptions): View['app'] {
  return {
    version,
    shell: shell.kind,
    opensLinks: shell.opensLinks,
    keepsSecrets: secrets.keeps,
    secretsNote: secrets.note,
  };
}
