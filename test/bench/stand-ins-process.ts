import { startStandIns } from '../simulators/world/stand-ins.ts';
import type { StandIns } from '../simulators/world/stand-ins.ts';
import { setUpPage } from '../simulators/world/page-setup.ts';
import { serveParent } from './helper-child.ts';
import { liveOn } from './office-life.ts';
import { standInsRequestSchema } from './stand-ins-protocol.ts';
import type { PageSetUp, Progress, Started, StandInsRequest, StartRequest } from './stand-ins-protocol.ts';
import { tallyOf } from './tally.ts';

const HOUR_MS = 3_600_000;
/** Two weeks, so that the jobs do not all begin at once. */
const HOURS = 14 * 24;

function start({ latencies, perSecond, concurrency, pollSeconds }: StartRequest): Promise<StandIns> {
  return startStandIns({
    provider: 'teams',
    latencies,
    concurrency,
    ...(perSecond === null ? {} : { limits: { perSecond } }),
    ...(pollSeconds === undefined ? {} : { pollSeconds }),
    mailbox: { keepRaw: false },
  });
}

/** Adds Ready jobs with one contact each, who has an address of their own. */
function addJobs({ skedulo }: StandIns, count: number): void {
  const tomorrowMs = Date.now() + 24 * HOUR_MS;
  for (let index = 0; index < count; index += 1) {
    skedulo.office.addJob({ type: 'Consultation', startMs: tomorrowMs + (index % HOURS) * HOUR_MS });
  }
}

async function answerOf(
  standIns: StandIns,
  request: Exclude<StandInsRequest, { kind: 'start' }>,
): Promise<object> {
  switch (request.kind) {
    case 'tally':
      return tallyOf(standIns);
    case 'progress':
      return progressOf(standIns);
    case 'add-jobs':
      addJobs(standIns, request.count);
      return {};
    case 'live':
      liveOn(standIns.skedulo.office, request, Date.now());
      return {};
    case 'set-up-page': {
      const dataFolder = standIns.config.dataDir;
      const { environment } = await setUpPage(standIns, { dataFolder, stage: 'ready' });
      return { environment } satisfies PageSetUp;
    }
  }
}

function progressOf({ skedulo, provider, mailbox }: StandIns): Progress {
  return {
    skeduloRequests: skedulo.http.requestCount,
    mutations: skedulo.office.mutations.length,
    providerRequests: provider.http.requestCount,
    messages: mailbox.messageCount,
  };
}

/** A process with the stand-ins alone, so that their work is not counted as the service's. */
function serve(): void {
  let standIns: StandIns | null = null;
  const answer = async (message: unknown): Promise<object> => {
    const request = standInsRequestSchema.parse(message);
    if (request.kind === 'start') {
      standIns = await start(request);
      const { configFile, config, environment } = standIns;
      return { configFile, dataDir: config.dataDir, environment } satisfies Started;
    }
    if (standIns === null) throw new Error('The stand-ins have not been started.');
    return answerOf(standIns, request);
  };
  serveParent(answer, async () => {
    await standIns?.close();
  });
}

serve();
