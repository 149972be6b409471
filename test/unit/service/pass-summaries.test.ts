import { expect, test } from 'vitest';
import { PassSummaries } from '../../../main/service/pass-summaries.ts';
import type { Summary } from '../../../main/service/summary.ts';
import { networkFailure } from '../../../main/sync/failure.ts';
import type { Failure } from '../../../main/sync/failure.ts';
import { NO_TOTALS } from '../../../main/sync/totals.ts';

const OUT_OF_REACH = networkFailure({ party: 'skedulo', code: 'unreachable', message: 'Out of reach.' });
const NO_MAIL = networkFailure({ party: 'mail', code: 'no-mail', message: 'No mail.' });

/** A run whose numbers a test turns by hand. */
function runOf() {
  const state = {
    nowMs: 1_000,
    totals: NO_TOTALS,
    requests: { skedulo: 0, provider: 0 },
    jobsSeen: 0,
    haltedBy: null as Failure | null,
  };
  const printed: Summary[] = [];
  const summaries = new PassSummaries({
    assembly: {
      requests: () => state.requests,
      engine: {
        get jobsSeen() {
          return state.jobsSeen;
        },
        get totals() {
          return state.totals;
        },
        get haltedBy() {
          return state.haltedBy;
        },
        reports: () => [],
        closures: () => [],
      },
    },
    notices: () => [],
    print: (summary) => printed.push(summary),
    nowMs: () => state.nowMs,
    startedAtMs: 0,
  });
  return { state, printed, summaries };
}

test('each summary counts what was done since the one before', () => {
  const { state, printed, summaries } = runOf();
  summaries.passed();
  Object.assign(state, { jobsSeen: 3, totals: { ...NO_TOTALS, meetingsCreated: 2, emailsSent: 1 } });
  state.requests = { skedulo: 5, provider: 2 };
  summaries.worked();
  Object.assign(state, { nowMs: 4_000, totals: { ...NO_TOTALS, meetingsCreated: 2, emailsSent: 2 } });
  state.requests = { skedulo: 6, provider: 2 };
  summaries.passed();
  summaries.worked();
  expect(printed).toMatchObject([
    {
      jobsSeen: 3,
      meetingsCreated: 2,
      emailsSent: 1,
      requests: { skedulo: 5, provider: 2 },
      durationMs: 1_000,
    },
    {
      jobsSeen: 3,
      meetingsCreated: 0,
      emailsSent: 1,
      requests: { skedulo: 1, provider: 0 },
      durationMs: 3_000,
    },
  ]);
});

test('a pass that could not look has one of its own, with the problem in it, once', () => {
  const { state, printed, summaries } = runOf();
  state.jobsSeen = 3;
  summaries.noteUnusable([NO_MAIL]);
  summaries.failed(OUT_OF_REACH);
  summaries.passed();
  summaries.worked();
  expect(printed.map(({ jobsSeen, unusable }) => [jobsSeen, unusable.map(({ code }) => code)])).toEqual([
    [0, ['no-mail', 'unreachable']],
    [3, []],
  ]);
});

test('at the end, one more only where something is still to be said', () => {
  const never = runOf();
  never.summaries.ended();
  expect(never.printed).toHaveLength(1);

  const quiet = runOf();
  quiet.summaries.passed();
  quiet.summaries.worked();
  quiet.summaries.ended();
  expect(quiet.printed).toHaveLength(1);

  const broken = runOf();
  broken.summaries.passed();
  broken.state.haltedBy = NO_MAIL;
  broken.summaries.ended();
  expect(broken.printed.map(({ unusable }) => unusable.map(({ code }) => code))).toEqual([['no-mail']]);

  const late = runOf();
  late.summaries.passed();
  late.summaries.worked();
  late.state.totals = { ...NO_TOTALS, emailsSent: 1 };
  late.summaries.ended();
  expect(late.printed.map(({ emailsSent }) => emailsSent)).toEqual([0, 1]);
});
