import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { refused } from '../../../../fakes/fake-bridge.ts';
import type { FakeProgram } from '../../../../fakes/fake-bridge.ts';
import { MONDAY_MS } from '../../../../fakes/jobs.ts';
import { oneRowScene } from '../../../../fakes/scenes.ts';
import type { Scene } from '../../../../fakes/scenes.ts';
import { sampleProvider } from '../../../../fakes/views.ts';
import { renderApp, setUpBrowser } from '../../render-app.tsx';
import type { RenderedApp } from '../../render-app.tsx';

setUpBrowser();

type Provider = Scene['view']['provider'];

const UNCONNECTED: Partial<Provider> = { account: null, quota: null, removal: null };

async function openProvider(changes: Partial<Provider> = {}, program?: FakeProgram): Promise<RenderedApp> {
  const scene = oneRowScene(MONDAY_MS);
  const provider = sampleProvider(MONDAY_MS, changes);
  const app = renderApp({ ...scene, view: { ...scene.view, provider } }, 'provider', program);
  await screen.findByRole('heading', { level: 1, name: 'Meetings provider' });
  return app;
}

/** The program tells that something about the provider is another thing now. */
function tell({ bridge }: RenderedApp, changes: Partial<Provider>): void {
  const { view } = oneRowScene(MONDAY_MS);
  const provider = sampleProvider(MONDAY_MS, changes);
  act(() => {
    bridge.push({ name: 'view', payload: { ...view, revision: view.revision + 1, provider } });
  });
}

async function pick({ user }: RenderedApp, name: string): Promise<void> {
  await user.click(screen.getByRole('combobox', { name: 'Select provider' }));
  await user.click(screen.getByRole('option', { name }));
}

const picked = (): string | null => screen.getByRole('combobox', { name: 'Select provider' }).textContent;

function called({ bridge }: RenderedApp): readonly unknown[] {
  return bridge.calls.map(({ name, input }) => [name, input]);
}

const button = (name: string): HTMLElement => screen.getByRole('button', { name });

