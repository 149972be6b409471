import { jobPage } from '../../skedulo/web-app.ts';
import type { Handler } from '../admin-context.ts';
import { answerOf, refuse } from '../answers.ts';

/** Opens the job's page in the system's browser. */
export const openJobInSkedulo: Handler<'open-job-in-skedulo'> = async ({ jobId }, { shell, state }) => {
  const { webApp } = state.findings;
  if (webApp === null) {
    return refuse(
      'web-app-unknown',
      "The address of your team's Skedulo web app is not known, so the job cannot be opened from here.",
      { mend: "Open Skedulo in the browser and search for the job's number." },
    );
  }
  if (shell.openExternal === null) {
    return refuse('page-opens-links', 'Here the page itself opens web addresses. Use the link on the page.');
  }
  return answerOf(await shell.openExternal(jobPage(webApp, jobId)));
};
