import { act, screen } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { encryptionWarning } from '../../../../../renderer/pages/e-mail/mail-draft.ts';
import { oneRowScene } from '../../../../fakes/scenes.ts';
import { OK } from '../../../../fakes/fake-bridge.ts';
import type { FakeProgram } from '../../../../fakes/fake-bridge.ts';
import { sampleMail, sampleTemplate } from '../../../../fakes/views.ts';
import { slowProgram } from '../../slow-program.ts';
import { renderApp, setUpBrowser } from '../../render-app.tsx';
import type { RenderedApp } from '../../render-app.tsx';

setUpBrowser();

async function openEMail(
  mail = sampleMail(),
  program?: FakeProgram,
  keepsSecrets: 'encrypted' | 'memory' = 'encrypted',
): Promise<RenderedApp> {
  const scene = oneRowScene(Date.now());
  const app_ = { ...scene.view.app, keepsSecrets };
  const app = renderApp({ ...scene, view: { ...scene.view, mail, app: app_ } }, 'e-mail', program);
  await screen.findByRole('heading', { level: 1, name: 'E-mail' });
  return app;
}

const field = (label: string | RegExp): HTMLElement => screen.getByLabelText(label);

describe('the mail server', () => {
  test('is saved once, and what is typed while it is checked stays', async () => {
    const { program, answer } = slowProgram();
    const { user, bridge } = await openEMail(sampleMail(), program);
    await user.clear(field('User name'));
    await user.type(field('User name'), 'care{Enter}{Enter}');
    await user.type(field('User name'), '-desk');
    await answer(OK);
    expect(bridge.calls.map(({ name }) => name)).toEqual(['save-mail-server']);
    expect(field('User name')).toHaveProperty('value', 'care-desk');
    expect(screen.getByRole('button', { name: 'Undo changes' })).toBeDefined();
  });

  test('forgets what was typed once it is saved', async () => {
    const { user } = await openEMail();
    await user.type(field('Password'), 'sample-password{Enter}');
    expect(field('Password')).toHaveProperty('value', '');
    expect(screen.queryByRole('button', { name: 'Undo changes' })).toBeNull();
  });

  test.each([
    [true, 'encrypted', 'One is stored; leave this empty to keep it.'],
    [false, 'encrypted', 'Kept encrypted, and never shown again.'],
    [true, 'memory', 'One is kept until ReadyMeet ends; leave this empty to keep it.'],
    [false, 'memory', 'Kept until ReadyMeet ends, and never shown again.'],
  ] as const)('tells of a password (stored: %s, kept: %s): %s', async (hasPassword, keepsSecrets, words) => {
    const { server } = sampleMail();
    if (server === null) throw new Error('The sample office has no mail server.');
    await openEMail(sampleMail({ server: { ...server, hasPassword } }), undefined, keepsSecrets);
    expect(screen.getByText(words)).toBeDefined();
  });

  test('a refusal about encryption is shown though there is a warning, too', async () => {
    const problem = { code: 'no-tls', message: 'The server insists on TLS.', mend: null, field: 'security' };
    const { user } = await openEMail(sampleMail(), () => ({ ok: false, problem }));
    await user.click(screen.getByRole('radio', { name: /^None/ }));
    await user.click(screen.getByRole('button', { name: 'Save and check' }));
    expect(screen.getByText('The server insists on TLS.')).toBeDefined();
  });

  test.each(['localhost', ' 127.0.0.1 ', '127.8.9.10', '::1', '[::1]'])(
    'without encryption on this very computer (%s) is nothing to warn of',
    (host) => {
      expect(encryptionWarning({ security: 'none', host })).toBeNull();
    },
  );

  test.each(['smtp.acme.test', '10.0.0.1', 'localhost.acme.test', '1127.0.0.1', ''])(
    'without encryption elsewhere (%s) is warned of',
    (host) => {
      expect(encryptionWarning({ security: 'none', host })).toMatch(/can read the invitations/);
      expect(encryptionWarning({ security: 'starttls', host })).toBeNull();
    },
  );

  test('says at the field what no encryption means', async () => {
    const { user } = await openEMail();
    expect(screen.queryByText(/can read the invitations/)).toBeNull();
    await user.click(screen.getByRole('radio', { name: /^None/ }));
    expect(screen.getByText(/can read the invitations and the password/)).toBeDefined();
  });

  test('keeps what was typed when the service that is chosen already is chosen again', async () => {
    const { user } = await openEMail(sampleMail({ server: null, state: 'not-set-up' }));
    await user.type(field(/^Server/), 'mail.acme.test');
    await user.click(screen.getByRole('combobox', { name: 'Mail service' }));
    await user.click(await screen.findByRole('option', { name: 'Another mail server' }));
    expect(field(/^Server/)).toHaveProperty('value', 'mail.acme.test');
  });
});

