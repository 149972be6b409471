import type * as z from 'zod';
import { pino } from 'pino';
import { createAdmin } from '../../../main/admin/create-admin.ts';
import type { Admin, AdminSession } from '../../../main/admin/admin.ts';
import { createMomentWords } from '../../../main/admin/moment-words.ts';
import type { AdminOptions } from '../../../main/admin/ports.ts';
import type { Shell } from '../../../main/admin/shell.ts';
import type { Checks } from '../../../main/automation/checks.ts';
import type { Log } from '../../../main/log/logger.ts';
import { createRedactor } from '../../../main/log/redaction.ts';
import { previewLetter } from '../../../main/mail/letter-preview.ts';
import {
  checkLetterTemplate,
  DEFAULT_LETTER_TEMPLATE,
  toLetterStyle,
} from '../../../main/mail/letter-template.ts';
import { createSecretTokenStore } from '../../../main/settings/secret-token-store.ts';
import { failed, networkFailure, success } from '../../../main/sync/failure.ts';
import type { Result } from '../../../main/sync/failure.ts';
import type { ProviderKind } from '../../../main/sync/model.ts';
import type { ProviderAccount, Tenant, TokenSet } from '../../../main/sync/ports.ts';
import type { Answer } from '../../../preload/contract/contract.ts';
import type { CommandInput, CommandName } from '../../../preload/contract/commands.ts';
import type { Push, PushName, PushPayload } from '../../../preload/contract/pushes.ts';
import { parsePush, pushes as contractPushes } from '../../../preload/contract/pushes.ts';
import { viewSchema } from '../../../preload/contract/view.ts';
import type { View } from '../../../preload/contract/view.ts';
import { MONDAY_MS } from '../jobs.ts';
import { FakeAutomation } from './fake-automation.ts';
import { FakeSignIn } from './fake-sign-in.ts';
import { FakeLogFile, FakeSecretStore, FakeSettingsStore } from './fake-stores.ts';
import { ManualTime, settle } from './manual-scheduler.ts';

export const TENANT: Tenant = {
  tenantId: 'tenant-1',
  userName: 'Ann Admin',
  roles: ['Administrator'],
  vendor: 'skedulo',
  apiUrl: 'https://api.au.skedulo.com',
};

export const ACCOUNT: ProviderAccount = {
  id: 'user-1',
  name: 'Olga Owner',
  email: 'olga@acme.test',
  notes: [],
};

export const TOKENS: TokenSet = {
  refreshToken: 'refresh-token-of-olga',
  accessToken: 'access-token-of-olga',
  expiresAtMs: null,
};

export const TOKEN = 'skedulo-token-of-the-office';

/** Marks what must never be seen outside the stores. */
export const SECRETS: readonly string[] = [
  TOKEN,
  'refresh-token-of-olga',
  'access-token-of-olga',
  'smtp-password-of-the-office',
  'zoom-pw-77',
  'client-secret-of-the-office',
];

/** Checks that end as the test says; each call is noted. */
export class FakeChecks implements Checks {
  readonly calls: string[] = [];
  skedulo: Result<Tenant> = success(TENANT);
  provider: Result<ProviderAccount> = success(ACCOUNT);
  mail: Result<void> = success(undefined);
  testMeeting: Result<void> = success(undefined);
  testInvitation: Result<void> = success(undefined);
  gate: Promise<unknown> = Promise.resolve();

  checkSkedulo(token: string, apiUrl: string | null): Promise<Result<Tenant>> {
    return this.answer(`skedulo ${token} at ${apiUrl ?? 'any region'}`, () => this.skedulo);
  }

  checkMail(mail: Parameters<Checks['checkMail']>[0]): Promise<Result<void>> {
    return this.answer(`mail ${mail.smtp.host}`, () => this.mail);
  }

  checkProvider(setup: Parameters<Checks['checkProvider']>[0]): Promise<Result<ProviderAccount>> {
    return this.answer(`provider ${setup.provider.kind}`, () => this.provider);
  }

