import type { Assembly } from '../automation/assemble.ts';
import type { Notice } from '../automation/notice.ts';
import type { Failure } from '../sync/failure.ts';
import { NO_TOTALS } from '../sync/totals.ts';
import type { Totals } from '../sync/totals.ts';
import { summarize } from './summary.ts';
import type { Summary } from './summary.ts';

export interface PassSummariesOptions {
  readonly assembly: Pick<Assembly, 'requests'> & {
    readonly engine: Pick<Assembly['engine'], 'jobsSeen' | 'totals' | 'reports' | 'closures' | 'haltedBy'>;
  };
  readonly notices: () => readonly Notice[];
  readonly print: (summary: Summary) => void;
  readonly nowMs: () => number;
  readonly startedAtMs: number;
}

/**
 * The summaries of a run that goes on: one a pass. Each counts what was done since the one before, so that adding them
 * up gives the whole; what needs a person is said for as long as it does.
 */
export class PassSummaries {
  private readonly options: PassSummariesOptions;
  private totals = NO_TOTALS;
  private requests = { skedulo: 0, provider: 0 };
  private sinceMs: number;
  /** Whether a summary is still to come: nothing has been printed at all, or not for the last pass. */
  private isOwed = true;
  private troubles: readonly Failure[] = [];

  constructor(options: PassSummariesOptions) {
    this.options = options;
    this.sinceMs = options.startedAtMs;
  }

  /** A party was found unusable: the next summary says so. */
  noteUnusable(failures: readonly Failure[]): void {
    this.troubles = [...this.troubles, ...failures];
  }

  /** A pass has looked; its work goes on. */
  passed(): void {
    this.isOwed = true;
  }

  /** The work of a pass is done, or the next pass is due. */
  worked(): void {
    this.print(this.options.assembly.engine.jobsSeen);
  }

  /** A pass could not look. */
  failed(failure: Failure): void {
    this.noteUnusable([failure]);
    this.print(0);
  }

  /** The run is over: says what no summary has said yet, if there is anything. */
  ended(): void {
    const { engine } = this.options.assembly;
    const isMoreDone = Object.values(totalsSince(engine.totals, this.totals)).some((count) => count > 0);
    if (this.isOwed || isMoreDone) this.print(engine.jobsSeen);
  }

  private print(jobsSeen: number): void {
    const { assembly, notices, print, nowMs } = this.options;
    const { engine } = assembly;
    const totals = engine.totals;
    const requests = assembly.requests();
    const atMs = nowMs();
    const unusable = [
      ...this.troubles,
      ...engine.closures().map(({ closure }) => closure.failure),
      ...(engine.haltedBy === null ? [] : [engine.haltedBy]),
    ];
    print(
      summarize({
        engine: { jobsSeen, totals: totalsSince(totals, this.totals), reports: () => engine.reports() },
        unusable: distinct(unusable),
        notices: notices(),
        requests: {
          skedulo: requests.skedulo - this.requests.skedulo,
          provider: requests.provider - this.requests.provider,
        },
        durationMs: Math.round(atMs - this.sinceMs),
      }),
    );
    this.totals = totals;
    this.requests = requests;
    this.sinceMs = atMs;
    this.troubles = [];
    this.isOwed = false;
  }
}

function totalsSince(now: Totals, before: Totals): Totals {
  return {
    meetingsCreated: now.meetingsCreated - before.meetingsCreated,
    meetingsUpdated: now.meetingsUpdated - before.meetingsUpdated,
    meetingsCancelled: now.meetingsCancelled - before.meetingsCancelled,
    linksWritten: now.linksWritten - before.linksWritten,
    emailsSent: now.emailsSent - before.emailsSent,
  };
}

/** Each failure once. */
export function distinct(failures: readonly Failure[]): readonly Failure[] {
  return [...new Map(failures.map((failure) => [`${failure.party} ${failure.code}`, failure])).values()];
}
