import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { previewSentence } from '../../../../../renderer/pages/automation/preview-card.tsx';
import { OK, refused } from '../../../../fakes/fake-bridge.ts';
import type { FakeProgram } from '../../../../fakes/fake-bridge.ts';
import { MONDAY_MS } from '../../../../fakes/jobs.ts';
import { oneRowScene } from '../../../../fakes/scenes.ts';
import type { Scene } from '../../../../fakes/scenes.ts';
import { sampleAutomation, sampleProvider, sampleSkedulo } from '../../../../fakes/views.ts';
import { renderApp, setUpBrowser } from '../../render-app.tsx';
import type { RenderedApp } from '../../render-app.tsx';

setUpBrowser();

const NOT_ENABLED: Partial<Scene['view']> = {
  automation: sampleAutomation({ isEnabled: false, hasToken: false, hasMeetingPassword: false }),
  skedulo: sampleSkedulo(MONDAY_MS, { state: 'not-set-up', tokenFingerprint: null }),
};
const TEAMS = sampleProvider(MONDAY_MS, {
  selected: 'teams',
  account: {
    kind: 'teams',
    id: 'u-1',
    name: 'Robin Goldberg',
    email: 'robin@acme.test',
    notes: [],
    connectedAtMs: MONDAY_MS,
    state: 'connected',
    problem: null,
  },
});

async function openAutomation(
  changes: Partial<Scene['view']> = {},
  program?: FakeProgram,
): Promise<RenderedApp> {
  const scene = oneRowScene(MONDAY_MS);
  const app = renderApp({ ...scene, view: { ...scene.view, ...changes } }, 'automation', program);
  await screen.findByRole('heading', { level: 1, name: 'Automation' });
  return app;
}

function called({ bridge }: RenderedApp): readonly unknown[] {
  return bridge.calls.map(({ name, input }) => [name, input]);
}

const token = (): HTMLElement => screen.getByLabelText(/^Skedulo API Token/);
const box = (name: string): HTMLElement => screen.getByRole('checkbox', { name });
const isTicked = (element: HTMLElement): boolean => element instanceof HTMLInputElement && element.checked;
const button = (name: string): HTMLElement => screen.getByRole('button', { name });