  makeTestMeeting(setup: Parameters<Checks['makeTestMeeting']>[0]): Promise<Result<void>> {
    return this.answer(`test meeting ${setup.provider.kind}`, () => this.testMeeting);
  }

  sendTestInvitation(_setup: Parameters<Checks['sendTestInvitation']>[0], to: string): Promise<Result<void>> {
    return this.answer(`test invitation ${to}`, () => this.testInvitation);
  }

  private async answer<T>(call: string, result: () => T): Promise<T> {
    this.calls.push(call);
    await this.gate;
    return result();
  }
}

export interface FakeShell extends Shell {
  readonly opened: string[];
  readonly saved: { readonly fileName: string; readonly text: string }[];
}

export function createFakeShell(changes: Partial<Shell> = {}): FakeShell {
  const opened: string[] = [];
  const saved: { readonly fileName: string; readonly text: string }[] = [];
  let isAtLogin = false;
  return {
    opened,
    saved,
    kind: 'desktop',
    opensLinks: 'program',
    openExternal: (url) => {
      opened.push(url);
      return Promise.resolve(success(undefined));
    },
    openFolder: (path) => {
      opened.push(path);
      return Promise.resolve(success(undefined));
    },
    saveText: (fileName, text) => {
      saved.push({ fileName, text });
      return Promise.resolve(success(true));
    },
    loginItem: {
      isOn: () => isAtLogin,
      set: (isOn) => {
        isAtLogin = isOn;
        return Promise.resolve(success(undefined));
      },
    },
    hasNotifications: true,
    signInWindow: null,
    ...changes,
  };
}

/** One page that is open, and what it was sent. */
export interface TestPage {
  readonly pushes: Push[];
  readonly session: AdminSession;
  call<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<Answer>;
  /** The newest push of a name. */
  last<Name extends PushName>(name: Name): PushPayload<Name> | null;
  count(name: PushName): number;
}

/** An admin whose whole outside is fake, on a Monday noon in Brisbane. */
export class AdminWorld {
  readonly time = new ManualTime(MONDAY_MS);
  readonly settings = new FakeSettingsStore();
  readonly secrets = new FakeSecretStore();
  readonly automation = new FakeAutomation();
  readonly checks = new FakeChecks();
  readonly logFile = new FakeLogFile();
  readonly shell: FakeShell;
  readonly redactor = createRedactor();
  /** Lines of the log, as they would be in the file. */
  readonly logged: string[] = [];
  readonly disconnected: ProviderKind[] = [];
  disconnectNote: string | null = null;
  isProviderOut = false;
  /** Resolves before the provider has ended an authorization. */
  disconnectGate: Promise<unknown> = Promise.resolve();
  /** ReadyMeet brings no registration of its own. */
  hasNoRegistrations = false;
  webApp: string | null = null;
  readonly counters = new Map<string, number>();
  /** Everything that was pushed to any page. */
  readonly allPushes: Push[] = [];
  readonly answers: Answer[] = [];
  private builtSignIn: FakeSignIn | null = null;
  private built: Admin | null = null;

  constructor(shell: Partial<Shell> = {}) {
    this.shell = createFakeShell(shell);
  }

  get admin(): Admin {
    this.built ??= createAdmin(this.options());
    return this.built;
  }

  get signIn(): FakeSignIn {
    if (this.admin === null || this.builtSignIn === null) throw new Error('There is no sign-in yet.');
    return this.builtSignIn;
  }

  /** The newest view, which always holds to the contract. */
  get view(): View {
    return viewSchema.parse(this.admin.view);
  }

  async start(): Promise<void> {
    await this.admin.start();
    await settle();
  }

  openPage(): TestPage {
    const pushes: Push[] = [];
    const session = this.admin.openSession((push) => {
      if (parsePush(push) === null) throw new Error(`A push breaks the contract: ${JSON.stringify(push)}`);
      pushes.push(push);
      this.allPushes.push(push);
    });
    return {
      pushes,
      session,
      call: async (name, input) => {
        const answer = await session.call(name, input);
        this.answers.push(answer);
        await settle();
        return answer;
      },
      last: (name) => lastPush(pushes, name),
      count: (name) => pushes.filter((push) => push.name === name).length,
    };
  }

