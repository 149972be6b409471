import type { AdminContext } from './admin-context.ts';
import { automationSetup } from './automation-setup.ts';
import { problemOf } from './problem-words.ts';
import { createTurns } from './turns.ts';
import { setupObstacle } from './view-setup.ts';

/** Brings automation to what the settings say. */
export interface AutomationControl {
  /**
   * Starts automation anew with what is stored now, or stops it where it is switched off or something is missing. One
   * after another; what is waiting when another one comes is one start for both. Never fails: the view tells.
   */
  apply(): Promise<void>;
  /** Stops it whatever the settings say, until the next `apply`. */
  stop(): Promise<void>;
  /** Asks the connections of which nothing is known yet. */
  askWhatIsUnknown(): void;
  /** Stops it for good: `apply` does nothing any more. */
  close(): Promise<void>;
}

type Parts = Pick<
  AdminContext,
  'automation' | 'builtInClients' | 'clock' | 'connections' | 'letters' | 'settings' | 'secrets' | 'state'
>;

export function createAutomationControl(parts: Parts): AutomationControl {
  const { automation, clock, connections, settings, state } = parts;
  const turns = createTurns();
  let waiting: Promise<void> | null = null;
  let isClosed = false;

  const askWhatIsUnknown = (): void => {
    const { skedulo, provider } = state.findings;
    if (skedulo.kind === 'never') connections.skedulo.check();
    if (provider.kind === 'never') connections.provider.check();
  };

  const applyNow = async (): Promise<void> => {
    waiting = null;
    if (isClosed) return;
    await startOrStop();
    const { phase } = automation.status;
    // At work it asks both by itself.
    if (phase === 'stopped' || phase === 'paused') askWhatIsUnknown();
  };

  const startOrStop = async (): Promise<void> => {
    const { isEnabled } = settings.current.automation;
    const obstacle = setupObstacle({ settings: settings.current, secrets: state.secretFacts });
    if (!isEnabled || obstacle !== null) {
      await automation.stop();
      state.learn({ startProblem: null });
      return;
    }
    const setup = await automationSetup(parts);
    if (!setup.ok) {
      await automation.stop();
      state.learn({ startProblem: problemOf(setup.failure) });
      return;
    }
    state.learn({ startProblem: null });
    const startedWith = pauseNow();
    await automation.start(setup.value, startedWith);
    // Starting takes as long as stopping what was at work: somebody may have paused or resumed meanwhile.
    const wanted = pauseNow();
    if (wanted === startedWith) return;
    if (wanted === null) automation.resume();
    else automation.pause(wanted);
  };

  /** Until when it is to be paused; null when it is not. */
  const pauseNow = (): number | null => {
    const { pausedUntilMs } = settings.current.automation;
    return pausedUntilMs !== null && pausedUntilMs > clock.nowMs() ? pausedUntilMs : null;
  };

  const stop = (): Promise<void> => {
    // What is asked for after this is not for what waits before it.
    waiting = null;
    return turns.take(() => automation.stop());
  };

  return {
    apply() {
      if (waiting !== null) return waiting;
      const turn = turns.take(applyNow);
      waiting = turn;
      return turn;
    },
    stop,
    askWhatIsUnknown,
    close() {
      isClosed = true;
      return stop();
    },
  };
}
