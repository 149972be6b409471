import { isDeepStrictEqual } from 'node:util';
import type { LetterTemplate } from '../../preload/contract/letters.ts';
import type { Push } from '../../preload/contract/pushes.ts';
import type { View } from '../../preload/contract/view.ts';
import type { Automation } from '../automation/automation.ts';
import type { InvitationPolicy } from './guest-marks.ts';
import { JobProjection } from './job-projection.ts';
import type { JobNeed } from './job-needs.ts';
import type { Scheduler } from './ports.ts';
import { createPulse } from './pulse.ts';
import type { Session } from './session.ts';

/** Pushes come no closer together than this. */
const PUSH_EVERY_MS = 100;

export interface FeedOptions {
  readonly automation: Pick<Automation, 'jobs'>;
  readonly policy: () => InvitationPolicy;
  /** The template in use, the organization's or ReadyMeet's own. */
  readonly letterTemplate: () => LetterTemplate;
  readonly makeView: (needs: readonly JobNeed[], revision: number) => View;
  readonly scheduler: Scheduler;
  /** Revisions go on from here: one that begins with the time of the start is above those of earlier runs. */
  readonly firstRevision: number;
}

/** Keeps view, jobs table and letter template, and tells every session what has changed. */
export interface Feed {
  readonly view: View;
  /** Something of the view may have changed. */
  outdate(): void;
  /** These jobs may have changed, or all of them. */
  outdateJobs(jobIds: readonly string[] | 'whole'): void;
  subscribe(listener: (view: View) => void): () => void;
  /** Sends letter template, view and all jobs at once, then what changes. Returns the way to stop that. */
  attach(session: Session): () => void;
  broadcast(push: Push): void;
  stop(): void;
}

export function createFeed(options: FeedOptions): Feed {
  const { automation, makeView, scheduler } = options;
  const projection = new JobProjection();
  const sessions = new Set<Session>();
  const listeners = new Set<(view: View) => void>();
  let dirty: 'whole' | Set<string> = 'whole';
  let isViewDirty = false;
  let policy = options.policy();
  let revision = options.firstRevision;

  projection.apply('whole', automation.jobs, policy);
  dirty = new Set();
  let view = makeView(projection.needs, revision);
  /** The newest view that was sent. */
  let sent = view;
  let sentTemplate = options.letterTemplate();

  const refreshView = (): void => {
    isViewDirty = false;
    const next = makeView(projection.needs, view.revision);
    if (isDeepStrictEqual(next, view)) return;
    revision += 1;
    view = { ...next, revision };
  };

  const sendJobs = (): void => {
    const newPolicy = options.policy();
    const isOtherPolicy =
      newPolicy.enableAttendees !== policy.enableAttendees ||
      newPolicy.sendIcsToRecipients !== policy.sendIcsToRecipients;
    policy = newPolicy;
    const looked = isOtherPolicy ? 'whole' : dirty;
    dirty = new Set();
    const { rows, removed } = projection.apply(looked, automation.jobs, policy);
    if (rows.length > 0 || removed.length > 0) {
      revision += 1;
      broadcast({
        name: 'jobs',
        payload: { revision, isWhole: false, rows: [...rows], removed: [...removed] },
      });
    }
    const changed = looked === 'whole' ? { has: () => true } : looked;
    for (const session of sessions) session.jobsChanged(changed);
  };

  const sendTemplate = (): void => {
    const template = options.letterTemplate();
    if (isDeepStrictEqual(template, sentTemplate)) return;
    sentTemplate = template;
    broadcast({ name: 'letter-template', payload: template });
  };

  const pulse = createPulse(scheduler, PUSH_EVERY_MS, () => {
    sendTemplate();
    sendJobs();
    refreshView();
    if (view === sent) return;
    sent = view;
    broadcast({ name: 'view', payload: view });
    for (const listener of listeners) listener(view);
  });

  function broadcast(push: Push): void {
    for (const session of sessions) session.push(push);
  }

  return {
    get view() {
      if (isViewDirty) refreshView();
      return view;
    },
    outdate() {
      isViewDirty = true;
      pulse.request();
    },
    outdateJobs(jobIds) {
      if (jobIds === 'whole') dirty = 'whole';
      else if (dirty !== 'whole') for (const jobId of jobIds) dirty.add(jobId);
      isViewDirty = true;
      pulse.request();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    attach(session) {
      if (isViewDirty) refreshView();
      session.push({ name: 'letter-template', payload: options.letterTemplate() });
      session.push({ name: 'view', payload: view });
      const rows = [...projection.rows];
      session.push({ name: 'jobs', payload: { revision, isWhole: true, rows, removed: [] } });
      sessions.add(session);
      return () => {
        sessions.delete(session);
      };
    },
    broadcast,
    stop() {
      pulse.stop();
      sessions.clear();
      listeners.clear();
    },
  };
}
