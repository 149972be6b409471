import type { Attention, Remedy, View } from '../../preload/contract/view.ts';
import type { PartyTrouble } from '../automation/automation.ts';
import type { Failure } from '../sync/failure.ts';
import type { Facts } from './facts.ts';
import type { JobNeed } from './job-needs.ts';
import { countOf, jobsWaitingWords } from './problem-words.ts';
import { needsPerson, partyName } from './view-parties.ts';
import { setupObstacle } from './view-setup.ts';

/** Lines of single jobs; the rest is one line more. */
const MOST_JOB_LINES = 50;

/** An outage that passes by itself is worth a look when it has lasted this long and something could be done. */
const LONG_OUTAGE_MS = 10 * 60_000;

/** What needs a person: parties first, each with the jobs that wait for it, then single jobs, soonest first. */
export function attentionList(facts: Facts): View['attention'] {
  if (!facts.settings.automation.isEnabled) return facts.secrets.failure === null ? [] : [unreadable(facts)];
  const jobs = ownNeeds(facts);
  const rest = jobs.length - MOST_JOB_LINES;
  return [
    ...setupLine(facts),
    ...facts.status.troubles
      .filter((trouble) => isWorthALook(trouble, facts))
      .map((trouble) => partyLine(trouble, facts)),
    ...jobs.slice(0, MOST_JOB_LINES).map(jobLine),
    ...(rest > 0 ? [restLine(rest)] : []),
  ];
}

/** How many jobs cannot go on before somebody has done something. */
export function jobsInNeed(facts: Facts): number {
  const waiting = facts.status.troubles
    .filter(needsPerson)
    .reduce((sum, trouble) => sum + jobsWaitingFor(trouble, facts), 0);
  return ownNeeds(facts).length + waiting;
}

