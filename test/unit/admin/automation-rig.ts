import type { AutomationForm } from '../../../preload/contract/commands.ts';
import { authFailure } from '../../../main/sync/failure.ts';
import { AdminWorld, TOKEN } from '../../fakes/admin/admin-world.ts';
import type { TestPage } from '../../fakes/admin/admin-world.ts';

/** The form of the Automation page, filled in. */
export const FORM: AutomationForm = {
  skeduloToken: TOKEN,
  meetingPassword: 'zoom-pw-77',
  enableAttendees: true,
  sendIcsToRecipients: true,
};

export const REFUSED = authFailure({
  party: 'skedulo',
  code: 'token-refused',
  message: 'Refused.',
  mend: 'New one.',
});
export const MAIL_REFUSED = authFailure({
  party: 'mail',
  code: 'mail-sign-in-refused',
  message: 'No entry.',
});
export const DEAD = authFailure({ party: 'provider', code: 'reconnect', message: 'The grant is dead.' });

interface OpenWorld {
  readonly world: AdminWorld;
  readonly page: TestPage;
}

/** Provider and mail server are connected, automation is not enabled. */
export async function connectedWorld(kind: 'zoom' | 'teams' = 'zoom'): Promise<OpenWorld> {
  const world = new AdminWorld();
  await world.connectAll(kind);
  await world.start();
  return { world, page: world.openPage() };
}

/** Everything is connected and enabled. */
export async function enabledWorld(): Promise<OpenWorld> {
  const world = new AdminWorld();
  await world.enableAll();
  await world.start();
  return { world, page: world.openPage() };
}
