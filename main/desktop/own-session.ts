import type { CommandInput, CommandName } from '../../preload/contract/commands.ts';
import type { JobRow } from '../../preload/contract/jobs.ts';
import type { Push } from '../../preload/contract/pushes.ts';
import type { Admin } from '../admin/admin.ts';
import type { ComingJob } from './quit-words.ts';

/** The tray and the menus as a page of their own: they see what a page sees and ask for what a page may ask for. */
export interface OwnSession {
  /** Jobs that have a meeting, or are to get one. */
  comingJobs(): readonly ComingJob[];
  /** Asks for something. What goes wrong shows in the view. */
  ask<Name extends CommandName>(name: Name, input: CommandInput<Name>): void;
  close(): void;
}

export function openOwnSession(admin: Pick<Admin, 'openSession'>): OwnSession {
  const jobs = new Map<string, ComingJob>();
  const session = admin.openSession((push: Push) => {
    if (push.name !== 'jobs') return;
    const { isWhole, rows, removed } = push.payload;
    if (isWhole) jobs.clear();
    for (const jobId of removed) jobs.delete(jobId);
    for (const row of rows) {
      const job = comingJobOf(row);
      if (job === null) jobs.delete(row.jobId);
      else jobs.set(row.jobId, job);
    }
  });
  return {
    comingJobs: () => [...jobs.values()],
    ask(name, input) {
      void session.call(name, input);
    },
    close() {
      session.close();
    },
  };
}

function comingJobOf({ startMs, meeting }: JobRow): ComingJob | null {
  if (startMs === null || meeting.state === 'not-meant') return null;
  return { startMs, hasMeeting: meeting.state === 'confirmed' };
}
