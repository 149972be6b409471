import type { View } from '../../preload/contract/view.ts';
import type { Facts } from './facts.ts';
import { attentionTitle, jobsInNeed } from './view-attention.ts';
import { isRunning, needsPerson, partyName } from './view-parties.ts';
import { setupObstacle } from './view-setup.ts';
import { countOf } from './problem-words.ts';

type Headline = View['headline'];

/** The whole state in a few words: whether it works, and if not, why. */
export function headline(facts: Facts): Headline {
  return notSetUp(facts) ?? paused(facts) ?? halted(facts) ?? offline(facts) ?? working(facts);
}

function notSetUp(facts: Facts): Headline | null {
  const { isEnabled } = facts.settings.automation;
  const obstacle = setupObstacle(facts);
  if (isEnabled && obstacle === null) return null;
  const cause = isEnabled
    ? `${obstacle?.message ?? ''} No meetings are made until that is mended.`
    : (obstacle?.message ??
      `${isConnected(facts) ? 'Everything is connected. ' : ''}Automation is not enabled yet.`);
  return { state: 'not-set-up', words: 'Not set up', cause };
}

/** Whether everybody who is needed has answered; a connection that was only entered is none. */
function isConnected({ findings, settings }: Facts): boolean {
  const { skedulo, provider, mail } = findings;
  const needed = settings.automation.sendIcsToRecipients ? [skedulo, provider, mail] : [skedulo, provider];
  return needed.every(({ kind }) => kind === 'passed');
}

function paused({ status, nowMs, momentWords }: Facts): Headline | null {
  if (status.phase !== 'paused' || status.pausedUntilMs === null) return null;
  return {
    state: 'paused',
    words: `Paused until ${momentWords(status.pausedUntilMs, nowMs)}`,
    cause: 'Nothing is made, changed or sent meanwhile; links that exist keep working.',
  };
}

function offline({ status, nowMs, momentWords }: Facts): Headline | null {
  if (status.offlineSinceMs === null) return null;
  const reason = status.troubles.find(({ party }) => party === 'skedulo')?.failure.message;
  return {
    state: 'offline',
    words: `Offline since ${momentWords(status.offlineSinceMs, nowMs)}`,
    cause: reason ?? 'Skedulo cannot be reached. ReadyMeet tries again by itself.',
  };
}

/** Without Skedulo, or without a place to record what is done, nothing is done at all. */
function halted(facts: Facts): Headline | null {
  const { startProblem } = facts.findings;
  if (!isRunning(facts) && startProblem !== null) {
    return { state: 'attention', words: 'Not working', cause: startProblem.message };
  }
  const trouble = facts.status.troubles.find(
    (candidate) => candidate.party === 'ledger' || (candidate.party === 'skedulo' && needsPerson(candidate)),
  );
  if (trouble === undefined) return null;
  return {
    state: 'attention',
    words: `Not working, ${partyName(trouble.party, facts)} needs you`,
    cause: trouble.failure.message,
  };
}

function working(facts: Facts): Headline {
  const { status } = facts;
  const [first] = status.troubles.filter(needsPerson);
  const cause = first === undefined ? null : attentionTitle(first, facts);
  const jobs = jobsInNeed(facts);
  if (jobs > 0) {
    return {
      state: 'attention',
      words: `Working, ${countOf(jobs, 'job')} ${jobs === 1 ? 'needs' : 'need'} you`,
      cause: cause ?? facts.needs[0]?.message ?? null,
    };
  }
  if (first !== undefined) {
    return { state: 'attention', words: `Working, ${partyName(first.party, facts)} needs you`, cause };
  }
  if (status.phase !== 'running') {
    return { state: 'working', words: 'Working', cause: 'Connecting to Skedulo.' };
  }
  const [passing] = status.troubles;
  return {
    state: status.isWorking || status.isLooking ? 'working' : 'ready',
    words: 'Working',
    cause: passing === undefined ? null : attentionTitle(passing, facts),
  };
}
