import type { AutomationPreview } from '../../preload/contract/connections.ts';
import { PROVIDER_NAMES } from '../../preload/contract/primitives.ts';
import type { PlannedJob } from '../sync/engine.ts';
import type { ProviderKind } from '../sync/model.ts';
import type { Operation } from '../sync/operation.ts';
import type { InvitationPolicy } from './guest-marks.ts';
import { countOf } from './problem-words.ts';

const SAMPLES_SHOWN = 10;

/**
 * Counts what a simulated pass would do. Somebody who is written to about two jobs is one person; a cancellation is an
 * e-mail like any other.
 * @param form the settings that were simulated
 */
export function summarizePlans(
  plans: readonly PlannedJob[],
  kind: ProviderKind,
  { enableAttendees, sendIcsToRecipients }: InvitationPolicy,
  atMs: number,
): AutomationPreview {
  const people = new Set(plans.flatMap((plan) => writtenTo(plan)));
  return {
    atMs,
    enableAttendees,
    sendIcsToRecipients,
    jobsSeen: plans.length,
    meetingsToMake: plans.filter(makesMeeting).length,
    peopleToInvite: people.size,
    leftAlone: plans.filter(isLeftAlone).length,
    needAttention: plans.filter(needsAttention).length,
    samples: plans
      .flatMap((plan) => {
        const words = wordsOf(plan, kind);
        return words === null ? [] : [{ jobName: plan.jobName, words }];
      })
      .slice(0, SAMPLES_SHOWN),
  };
}

function makesMeeting({ operations }: PlannedJob): boolean {
  return operations.some((operation) => operation.kind === 'create-meeting');
}

function isLeftAlone({ operations, findings }: PlannedJob): boolean {
  return operations.length === 0 && findings.some((finding) => finding.kind === 'skipped');
}

function needsAttention({ findings }: PlannedJob): boolean {
  return findings.some((finding) => finding.kind === 'attention');
}

function writtenTo({ operations }: PlannedJob): readonly string[] {
  return operations.flatMap((operation) => (operation.kind === 'send-invitation' ? [operation.address] : []));
}

/** What would happen to one job; null where nothing would and nothing is to be said. */
function wordsOf(plan: PlannedJob, kind: ProviderKind): string | null {
  const people = writtenTo(plan).length;
  const invited = people === 0 ? '' : `, and ${countOf(people, 'person', 'people')} will be e-mailed`;
  if (makesMeeting(plan)) return `Gets a ${PROVIDER_NAMES[kind]} meeting${invited}.`;
  const [first] = plan.operations.flatMap((operation) => changeWords(operation) ?? []);
  if (first !== undefined) return `${first}${invited}.`;
  return plan.findings[0]?.message ?? null;
}

function changeWords({ kind }: Operation): string | null {
  switch (kind) {
    case 'update-meeting':
      return 'Its meeting is changed';
    case 'cancel-meeting':
      return 'Its meeting is removed';
    case 'write-link':
      return 'Gets its link written again';
    case 'clear-link':
      return 'Its link is cleared';
    case 'send-invitation':
      return 'Its meeting is kept';
    case 'create-meeting':
    case 'find-meeting':
    case 'check-meeting':
    case 'leave-meeting':
    case 'set-aside-meeting':
    case 'cancel-leftover':
    case 'confirm-link':
    case 'forget-link':
    case 'yield-link':
    case 'release':
    case 'resume':
      return null;
  }
}
