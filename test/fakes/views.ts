import type {
  AutomationView,
  MailView,
  ProviderView,
  SkeduloView,
} from '../../preload/contract/connections.ts';
import type { LetterTemplate } from '../../preload/contract/letters.ts';
import type { View } from '../../preload/contract/view.ts';
import { DAY_MS, HOUR_MS } from './jobs.ts';

/** The view of an office where everything works: Zoom, 128 jobs, mail by a server of its own. */
export function sampleView(nowMs: number, changes: Partial<View> = {}): View {
  return {
    revision: 1,
    app: {
      version: '0.1.0',
      shell: 'service',
      opensLinks: 'page',
      keepsSecrets: 'encrypted',
      secretsNote: null,
    },
    headline: { state: 'ready', words: 'Working', cause: null },
    sync: {
      isLooking: false,
      lastPassMs: nowMs - 10_000,
      nextPassMs: nowMs + 20_000,
      coveredUpToMs: nowMs - 11_000,
      pausedUntilMs: null,
      offlineSinceMs: null,
      jobsSeen: 128,
    },
    checklist: [
      {
        id: 'skedulo',
        title: 'Connect Skedulo',
        state: 'done',
        words: 'Connected as ReadyMeet.',
        page: 'automation',
      },
      {
        id: 'provider',
        title: 'Connect a meetings provider',
        state: 'done',
        words: 'Zoom, Robin Goldberg.',
        page: 'provider',
      },
      {
        id: 'mail',
        title: 'Connect e-mail',
        state: 'done',
        words: 'Sent by smtp.acme.test.',
        page: 'e-mail',
      },
    ],
    attention: [],
    notices: [],
    chart: sampleChart(nowMs),
    skedulo: sampleSkedulo(nowMs),
    provider: sampleProvider(nowMs),
    automation: sampleAutomation(),
    mail: sampleMail(),
    settings: {
      opensAtLogin: null,
      showsNotifications: null,
      pollSeconds: 30,
      dataFolder: '/home/office/.config/ReadyMeet',
    },
    tasks: [],
    ...changes,
  };
}

export function sampleSkedulo(nowMs: number, changes: Partial<SkeduloView> = {}): SkeduloView {
  return {
    state: 'connected',
    userName: 'ReadyMeet',
    tenantId: 'sk_acme_care',
    roles: ['ReadyMeet service'],
    apiUrl: 'https://api.au.skedulo.test',
    fixedApiUrl: null,
    tokenFingerprint: 'ab12cd34',
    tokenExpiresAtMs: nowMs + 200 * DAY_MS,
    problem: null,
    ...changes,
  };
}

export function sampleProvider(nowMs: number, changes: Partial<ProviderView> = {}): ProviderView {
  return {
    selected: 'zoom',
    account: {
      kind: 'zoom',
      id: 'KdYKjnimT4KPd8FFgQt9FQ',
      name: 'Robin Goldberg',
      email: 'robin.goldberg@acme.test',
      notes: [
        'This Zoom account is on the Basic plan: meetings with three or more people end after 40 minutes.',
      ],
      connectedAtMs: nowMs - 12 * DAY_MS,
      state: 'connected',
      problem: null,
    },
    signIn: { state: 'idle' },
    ownApps: [
      {
        kind: 'zoom',
        hasBuiltIn: true,
        clientId: null,
        hasClientSecret: false,
        redirectUrl: null,
        directoryId: null,
        redirectUrlToRegister: 'http://127.0.0.1:8765/callback',
        scopesToRegister: ['meeting:write:meeting', 'meeting:read:meeting', 'user:read:user'],
      },
      {
        kind: 'teams',
        hasBuiltIn: true,
        clientId: null,
        hasClientSecret: false,
        redirectUrl: null,
        directoryId: null,
        redirectUrlToRegister: 'http://localhost',
        scopesToRegister: ['openid', 'profile', 'offline_access', 'User.Read', 'OnlineMeetings.ReadWrite'],
      },
      {
        kind: 'meet',
        hasBuiltIn: false,
        clientId: null,
        hasClientSecret: false,
        redirectUrl: null,
        directoryId: null,
        redirectUrlToRegister: 'http://127.0.0.1',
        scopesToRegister: ['openid', 'email', 'https://www.googleapis.com/auth/calendar.events.owned'],
      },
    ],
    quota: { used: 27, perDay: 100, resetsAtMs: nowMs + 9 * HOUR_MS },
    removal: { meetingsThatStay: 64 },
    ...changes,
  };
}

export function sampleAutomation(changes: Partial<AutomationView> = {}): AutomationView {
  return {
    isEnabled: true,
    hasToken: true,
    hasMeetingPassword: true,
    enableAttendees: false,
    sendIcsToRecipients: true,
    obstacle: null,
    checks: [],
    preview: null,
    ...changes,
  };
}

export function sampleMail(changes: Partial<MailView> = {}): MailView {
  return {
    state: 'connected',
    server: {
      from: 'Acme Care <care@acme.test>',
      host: 'smtp.acme.test',
      port: 587,
      security: 'starttls',
      user: 'care@acme.test',
      hasPassword: true,
    },
    problem: null,
    testInvitation: null,
    ...changes,
  };
}

export function sampleTemplate(): LetterTemplate {
  return {
    greeting: 'Hello {guest},',
    request: {
      subject: 'Your online appointment: {topic}',
      opening: '{sender} has arranged an online meeting with you, {when}.',
      closing: 'If the time does not suit you, please reply to this message.',
    },
    update: {
      subject: 'Changed: {topic}',
      opening: 'Your online meeting has changed. It now takes place {when}.',
      closing: 'If the time does not suit you, please reply to this message.',
    },
    cancellation: {
      subject: 'Cancelled: {topic}',
      opening: 'Your online meeting {when} has been cancelled.',
      closing: 'You need not do anything.',
    },
    colour: '#0f6cbd',
    logo: null,
    footer: 'Acme Care, 1 Queen Street, Brisbane',
  };
}

/** Thirty days up to today: quiet weekends, two days on which something failed. */
export function sampleChart(nowMs: number): View['chart'] {
  return Array.from({ length: 30 }, (_, index) => {
    const atMs = nowMs - (29 - index) * DAY_MS;
    const weekday = new Date(atMs).getUTCDay();
    const isWeekend = weekday === 0 || weekday === 6;
    return {
      day: new Date(atMs).toISOString().slice(0, 10),
      made: isWeekend ? index % 2 : 8 + ((index * 37) % 17),
      failed: index === 11 ? 4 : index === 27 ? 2 : 0,
    };
  });
}
