// @vitest-environment jsdom
import { act, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { encryptionWarning } from '../../../../../renderer/pages/e-mail/mail-draft.ts';
import { oneRowScene } from '../../../../fakes/scenes.ts';
import { sampleMail, sampleTemplate } from '../../../../fakes/views.ts';
import { renderApp, setUpBrowser } from '../../render-app.tsx';
import type { RenderedApp } from '../../render-app.tsx';

setUpBrowser();

async function openEMail(mail = sampleMail()): Promise<RenderedApp> {
  const scene = oneRowScene(Date.now());
  const app = renderApp({ ...scene, view: { ...scene.view, mail } }, 'e-mail');
  await screen.findByRole('heading', { level: 1, name: 'E-mail' });
  return app;
}

const field = (label: string | RegExp): HTMLElement => screen.getByLabelText(label);

describe('the mail server', () => {
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
