import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { expect } from '@playwright/test';
import type { ProviderKind } from '../../../main/sync/model.ts';
import type { SkeduloOffice } from '../../simulators/skedulo/office.ts';
import { setUpPage } from '../../simulators/world/page-setup.ts';
import type { PageSetupOptions } from '../../simulators/world/page-setup.ts';
import { startStandIns } from '../../simulators/world/stand-ins.ts';
import type { StandIns } from '../../simulators/world/stand-ins.ts';
import { startApp } from './app.ts';
import type { App } from './app.ts';

interface Wishes {
  /** How far the admin has come when the test begins; `test.use({ stage: 'ready' })`. Nowhere unless told. */
  readonly stage: PageSetupOptions['stage'];
  /** The provider that `standIns.provider` shows and `ready` is connected to; Zoom unless told. */
  readonly provider: ProviderKind;
  /** How often Skedulo is looked at; every 5 seconds unless told. */
  readonly pollSeconds: number;
}

interface World {
  /** Skedulo, the providers and a mail server, all of them on loopback and of this test alone. */
  readonly standIns: StandIns;
  /** The jobs in Skedulo; none at first. */
  readonly office: SkeduloOffice;
  /** ReadyMeet, opened. An error in the page or its console fails the test. */
  readonly app: App;
}

/** A test with a world of its own: `test('…', async ({ app, office, standIns }) => …)`. */
export const test = base.extend<Wishes & World>({
  stage: ['fresh', { option: true }],
  provider: ['zoom', { option: true }],
  pollSeconds: [5, { option: true }],
  standIns: async ({ provider, pollSeconds }, use) => {
    const standIns = await startStandIns({
      provider,
      pollSeconds,
      limits: { perSecond: 1_000, perDay: 100_000 },
    });
    await use(standIns);
    await standIns.close();
  },
  office: async ({ standIns }, use) => {
    await use(standIns.skedulo.office);
  },
  app: async ({ standIns, stage, context, browser }, use, testInfo) => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'ready-meet-e2e-'));
    const setup = await setUpPage(standIns, { dataFolder, stage });
    const app = await startApp({ dataFolder, setup, context, browser });
    try {
      await use(app);
      expect(app.unexpectedErrors()).toEqual([]);
    } finally {
      await app.close();
      await testInfo.attach('terminal', { body: app.terminalText(), contentType: 'text/plain' });
      await rm(dataFolder, { recursive: true, force: true });
    }
  },
});

export { expect };
