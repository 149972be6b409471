import type { AutomationChange } from '../automation/automation.ts';
import type { Admin } from './admin.ts';
import type { AdminContext } from './admin-context.ts';
import { createAdminState } from './admin-state.ts';
import { refuse } from './answers.ts';
import { createAutomationControl } from './automation-control.ts';
import { createConnectionChecks } from './connection-checks.ts';
import { createFeed } from './feed.ts';
import type { Feed } from './feed.ts';
import { createAutomationFollower } from './follow-automation.ts';
import { gatherFacts } from './gather-facts.ts';
import { createInBackground } from './in-background.ts';
import { hidingSecrets } from './hiding-secrets.ts';
import { createNumbers } from './numbers.ts';
import type { AdminOptions, Scheduler } from './ports.ts';
import { route } from './router.ts';
import { readSecretFacts } from './secret-facts.ts';
import { openSession } from './session.ts';
import { createSettingsKeeper } from './settings-keeper.ts';
import { createSignInControl } from './sign-in-control.ts';
import { createTasks } from './tasks.ts';
import { createTurns } from './turns.ts';
import { projectView } from './view.ts';
import { createWebAppLookup } from './web-app-lookup.ts';

/** How long stopping may take, automation's own deadline included. */
const STOP_DEADLINE_MS = 15_000;
/** Words that depend on the time, and figures from the ledger, are looked over this often. */
const TICK_MS = 60_000;

/** Makes what an admin can do and see. Nothing is begun before `start`. */
export function createAdmin(options: AdminOptions): Admin {
  const { automation, scheduler } = options;
  let feed: Feed | null = null;
  const context = createContext(
    options,
    () => feed?.outdate(),
    () => (feed ?? created).view,
  );
  const { connections, control, inBackground, settings, signIn, state, tasks, turns } = context;
  const created = createFeed({
    automation,
    scheduler,
    firstRevision: options.clock.nowMs(),
    policy: () => settings.current.automation,
    letterTemplate: () => settings.current.letterTemplate ?? options.letters.defaultTemplate,
    makeView: (needs, revision) => projectView(gatherFacts(options, context, needs), revision),
  });
  feed = created;
  const numbers = createNumbers(context);
  const webApp = createWebAppLookup(context);
  const follow = createAutomationFollower(connections);
  const sessionLog = options.log.forRoom('admin');
  const closers: (() => void)[] = [];
  const openSessions = new Set<() => void>();
  let isStopped = false;
  let cancelTick: (() => void) | null = null;

  const onChange = (change: AutomationChange): void => {
    const { status } = automation;
    follow(status);
    if (status.tenant !== null) webApp.lookUp(status.tenant);
    if (change.kind === 'status') {
      created.outdate();
      if (!status.isWorking && !status.isLooking) inBackground(numbers.settle());
      return;
    }
    numbers.outdate();
    created.outdateJobs(change.kind === 'whole' ? 'whole' : change.jobIds);
  };

  const tick = (): void => {
    cancelTick?.();
    if (isStopped) return;
    created.outdate();
    inBackground(numbers.tick());
    if (state.secretFacts.failure !== null) inBackground(tryLockedSecrets());
    cancelTick = scheduler.after(TICK_MS, () => {
      // Where Skedulo does not answer, automation has not come to asking the provider yet.
      control.askWhatIsUnknown();
      tick();
    });
  };

  /** A keystore may have been unlocked since. */
  const tryLockedSecrets = async (): Promise<void> => {
    await context.refreshSecrets();
    if (state.secretFacts.failure !== null) return;
    // That they could not be read is what these were told; it is true no more.
    for (const check of [connections.skedulo, connections.provider, connections.mail]) check.checkAgain();
    await turns.take(() => control.apply());
  };

  return {
    get view() {
      return created.view;
    },
    subscribe: (listener) => created.subscribe(listener),
    openSession(push) {
      let detach = (): void => undefined;
      const close = (): void => {
        detach();
        session.close();
        openSessions.delete(close);
      };
      const session = openSession(context, push, (error) => {
        sessionLog.warn({ err: error }, 'A page could not be told; it is counted as closed');
        close();
      });
      detach = created.attach(session);
      // It may have been gone before it was told anything.
      if (session.isClosed) detach();
      else openSessions.add(close);
      return {
        call: (name, payload) =>
          isStopped
            ? Promise.resolve(refuse('stopping', 'ReadyMeet is being closed. Nothing new is begun.'))
            : route(name, payload, context, session),
        close,
      };
    },
    navigate(page, jobId) {
      created.broadcast({ name: 'navigate', payload: { page, jobId } });
    },
    async start() {
      closers.push(automation.subscribe(onChange));
      await context.refreshSecrets();
      created.outdateJobs('whole');
      connections.mail.check();
      await turns.take(() => control.apply());
      tick();
    },
    async stop() {
      if (isStopped) return;
      isStopped = true;
      cancelTick?.();
      await withinDeadline(scheduler, STOP_DEADLINE_MS, async () => {
        await Promise.all([tasks.stop(), signIn.stop()]);
        connections.stop();
        webApp.stop();
        await control.close();
      });
      for (const close of closers) close();
      for (const close of openSessions) close();
      created.stop();
    },
    sleep() {
      cancelTick?.();
      automation.sleep();
    },
    wake() {
      automation.wake();
      connections.retryOutages();
      tick();
    },
  };
}

function createContext(options: AdminOptions, outdate: () => void, view: AdminContext['view']): AdminContext {
  const { builtInClients, clock, ledger, redactor } = options;
  const state = createAdminState(outdate);
  const settings = createSettingsKeeper(options.settings, outdate);
  const secrets = hidingSecrets(options.secrets, redactor);
  const parts = { ...options, settings, secrets, state, inBackground: createInBackground(options.log) };
  const connections = createConnectionChecks(parts);
  // One look after another: an older one never has the last word.
  const looks = createTurns();
  const context = {
    ...parts,
    view,
    tasks: createTasks(() => clock.nowMs(), outdate),
    turns: createTurns(),
    connections,
    control: createAutomationControl({ ...parts, connections }),
    refreshSecrets: () =>
      looks.take(async () => {
        const { reference } = ledger;
        const { current } = settings;
        state.learnSecrets(
          await readSecretFacts({ secrets, settings: current, builtIn: builtInClients, reference }),
        );
      }),
  };
  return { ...context, signIn: createSignInControl(context, outdate) };
}

async function withinDeadline(
  scheduler: Scheduler,
  deadlineMs: number,
  work: () => Promise<void>,
): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const cancel = scheduler.after(deadlineMs, resolve);
  try {
    await Promise.race([work(), late]);
  } finally {
    cancel();
  }
}