test('[PP-29] the tab is opened from the navigation', async () => {
  const { user } = renderApp(oneRowScene(MONDAY_MS));
  await screen.findByRole('heading', { level: 1, name: 'Overview' });
  const navigation = within(screen.getByRole('navigation', { name: 'Pages' }));
  await user.click(navigation.getByRole('button', { name: 'Automation' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Automation' })).toBeDefined();
  expect(token()).toBeDefined();
});

test('the settings stand in the order of the product page, with its names', async () => {
  await openAutomation(NOT_ENABLED);
  const inOrder = [
    token(),
    screen.getByLabelText(/^Password for your meetings/),
    box('Enable attendees'),
    box('Send ICS to recipients'),
    button('Enable Automation'),
  ];
  for (const [index, element] of inOrder.entries()) {
    const next = inOrder[index + 1];
    if (next === undefined) continue;
    expect(element.compareDocumentPosition(next)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  }
});

test('[PP-27] the page says where in Skedulo a long-lived token is made', async () => {
  await openAutomation(NOT_ENABLED);
  expect(screen.getByText(/Settings > Developer Tools > API Tokens\. Make a long-lived token/)).toBeDefined();
});

test('[PP-30] [PP-41] the token that is pasted is what automation is enabled with, and cannot be read over a shoulder', async () => {
  const app = await openAutomation(NOT_ENABLED);
  expect(token().getAttribute('type')).toBe('password');
  await app.user.type(token(), 'sample-token');
  await app.user.click(button('Enable Automation'));
  expect(called(app)).toEqual([
    ['enable-automation', expect.objectContaining({ skeduloToken: 'sample-token' })],
  ]);
});

test('a token that is stored is told by its fingerprint alone', async () => {
  await openAutomation({ automation: sampleAutomation({ isEnabled: true }) });
  expect(screen.getByText(/A token is stored \(fingerprint ab12cd34\)/)).toBeDefined();
  expect(token()).toHaveProperty('value', '');
});

describe('another Skedulo address', () => {
  const ADDRESS = 'https://api.elsewhere.test';

  async function typeAddress(app: RenderedApp): Promise<void> {
    await app.user.type(token(), 'sample-token');
    await app.user.click(button('Use another Skedulo address'));
    await app.user.type(screen.getByLabelText(/^Skedulo address/), ADDRESS);
  }

  test('is kept, with the token, before automation is enabled', async () => {
    const app = await openAutomation(NOT_ENABLED);
    await typeAddress(app);
    await app.user.click(button('Enable Automation'));
    expect(called(app)).toEqual([
      ['connect-skedulo', { token: 'sample-token', apiUrl: ADDRESS }],
      ['enable-automation', expect.objectContaining({ skeduloToken: null })],
    ]);
  });

  test('that was typed is in sight when the person comes back to the page', async () => {
    const app = await openAutomation(NOT_ENABLED);
    await typeAddress(app);
    await app.user.click(button('Jobs'));
    await screen.findByRole('heading', { level: 1, name: 'Jobs' });
    await app.user.click(button('Automation'));
    expect(await screen.findByLabelText(/^Skedulo address/)).toHaveProperty('value', ADDRESS);
  });

  test('where nobody answers keeps automation from being enabled', async () => {
    const app = await openAutomation(NOT_ENABLED, () => refused('wrong-host', 'Nobody answers there.'));
    await typeAddress(app);
    await app.user.click(button('Enable Automation'));
    expect(app.bridge.calls.map(({ name }) => name)).toEqual(['connect-skedulo']);
    expect(screen.getByText('Nobody answers there.')).toBeDefined();
  });
});

test('there is nothing to save or undo once what was typed is taken back', async () => {
  const { user } = await openAutomation({ automation: sampleAutomation({ isEnabled: true }) });
  await user.click(box('Enable attendees'));
  expect(button('Save and go on')).toBeDefined();
  await user.click(box('Enable attendees'));
  expect(screen.queryByRole('button', { name: 'Save and go on' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Undo changes' })).toBeNull();
});

describe('the password for meetings', () => {
  test('[PP-31] may be given or left out where Zoom makes the meetings', async () => {
    const app = await openAutomation(NOT_ENABLED);
    await app.user.type(token(), 'sample-token');
    await app.user.click(button('Enable Automation'));
    await app.user.type(token(), 'sample-token');
    await app.user.type(screen.getByLabelText(/^Password for your meetings/), 'Care-2026!');
    await app.user.click(button('Enable Automation'));
    expect(called(app)).toEqual([
      ['enable-automation', expect.objectContaining({ meetingPassword: null })],
      ['enable-automation', expect.objectContaining({ meetingPassword: 'Care-2026!' })],
    ]);
  });

  test('is not asked for where another provider does', async () => {
    await openAutomation({ ...NOT_ENABLED, provider: TEAMS });
    expect(screen.queryByLabelText(/^Password for your meetings/)).toBeNull();
  });

  test('that Zoom would refuse is refused at its field', async () => {
    const app = await openAutomation(NOT_ENABLED);
    await app.user.type(token(), 'sample-token');
    await app.user.type(screen.getByLabelText(/^Password for your meetings/), 'far-too-long-for-zoom');
    await app.user.click(button('Enable Automation'));
    expect(called(app)).toEqual([]);
  });
});

describe('who is told', () => {
  test('[PP-33] [PP-35] attendees are off and invitations on, until somebody says otherwise', async () => {
    const app = await openAutomation(NOT_ENABLED);
    expect([isTicked(box('Enable attendees')), isTicked(box('Send ICS to recipients'))]).toEqual([
      false,
      true,
    ]);
    expect(screen.getByText(/Only for group events/)).toBeDefined();
    await app.user.click(box('Enable attendees'));
    await app.user.click(box('Send ICS to recipients'));
    await app.user.type(token(), 'sample-token');
    await app.user.click(button('Enable Automation'));
    expect(called(app)).toEqual([
      [
        'enable-automation',
        {
          skeduloToken: 'sample-token',
          meetingPassword: null,
          enableAttendees: true,
          sendIcsToRecipients: false,
        },
      ],
    ]);
  });

  test('[PP-39] [PP-40] with invitations off, the page says where schedulers and resources find the link', async () => {
    const { user } = await openAutomation(NOT_ENABLED);
    await user.click(box('Send ICS to recipients'));
    const hint = screen.getByText(/^Off: ReadyMeet tells no contact and no attendee/).textContent;
    expect(hint).toContain('Schedulers see the link on the job in Skedulo');
    expect(hint).toContain('in their calendar where Skedulo iCalendar is set up, or ask their scheduler');
  });
});

test('[PP-24] without a provider it cannot be enabled, and a warning leads to where one is connected', async () => {
  const provider = sampleProvider(MONDAY_MS, { account: null, quota: null, removal: null });
  const app = await openAutomation({ ...NOT_ENABLED, provider });
  await app.user.type(token(), 'sample-token');
  await app.user.click(button('Enable Automation'));
  expect(called(app)).toEqual([]);
  await app.user.click(button('Go to Meetings provider'));
  expect(await screen.findByRole('heading', { level: 1, name: 'Meetings provider' })).toBeDefined();
});

describe('before it is enabled', () => {
  const preview = {
    atMs: MONDAY_MS,
    enableAttendees: false,
    sendIcsToRecipients: true,
    jobsSeen: 52,
    meetingsToMake: 37,
    peopleToInvite: 41,
    leftAlone: 0,
    needAttention: 0,
    samples: [],
  };
  const READY = {
    ...NOT_ENABLED,
    automation: sampleAutomation({ isEnabled: false, preview, enableAttendees: false }),
  };
  const sentence = '37 Ready jobs will get a meeting now, 41 people will be e-mailed.';

  test('the numbers are shown only while they are those of the form', async () => {
    const app = await openAutomation(READY);
    expect(screen.getByText(sentence)).toBeDefined();
    await app.user.click(box('Enable attendees'));
    expect(screen.queryByText(sentence)).toBeNull();
    expect(screen.getByText(/changed after the last count/)).toBeDefined();
    await app.user.click(box('Enable attendees'));
    expect(screen.getByText(sentence)).toBeDefined();
  });

  test('the numbers of one token are not shown as those of another', async () => {
    const app = await openAutomation(READY);
    await app.user.type(token(), 'other-token');
    expect(screen.queryByText(sentence)).toBeNull();
    await app.user.click(button('Check and preview'));
    expect(screen.getByText(sentence)).toBeDefined();
  });

  test('Enter in a field looks first, and enables only what was looked at', async () => {
    const app = await openAutomation(NOT_ENABLED);
    await app.user.type(token(), 'sample-token{Enter}');
    expect(called(app)).toEqual([
      ['preview-automation', expect.objectContaining({ skeduloToken: 'sample-token' })],
    ]);
    app.unmount();
    const previewed = await openAutomation(READY);
    await previewed.user.type(token(), '{Enter}');
    expect(previewed.bridge.calls.map(({ name }) => name)).toEqual(['enable-automation']);
  });

  test('Enter changes nothing where nothing was changed', async () => {
    const app = await openAutomation({ automation: sampleAutomation({ isEnabled: true }), provider: TEAMS });
    await app.user.type(token(), '{Enter}');
    expect(called(app)).toEqual([]);
  });

  test('what is missing is said beside the buttons that wait for it', async () => {
    const provider = sampleProvider(MONDAY_MS, { account: null, quota: null, removal: null });
    const app = await openAutomation({ ...NOT_ENABLED, provider });
    const words = 'First authorize a meetings provider, and enter the Skedulo API token.';
    const id = button('Enable Automation').getAttribute('aria-describedby');
    expect(screen.getByText(words).id).toBe(id);
    app.unmount();
    await openAutomation(READY);
    expect(screen.queryByText(/^First /)).toBeNull();
  });

  test('what is typed while the token is checked stays, without the token', async () => {
    let answer: () => void = () => undefined;
    const app = await openAutomation(
      NOT_ENABLED,
      () =>
        new Promise((resolve) => {
          answer = () => {
            resolve(OK);
          };
        }),
    );
    await app.user.type(token(), 'sample-token');
    await app.user.click(button('Check token'));
    await app.user.click(box('Enable attendees'));
    await act(async () => {
      answer();
      await Promise.resolve();
    });
    expect(token()).toHaveProperty('value', '');
    expect(isTicked(box('Enable attendees'))).toBe(true);
  });

  test('people who are invited to meetings that exist are not kept quiet about', () => {
    expect(previewSentence({ ...preview, meetingsToMake: 0, peopleToInvite: 1 })).toBe(
      'No Ready job waits for a meeting now, but 1 person will be e-mailed about meetings that exist.',
    );
    expect(previewSentence({ ...preview, meetingsToMake: 0, peopleToInvite: 0 })).not.toContain('e-mailed');
  });

  test('a check that failed has a button that leads to where it is mended', async () => {
    const checks = [
      { id: 'mail' as const, title: 'Mail server', state: 'failed' as const, words: 'Refused.', mend: null },
    ];
    const app = await openAutomation({ automation: sampleAutomation({ isEnabled: false, checks }) });
    await app.user.click(button('Open E-mail'));
    expect(app.store.getState().page).toBe('e-mail');
  });

  test('an authorization that is not stored any more has a button that asks for it anew', async () => {
    const obstacle = { code: 'reconnect', message: 'Zoom needs you to sign in again.', mend: null };
    const app = await openAutomation({ automation: sampleAutomation({ isEnabled: false, obstacle }) });
    await app.user.click(button('Sign in again'));
    expect(app.store.getState().page).toBe('provider');
    expect(called(app)).toContainEqual(['authorize-provider', { kind: 'zoom' }]);
  });
});

test('the success of a test meeting does not outlive the account it was made with', async () => {
  const app = await openAutomation();
  await app.user.click(button('Make a test meeting'));
  expect(await screen.findByText(/The test meeting was made and removed again/)).toBeDefined();
  const { view } = oneRowScene(MONDAY_MS);
  const account = TEAMS.account === null ? null : { ...TEAMS.account, connectedAtMs: Date.now() + 60_000 };
  act(() => {
    app.bridge.push({ name: 'view', payload: { ...view, revision: 99, provider: { ...TEAMS, account } } });
  });
  expect(screen.queryByText(/The test meeting was made and removed again/)).toBeNull();
});

describe('Disable Automation', () => {
  test('[PP-42] asks first, names what is forgotten, and disables only then', async () => {
    const app = await openAutomation({ automation: sampleAutomation({ isEnabled: true }) });
    await app.user.click(button('Disable Automation'));
    const dialog = screen.getByRole('dialog', { name: 'Disable Automation?' });
    expect(dialog.textContent).toContain('forgets the Skedulo API token');
    expect(dialog.textContent).toContain('To enable automation again you give them again.');
    expect(called(app)).toEqual([]);
    await app.user.click(within(dialog).getByRole('button', { name: 'Disable Automation' }));
    expect(called(app)).toEqual([['disable-automation', {}]]);
  });

  test('shows that it is under way', async () => {
    const app = await openAutomation(
      { automation: sampleAutomation({ isEnabled: true }) },
      () => new Promise(() => undefined),
    );
    await app.user.click(button('Disable Automation'));
    const dialog = screen.getByRole('dialog', { name: 'Disable Automation?' });
    await app.user.click(within(dialog).getByRole('button', { name: 'Disable Automation' }));
    expect(button('Disabling').getAttribute('aria-busy')).toBe('true');
  });

  test('offers a pause that forgets nothing instead', async () => {
    const app = await openAutomation({ automation: sampleAutomation({ isEnabled: true }) });
    await app.user.click(button('Disable Automation'));
    await app.user.click(button('Pause until tomorrow instead'));
    expect(called(app)).toEqual([['pause', { until: 'tomorrow' }]]);
  });
});

test('a button that vanishes leaves the focus in the part of the page it stood in', async () => {
  const { user } = await openAutomation({ automation: sampleAutomation({ isEnabled: true }) });
  await user.click(box('Enable attendees'));
  act(() => {
    button('Undo changes').focus();
  });
  await user.keyboard('{Enter}');
  await waitFor(() => {
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Automation is enabled' }));
  });
});