test('[PP-16] [PP-59] the tab is opened from the navigation', async () => {
  const { user } = renderApp(oneRowScene(MONDAY_MS));
  await screen.findByRole('heading', { level: 1, name: 'Overview' });
  const navigation = within(screen.getByRole('navigation', { name: 'Pages' }));
  await user.click(navigation.getByRole('button', { name: 'Meetings provider' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Meetings provider' })).toBeDefined();
  expect(screen.getByRole('combobox', { name: 'Select provider' })).toBeDefined();
});

describe('choosing and authorizing', () => {
  test('[PP-04] [PP-17] "Select provider" offers the three, and remembers the choice', async () => {
    const app = await openProvider({ ...UNCONNECTED, selected: null });
    await app.user.click(screen.getByRole('combobox', { name: 'Select provider' }));
    const names = screen.getAllByRole('option').map(({ textContent }) => textContent);
    expect(names).toEqual(['Zoom', 'Microsoft Teams', 'Google Meet']);
    await app.user.click(screen.getByRole('option', { name: 'Microsoft Teams' }));
    expect(called(app)).toEqual([['select-provider', { kind: 'teams' }]]);
  });

  test('[PP-18] "Authorize Provider" begins the sign-in to the one that is chosen', async () => {
    const app = await openProvider(UNCONNECTED);
    await app.user.click(button('Authorize Provider'));
    expect(called(app)).toEqual([['authorize-provider', { kind: 'zoom' }]]);
  });

  test('the provider picked in the drop-down counts at once', async () => {
    const app = await openProvider(UNCONNECTED);
    await pick(app, 'Microsoft Teams');
    await app.user.click(button('Authorize Provider'));
    expect(called(app)).toEqual([
      ['select-provider', { kind: 'teams' }],
      ['authorize-provider', { kind: 'teams' }],
    ]);
  });

  test('a choice that was refused is not shown as chosen', async () => {
    const app = await openProvider(UNCONNECTED, () => refused('not-saved', 'The choice was not saved.'));
    await pick(app, 'Microsoft Teams');
    expect(screen.getByText('The choice was not saved.')).toBeDefined();
    expect(picked()).toBe('Zoom');
  });

  test('what is chosen in another window afterwards is shown', async () => {
    const app = await openProvider(UNCONNECTED);
    await pick(app, 'Microsoft Teams');
    tell(app, { ...UNCONNECTED, selected: 'teams' });
    expect(picked()).toBe('Microsoft Teams');
    tell(app, { ...UNCONNECTED, selected: 'zoom' });
    expect(picked()).toBe('Zoom');
  });

  test('a sign-in that failed says why, and is begun again with the same provider', async () => {
    const problem = {
      code: 'scope-missing',
      message: 'Zoom did not allow meeting:write.',
      mend: 'Allow it.',
    };
    const app = await openProvider({
      ...UNCONNECTED,
      selected: 'teams',
      signIn: { state: 'failed', kind: 'zoom', problem },
    });
    expect(screen.getByText('Zoom did not allow meeting:write.')).toBeDefined();
    await app.user.click(button('Sign in again'));
    expect(called(app)).toEqual([['authorize-provider', { kind: 'zoom' }]]);
  });

  test('a sign-in that cannot be cancelled any more says so', async () => {
    const app = await openProvider({ ...UNCONNECTED, signIn: { state: 'exchanging', kind: 'zoom' } }, () =>
      refused('too-late', 'Zoom has authorized ReadyMeet by now.'),
    );
    await app.user.click(button('Cancel'));
    expect(screen.getByText('Zoom has authorized ReadyMeet by now.')).toBeDefined();
  });

  test('nothing begins while none is chosen, or where ReadyMeet is not registered', async () => {
    const app = await openProvider({ ...UNCONNECTED, selected: null });
    await app.user.click(button('Authorize Provider'));
    app.unmount();
    const unregistered = await openProvider({ ...UNCONNECTED, selected: 'meet' });
    await unregistered.user.click(button('Authorize Provider'));
    expect(screen.getByText(/has no registration of its own at Google Meet/)).toBeDefined();
    expect([...called(app), ...called(unregistered)]).toEqual([]);
  });

  test("[PP-19] leads to the provider's own page, in a tab that cannot reach back", async () => {
    const url = 'https://zoom.test/oauth/authorize?state=sample';
    await openProvider({
      ...UNCONNECTED,
      signIn: {
        state: 'waiting',
        kind: 'zoom',
        surface: 'browser',
        note: null,
        url,
        endsAtMs: MONDAY_MS,
      },
    });
    const link = screen.getByRole('link', { name: "Open Zoom's page" });
    expect(link.getAttribute('href')).toBe(url);
    expect(link.getAttribute('rel')).toContain('noopener');
    expect(screen.getByText(/allow what it asks for/)).toBeDefined();
  });

  test('[PP-21] says that the provider may confirm it by e-mail', async () => {
    await openProvider({ signIn: { state: 'connected', kind: 'zoom' } });
    expect(screen.getByText(/Zoom may send you an e-mail that confirms the authorization/)).toBeDefined();
  });
});

test('[PP-20] a connected provider is shown with the details of the vendor user', async () => {
  await openProvider();
  const details = within(screen.getByRole('region', { name: 'Vendor user details' }));
  for (const words of [
    'Zoom',
    'Connected',
    'Robin Goldberg',
    'robin.goldberg@acme.test',
    'KdYKjnimT4KPd8FFgQt9FQ',
  ]) {
    expect(details.getByText(words)).toBeDefined();
  }
});

describe('removing', () => {
  test('[PP-60] [PP-61] asks first, says what stops and what stays, and removes only then', async () => {
    const app = await openProvider();
    await app.user.click(button('Remove Provider'));
    const dialog = screen.getByRole('dialog', { name: 'Remove Zoom?' });
    expect(dialog.textContent).toContain('No new meetings are made until a provider is authorized again.');
    expect(dialog.textContent).toContain('64 meetings that are still to come: the links keep working.');
    expect(called(app)).toEqual([]);
    await app.user.click(within(dialog).getByRole('button', { name: 'Remove Zoom' }));
    expect(called(app)).toEqual([['remove-provider', {}]]);
  });

  test('leaves the focus on the page when the card is gone', async () => {
    const app = await openProvider();
    await app.user.click(button('Remove Provider'));
    await app.user.click(button('Remove Zoom'));
    act(() => {
      button('Remove Provider').focus();
    });
    tell(app, UNCONNECTED);
    await waitFor(() => {
      expect(document.activeElement).toBe(screen.getByRole('main'));
    });
  });

  test('does nothing when the person thinks better of it', async () => {
    const app = await openProvider();
    await app.user.click(button('Remove Provider'));
    await app.user.click(button('Keep it'));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(called(app)).toEqual([]);
  });
});

test('[PP-62] a warning stands there while no provider is connected, and not any more once one is', async () => {
  const warning = 'There is no integration for virtual meetings.';
  const app = await openProvider(UNCONNECTED);
  expect(screen.getByText(warning)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Remove Provider' })).toBeNull();
  app.unmount();
  await openProvider();
  expect(screen.queryByText(warning)).toBeNull();
});
