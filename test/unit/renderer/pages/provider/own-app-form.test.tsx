import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { OK } from '../../../../fakes/fake-bridge.ts';
import type { FakeProgram } from '../../../../fakes/fake-bridge.ts';
import { MONDAY_MS } from '../../../../fakes/jobs.ts';
import { oneRowScene } from '../../../../fakes/scenes.ts';
import { renderApp, setUpBrowser } from '../../render-app.tsx';
import type { RenderedApp } from '../../render-app.tsx';
import { slowProgram } from '../../slow-program.ts';

setUpBrowser();

async function openProvider(program?: FakeProgram): Promise<RenderedApp> {
  const app = renderApp(oneRowScene(MONDAY_MS), 'provider', program);
  await screen.findByRole('heading', { level: 1, name: 'Meetings provider' });
  return app;
}

function called({ bridge }: RenderedApp): readonly unknown[] {
  return bridge.calls.map(({ name, input }) => [name, input]);
}

const button = (name: string): HTMLElement => screen.getByRole('button', { name });

describe("an organization's own app", () => {
  const openForm = async (app: RenderedApp, name: RegExp): Promise<void> => {
    await app.user.click(screen.getByRole('button', { name }));
  };
  const field = (name: string): HTMLElement | null => screen.queryByRole('textbox', { name });

  test('of Microsoft may be one of a single directory', async () => {
    const app = await openProvider();
    await openForm(app, /^Microsoft Teams:/);
    await app.user.type(screen.getByRole('textbox', { name: 'Client id' }), 'our-own-app');
    await app.user.type(
      screen.getByRole('textbox', { name: 'Directory (tenant) ID' }),
      ' acme.onmicrosoft.com ',
    );
    await app.user.click(button('Save for Microsoft Teams'));
    const input = { kind: 'teams', clientId: 'our-own-app', clientSecret: null, redirectUrl: null };
    expect(called(app)).toEqual([['save-own-app', { ...input, directoryId: 'acme.onmicrosoft.com' }]]);
  });

  test('of Microsoft for every organization names none', async () => {
    const app = await openProvider();
    await openForm(app, /^Microsoft Teams:/);
    await app.user.type(screen.getByRole('textbox', { name: 'Client id' }), 'our-own-app');
    await app.user.click(button('Save for Microsoft Teams'));
    expect(called(app)).toMatchObject([['save-own-app', { kind: 'teams', directoryId: null }]]);
  });

  test('is saved once, and what is typed meanwhile stays', async () => {
    const { program, answer } = slowProgram();
    const app = await openProvider(program);
    await openForm(app, /^Microsoft Teams:/);
    await app.user.type(screen.getByRole('textbox', { name: 'Client id' }), 'our-app{Enter}{Enter}-2');
    await answer(OK);
    expect(app.bridge.calls.map(({ name }) => name)).toEqual(['save-own-app']);
    expect(field('Client id')).toHaveProperty('value', 'our-app-2');
  });

  test.each([
    [/^Zoom:/, 'Save for Zoom'],
    [/^Google Meet:/, 'Save for Google Meet'],
  ])('%s has no directory', async (name, save) => {
    const app = await openProvider();
    await openForm(app, name);
    expect(button(save)).toBeDefined();
    expect(field('Directory (tenant) ID')).toBeNull();
  });

  test('says what is wrong with a directory beside its field', async () => {
    const problem = {
      code: 'directory-unusable',
      message: 'The directory (tenant) ID is neither an ID nor a domain name of your organization.',
      mend: 'Leave it empty.',
      field: 'directoryId',
    };
    const app = await openProvider(() => ({ ok: false, problem }));
    await openForm(app, /^Microsoft Teams:/);
    await app.user.type(screen.getByRole('textbox', { name: 'Client id' }), 'our-own-app');
    await app.user.type(screen.getByRole('textbox', { name: 'Directory (tenant) ID' }), 'acme');
    await app.user.click(button('Save for Microsoft Teams'));
    expect(field('Directory (tenant) ID')?.getAttribute('aria-invalid')).toBe('true');
  });
});