/** `Zoom needs you to sign in again: 4 jobs are waiting` */
export function attentionTitle(trouble: PartyTrouble, facts: Facts): string {
  const jobs = jobsWaitingFor(trouble, facts);
  const what = troubleWords(trouble, facts);
  const sentence = `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
  return jobs === 0 ? sentence : `${sentence}: ${jobsWaitingWords(jobs)}`;
}

function troubleWords({ party, failure }: PartyTrouble, facts: Facts): string {
  const name = partyName(party, facts);
  switch (party) {
    case 'provider':
      return failure.kind === 'auth' ? `${name} needs you to sign in again` : `${name} cannot be used now`;
    case 'skedulo':
      return skeduloWords(failure);
    case 'mail':
      return failure.kind === 'auth'
        ? `${name} refuses to let ReadyMeet sign in`
        : `${name} cannot be used now`;
    case 'ledger':
      return 'ReadyMeet cannot record what it does';
  }
}

function skeduloWords({ kind, code }: Failure): string {
  if (kind !== 'auth') return 'Skedulo cannot be read now';
  if (code === 'missing-rights') return 'The user of the Skedulo API token lacks rights';
  return code === 'token-expired'
    ? 'The Skedulo API token has expired'
    : 'Skedulo does not accept the API token';
}

function isWorthALook(trouble: PartyTrouble, { nowMs }: Facts): boolean {
  if (needsPerson(trouble) || trouble.party === 'ledger') return true;
  return trouble.failure.mend !== undefined && nowMs - trouble.sinceMs >= LONG_OUTAGE_MS;
}

/** Jobs that need somebody for a reason of their own, not because a party as a whole cannot be used. */
function ownNeeds({ needs, status }: Facts): readonly JobNeed[] {
  const grouped = new Set(status.troubles.filter(needsPerson).map(({ failure }) => failure.code));
  return grouped.size === 0 ? needs : needs.filter(({ code }) => !grouped.has(code));
}

function jobsWaitingFor({ failure, jobsWaiting }: PartyTrouble, { needs }: Facts): number {
  return Math.max(jobsWaiting, needs.filter(({ code }) => code === failure.code).length);
}

function setupLine(facts: Facts): readonly Attention[] {
  const obstacle = setupObstacle(facts);
  if (obstacle === null) return [];
  const about = ABOUT[obstacle.code] ?? 'storage';
  return [
    {
      id: `set-up:${obstacle.code}`,
      about,
      code: obstacle.code,
      title: obstacle.message.replace(/\.$/, ''),
      message:
        'Automation is enabled, but no meetings are made until this is mended. Those already made keep working.',
      mend: obstacle.mend,
      jobsWaiting: 0,
      remedy: setupRemedy(obstacle.code),
    },
  ];
}

const ABOUT: Readonly<Record<string, Attention['about']>> = {
  'no-provider': 'provider',
  reconnect: 'provider',
  'no-token': 'skedulo',
  'no-mail-server': 'mail',
};

function setupRemedy(code: string): Remedy | null {
  switch (code) {
    case 'no-provider':
      return { kind: 'open-page', label: 'Connect a provider', page: 'provider' };
    case 'reconnect':
      return { kind: 'reconnect-provider', label: 'Sign in again' };
    case 'no-token':
      return { kind: 'open-page', label: 'Enter a token', page: 'automation' };
    case 'no-mail-server':
      return { kind: 'open-page', label: 'Set up e-mail', page: 'e-mail' };
    default:
      return null;
  }
}

function unreadable({ secrets }: Facts): Attention {
  return {
    id: 'storage:secrets',
    about: 'storage',
    code: secrets.failure?.code ?? 'secrets-unreadable',
    title: 'Stored passwords and tokens cannot be read',
    message: secrets.failure?.message ?? '',
    mend: secrets.failure?.mend ?? null,
    jobsWaiting: 0,
    remedy: null,
  };
}

function partyLine(trouble: PartyTrouble, facts: Facts): Attention {
  const { party, failure } = trouble;
  return {
    id: `party:${party}:${failure.code}`,
    about: party === 'ledger' ? 'storage' : party,
    code: failure.code,
    title: attentionTitle(trouble, facts),
    message: failure.message,
    mend: failure.mend ?? null,
    jobsWaiting: jobsWaitingFor(trouble, facts),
    remedy: partyRemedy(trouble),
  };
}

function partyRemedy({ party, failure, retryAtMs }: PartyTrouble): Remedy {
  const tryNow: Remedy = { kind: 'sync-now', label: 'Try now' };
  if (retryAtMs !== null) return tryNow;
  switch (party) {
    case 'provider':
      return failure.kind === 'auth' ? { kind: 'reconnect-provider', label: 'Sign in again' } : tryNow;
    case 'skedulo':
      return { kind: 'open-page', label: 'Open Automation', page: 'automation' };
    case 'mail':
      return { kind: 'open-page', label: 'Open E-mail', page: 'e-mail' };
    case 'ledger':
      return tryNow;
  }
}

function jobLine(need: JobNeed): Attention {
  const { jobId, jobName, contact, code, message, mend, canRetry } = need;
  return {
    id: `job:${jobId}`,
    about: 'job',
    code,
    title: contact === null || contact === '' ? jobName : `${jobName}, ${contact}`,
    message,
    mend,
    jobsWaiting: 1,
    remedy: canRetry
      ? { kind: 'retry-job', label: 'Try again', jobId }
      : { kind: 'open-job', label: `Open ${jobName}`, jobId },
  };
}

function restLine(rest: number): Attention {
  return {
    id: 'jobs:rest',
    about: 'job',
    code: 'more-jobs',
    title: `${countOf(rest, 'more job')} ${rest === 1 ? 'needs' : 'need'} you`,
    message: 'The jobs page lists all of them under "Needs you".',
    mend: null,
    jobsWaiting: rest,
    remedy: { kind: 'open-page', label: 'Open Jobs', page: 'jobs' },
  };
}
