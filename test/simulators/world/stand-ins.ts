import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProviderKind } from '../../../main/sync/model.ts';
import { startGoogleSimulator } from '../google/google-simulator.ts';
import type { GoogleSimulator, GoogleSimulatorOptions } from '../google/google-simulator.ts';
import { startMailbox } from '../mailbox/mailbox.ts';
import type { Mailbox, MailboxOptions } from '../mailbox/mailbox.ts';
import { startMicrosoftSimulator } from '../microsoft/microsoft-simulator.ts';
import type { MicrosoftSimulator, MicrosoftSimulatorOptions } from '../microsoft/microsoft-simulator.ts';
import { startSkeduloSimulator } from '../skedulo/skedulo-simulator.ts';
import type { SkeduloSimulator, SkeduloSimulatorOptions } from '../skedulo/skedulo-simulator.ts';
import { DEFAULT_TOKEN } from '../skedulo/tenant.ts';
import { startZoomSimulator } from '../zoom/zoom-simulator.ts';
import type { ZoomSimulator, ZoomSimulatorOptions } from '../zoom/zoom-simulator.ts';
import { providerStandIn } from './provider-stand-in.ts';
import type { ProviderStandIn } from './provider-stand-in.ts';
import { setUpService } from './service-setup.ts';
import type { ServiceConfigFile, ServiceWishes } from './service-setup.ts';

export interface StandInsOptions extends ServiceWishes {
  /** The provider that the service is connected to; the others stand by. */
  readonly provider: ProviderKind;
  /** Time each answer takes, in milliseconds; none unless told. */
  readonly latencies?: {
    readonly skeduloMs?: number;
    readonly providerMs?: number;
    readonly mailMs?: number;
  };
  /** The clock of the servers; the service's own process keeps to the machine's. */
  readonly now?: () => Date;
  readonly skedulo?: SkeduloSimulatorOptions;
  readonly zoom?: ZoomSimulatorOptions;
  readonly microsoft?: MicrosoftSimulatorOptions;
  readonly google?: GoogleSimulatorOptions;
  readonly mailbox?: MailboxOptions;
}

/** The whole outside world on loopback, and a service configuration that fits it. */
export interface StandIns {
  readonly skedulo: SkeduloSimulator;
  readonly zoom: ZoomSimulator;
  readonly microsoft: MicrosoftSimulator;
  readonly google: GoogleSimulator;
  readonly mailbox: Mailbox;
  /** The chosen provider, in the form that all of them share. */
  readonly provider: ProviderStandIn;
  /** Temporary; holds the configuration file and the service's data folder. */
  readonly folder: string;
  /** Mode 0600. */
  readonly configFile: string;
  readonly config: ServiceConfigFile;
  /** What the service's process needs besides what it inherits. */
  readonly environment: Readonly<Record<string, string>>;
  /** Stops every server and removes the folder. Stop the service first. */
  close(): Promise<void>;
}

/** Starts everything ReadyMeet talks to, on free ports. Whoever starts it closes it. */
export async function startStandIns(options: StandInsOptions): Promise<StandIns> {
  const { latencies = {}, now } = options;
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  const keep = <T extends { close(): Promise<void> }>(server: T): T => {
    closers.push(() => server.close());
    return server;
  };
  const clock = now === undefined ? {} : { now };
  const slowProvider = latencies.providerMs === undefined ? {} : { latencyMs: latencies.providerMs };
  const slowSkedulo = latencies.skeduloMs === undefined ? {} : { latencyMs: latencies.skeduloMs };
  const slowMail = latencies.mailMs === undefined ? {} : { latencyMs: latencies.mailMs };
  const mailAccount = { user: 'care@acme.test', password: randomBytes(12).toString('base64url') };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'ready-meet-'));
    closers.push(() => rm(folder, { recursive: true, force: true }));
    const skedulo = keep(await startSkeduloSimulator({ ...clock, ...slowSkedulo, ...options.skedulo }));
    const zoom = keep(await startZoomSimulator({ ...clock, ...slowProvider, ...options.zoom }));
    const microsoft = keep(
      await startMicrosoftSimulator({ ...clock, ...slowProvider, ...options.microsoft }),
    );
    const google = keep(await startGoogleSimulator({ ...clock, ...slowProvider, ...options.google }));
    const mailbox = keep(await startMailbox({ auth: mailAccount, ...slowMail, ...options.mailbox }));
    const provider = providerStandIn(options.provider, { zoom, microsoft, google });
    const apiToken = skedulo.tokens.keys().next().value ?? DEFAULT_TOKEN;
    const { config, environment } = setUpService(
      {
        dataDir: join(folder, 'data'),
        skedulo: { origin: skedulo.origin, apiToken },
        provider,
        mailbox,
        mailAccount: options.mailbox?.auth ?? mailAccount,
      },
      options,
    );
    const configFile = join(folder, 'ready-meet.json');
    await writeFile(configFile, JSON.stringify(config, null, 2), { mode: 0o600 });
    return {
      skedulo,
      zoom,
      microsoft,
      google,
      mailbox,
      provider,
      folder,
      configFile,
      config,
      environment,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