  /** Connects everything, as a person would have done. */
  async connectAll(kind: ProviderKind = 'zoom'): Promise<void> {
    this.settings.current = {
      ...this.settings.current,
      selectedProvider: kind,
      account: {
        ...ACCOUNT,
        notes: [],
        kind,
        connectedAtMs: MONDAY_MS - 1000,
        meetingsSinceMs: MONDAY_MS - 1000,
      },
      mail: {
        from: 'Acme Care <care@acme.test>',
        host: 'mail.acme.test',
        port: 587,
        security: 'starttls',
        user: 'care@acme.test',
      },
    };
    await this.secrets.write('smtp-password', 'smtp-password-of-the-office');
    await this.putTokens(kind);
  }

  /** Connects everything and has automation switched on. */
  async enableAll(kind: ProviderKind = 'zoom'): Promise<void> {
    await this.connectAll(kind);
    await this.secrets.write('skedulo-token', TOKEN);
    this.settings.current = {
      ...this.settings.current,
      automation: { ...this.settings.current.automation, isEnabled: true },
    };
  }

  async putTokens(kind: ProviderKind): Promise<void> {
    const store = createSecretTokenStore({ secrets: this.secrets, kind, clientId: `built-in-${kind}` });
    await store.save(TOKENS);
  }

  /** Everything that has left the admin, as text. */
  everythingSeen(): string {
    return JSON.stringify([this.allPushes, this.answers, this.admin.view, this.logged, this.shell.saved]);
  }

  private options(): AdminOptions {
    return {
      settings: this.settings,
      secrets: this.secrets,
      automation: this.automation,
      ledger: {
        reference: 'REF234',
        readCounter: (name, window) => Promise.resolve(success(this.counters.get(`${name} ${window}`) ?? 0)),
      },
      shell: this.shell,
      checks: this.checks,
      letters: {
        defaultTemplate: DEFAULT_LETTER_TEMPLATE,
        check: checkLetterTemplate,
        toStyle: toLetterStyle,
        preview: previewLetter,
      },
      createSignIn: (options) => {
        this.builtSignIn = new FakeSignIn(options);
        return this.builtSignIn;
      },
      disconnect: async ({ kind, store }) => {
        this.disconnected.push(kind);
        await this.disconnectGate;
        if (this.isProviderOut) {
          return failed(networkFailure({ party: 'provider', code: 'unreachable', message: 'Out of reach.' }));
        }
        const cleared = await store.clear();
        return cleared.ok
          ? success({ isEndedAtProvider: this.disconnectNote === null, note: this.disconnectNote })
          : cleared;
      },
      findWebApp: () => Promise.resolve(this.webApp),
      builtInClients: this.hasNoRegistrations
        ? {}
        : {
            zoom: { clientId: 'built-in-zoom', clientSecret: null },
            teams: { clientId: 'built-in-teams', clientSecret: null },
            meet: { clientId: 'built-in-meet', clientSecret: 'not-confidential' },
          },
      clock: this.time,
      scheduler: this.time,
      logFile: this.logFile,
      log: this.createLog(),
      redactor: this.redactor,
      momentWords: createMomentWords('en-GB', 'Australia/Brisbane'),
      timeZone: 'Australia/Brisbane',
      version: '1.2.3',
      dataFolder: '/data/ReadyMeet',
      platform: [['Node', '24.0.0']],
    };
  }

  private createLog(): Log {
    const root = pino({ level: 'debug', base: null }, { write: (line: string) => this.logged.push(line) });
    return { forRoom: (room) => root.child({ room }), droppedLineCount: 0, close: () => undefined };
  }
}

const PUSH_SCHEMAS: { readonly [Name in PushName]: z.ZodType<PushPayload<Name>> } = contractPushes;

function lastPush<Name extends PushName>(pushes: readonly Push[], name: Name): PushPayload<Name> | null {
  const found = pushes.findLast((push) => push.name === name);
  return found === undefined ? null : PUSH_SCHEMAS[name].parse(found.payload);
}
