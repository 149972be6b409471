import type { Findings, SecretFacts } from './facts.ts';
import { NO_SECRET_FACTS } from './secret-facts.ts';

/** What the program learned since it started. Replaced as a whole, never changed in place. */
export interface AdminState {
  readonly findings: Findings;
  readonly secretFacts: SecretFacts;
  /** Changes some of it, and tells that it changed. */
  learn(changes: Partial<Findings>): void;
  learnSecrets(facts: SecretFacts): void;
}

const NOTHING_FOUND: Findings = {
  skedulo: { kind: 'never' },
  provider: { kind: 'never' },
  mail: { kind: 'never' },
  automationChecks: [],
  preview: null,
  testInvitation: null,
  chart: [],
  quotaUsed: null,
  startProblem: null,
  webApp: null,
};

export function createAdminState(onChange: () => void): AdminState {
  let findings = NOTHING_FOUND;
  let secretFacts = NO_SECRET_FACTS;
  return {
    get findings() {
      return findings;
    },
    get secretFacts() {
      return secretFacts;
    },
    learn(changes) {
      findings = { ...findings, ...changes };
      onChange();
    },
    learnSecrets(facts) {
      secretFacts = facts;
      onChange();
    },
  };
}