test('the address for a test invitation is kept while the texts are looked at', async () => {
  const { user } = await openEMail();
  await user.type(field('Your own e-mail address'), 'olga@acme.test');
  await user.click(screen.getByRole('tab', { name: 'Invitations' }));
  await user.click(screen.getByRole('tab', { name: 'Mail server' }));
  expect(field('Your own e-mail address')).toHaveProperty('value', 'olga@acme.test');
});

test('the texts are those of the template that was sent last', async () => {
  const { user, bridge } = await openEMail();
  await user.click(screen.getByRole('tab', { name: 'Invitations' }));
  expect(field('Footer')).toHaveProperty('value', sampleTemplate().footer);
  act(() => {
    bridge.push({ name: 'letter-template', payload: { ...sampleTemplate(), footer: 'Acme, Perth' } });
  });
  expect(field('Footer')).toHaveProperty('value', 'Acme, Perth');
});

describe('a test invitation', () => {
  test('is sent once, however often Enter is pressed', async () => {
    const { program, answer } = slowProgram();
    const { user, bridge } = await openEMail(sampleMail(), program);
    await user.type(field('Your own e-mail address'), 'olga@acme.test{Enter}{Enter}');
    await answer(OK);
    expect(bridge.calls.map(({ name }) => name)).toEqual(['send-test-invitation']);
  });

  test('that failed before the window was loaded again is not kept quiet about', async () => {
    const problem = { code: 'mail-refused', message: 'The mail server refused it.', mend: null };
    const testInvitation = { to: 'olga@acme.test', atMs: Date.now(), problem };
    await openEMail(sampleMail({ testInvitation }));
    expect(screen.getByText('The mail server refused it.')).toBeDefined();
  });
});

test('texts that are typed while others are saved stay', async () => {
  const { program, answer } = slowProgram();
  const { user, bridge } = await openEMail(sampleMail(), (name, input) =>
    name === 'save-letter-template' ? program(name, input) : OK,
  );
  await user.click(screen.getByRole('tab', { name: 'Invitations' }));
  await user.type(field('Footer'), ', Level 2');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.type(field('Footer'), ', Brisbane');
  await answer(OK);
  expect(bridge.calls.some(({ name }) => name === 'save-letter-template')).toBe(true);
  expect(field('Footer')).toHaveProperty('value', `${sampleTemplate().footer}, Level 2, Brisbane`);
});

test('a logo that cannot be read leaves the one there is, and says so', async () => {
  vi.stubGlobal(
    'FileReader',
    class extends EventTarget {
      readonly result = null;
      readAsDataURL(): void {
        this.dispatchEvent(new Event('loadend'));
      }
    },
  );
  const { user, store } = await openEMail();
  await user.click(screen.getByRole('tab', { name: 'Invitations' }));
  await user.upload(field('Logo file'), new File(['x'], 'logo.png', { type: 'image/png' }));
  expect(await screen.findByText('logo.png could not be read. The logo is as it was.')).toBeDefined();
  expect(store.getState().drafts.letter).toBeNull();
});

test('the halves of the page are panels of their tabs', async () => {
  const { user } = await openEMail();
  expect(screen.getByRole('tabpanel', { name: 'Mail server' })).toBeDefined();
  await user.click(screen.getByRole('tab', { name: 'Invitations' }));
  expect(screen.getByRole('tabpanel', { name: 'Invitations' })).toBeDefined();
});
