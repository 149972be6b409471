import type { CommandName } from '../../../preload/contract/commands.ts';
import type { Handler } from '../admin-context.ts';
import { authorizeProvider } from './authorize-provider.ts';
import { cancelSignIn } from './cancel-sign-in.ts';
import { cancelTask } from './cancel-task.ts';
import { connectSkedulo } from './connect-skedulo.ts';
import { disableAutomation } from './disable-automation.ts';
import { enableAutomation } from './enable-automation.ts';
import { makeTestMeeting } from './make-test-meeting.ts';
import { openDataFolder } from './open-data-folder.ts';
import { openJobInSkedulo } from './open-job-in-skedulo.ts';
import { pause } from './pause.ts';
import { prepareDiagnostics } from './prepare-diagnostics.ts';
import { previewAutomation } from './preview-automation.ts';
import { previewLetter } from './preview-letter.ts';
import { removeMailServer } from './remove-mail-server.ts';
import { removeProvider } from './remove-provider.ts';
import { reopenSignIn } from './reopen-sign-in.ts';
import { resendInvitation } from './resend-invitation.ts';
import { resetLetterTemplate } from './reset-letter-template.ts';
import { resume } from './resume.ts';
import { retryJob } from './retry-job.ts';
import { saveDiagnostics } from './save-diagnostics.ts';
import { saveLetterTemplate } from './save-letter-template.ts';
import { saveMailServer } from './save-mail-server.ts';
import { saveOwnApp } from './save-own-app.ts';
import { saveSettings } from './save-settings.ts';
import { selectProvider } from './select-provider.ts';
import { sendTestInvitation } from './send-test-invitation.ts';
import { syncNow } from './sync-now.ts';
import { useBrowserForSignIn } from './use-browser-for-sign-in.ts';
import { watchJob } from './watch-job.ts';
import { watchLog } from './watch-log.ts';

/** One handler for each command of the contract: a command without one does not compile. */
export const HANDLERS: { readonly [Name in CommandName]: Handler<Name> } = {
  'sync-now': syncNow,
  pause,
  resume,
  'watch-job': watchJob,
  'retry-job': retryJob,
  'resend-invitation': resendInvitation,
  'open-job-in-skedulo': openJobInSkedulo,
  'select-provider': selectProvider,
  'authorize-provider': authorizeProvider,
  'use-browser-for-sign-in': useBrowserForSignIn,
  'reopen-sign-in': reopenSignIn,
  'cancel-sign-in': cancelSignIn,
  'remove-provider': removeProvider,
  'save-own-app': saveOwnApp,
  'connect-skedulo': connectSkedulo,
  'preview-automation': previewAutomation,
  'enable-automation': enableAutomation,
  'disable-automation': disableAutomation,
  'make-test-meeting': makeTestMeeting,
  'save-mail-server': saveMailServer,
  'remove-mail-server': removeMailServer,
  'send-test-invitation': sendTestInvitation,
  'preview-letter': previewLetter,
  'save-letter-template': saveLetterTemplate,
  'reset-letter-template': resetLetterTemplate,
  'save-settings': saveSettings,
  'watch-log': watchLog,
  'prepare-diagnostics': prepareDiagnostics,
  'save-diagnostics': saveDiagnostics,
  'open-data-folder': openDataFolder,
  'cancel-task': cancelTask,
};
