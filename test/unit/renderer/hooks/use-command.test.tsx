import { act, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../../preload/contract/contract.ts';
import { OK, refused } from '../../../fakes/fake-bridge.ts';
import { sampleView } from '../../../fakes/views.ts';
import { oneRowScene } from '../../../fakes/scenes.ts';
import { renderApp, setUpBrowser } from '../render-app.tsx';

setUpBrowser();

const nowMs = Date.now();

/** A program that answers when it is told to. */
function slowProgram(): { readonly answer: (answer: Answer) => void; readonly run: () => Promise<Answer> } {
  const waiting: ((answer: Answer) => void)[] = [];
  return {
    run: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
    answer: (answer) => {
      for (const resolve of waiting.splice(0)) resolve(answer);
    },
  };
}

async function openApp(run: () => Answer | Promise<Answer>) {
  const app = renderApp(oneRowScene(nowMs), 'overview', (name) => (name === 'sync-now' ? run() : OK));
  await screen.findByRole('heading', { level: 1, name: 'Overview' });
  return app;
}

describe('a command', () => {
  test('is not called twice while it is under way', async () => {
    const program = slowProgram();
    const { user, bridge } = await openApp(program.run);
    await user.click(screen.getByRole('button', { name: 'Sync now' }));
    const button = screen.getByRole('button', { name: 'Looking' });
    expect(button.getAttribute('aria-busy')).toBe('true');
    await user.click(button);
    expect(bridge.calls.filter(({ name }) => name === 'sync-now')).toHaveLength(1);
    await act(() => Promise.resolve(program.answer(OK)));
    expect(screen.getByRole('button', { name: 'Sync now' })).toBeDefined();
  });

  test('that is refused says what happened, what to do and its code, until that is dismissed', async () => {
    const { user } = await openApp(() =>
      refused('network-unreachable', 'Skedulo cannot be reached.', 'Check the network.'),
    );
    await user.click(screen.getByRole('button', { name: 'Sync now' }));
    expect(screen.getByText('Skedulo cannot be reached.')).toBeDefined();
    expect(screen.getByText('Check the network.')).toBeDefined();
    expect(screen.getByText('Code: network-unreachable')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByText('Skedulo cannot be reached.')).toBeNull();
  });

  test('keeps its answer while another page is shown', async () => {
    const { user } = await openApp(() => refused('network-unreachable', 'Skedulo cannot be reached.'));
    await user.click(screen.getByRole('button', { name: 'Sync now' }));
    await user.click(screen.getByRole('button', { name: 'Jobs' }));
    await screen.findByRole('heading', { level: 1, name: 'Jobs' });
    await user.click(screen.getByRole('button', { name: 'Overview' }));
    expect(await screen.findByText('Skedulo cannot be reached.')).toBeDefined();
  });

  test('that takes long and can be stopped offers Cancel', async () => {
    const program = slowProgram();
    const { user, bridge } = await openApp(program.run);
    await user.click(screen.getByRole('button', { name: 'Sync now' }));
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull();
    act(() => {
      bridge.push({
        name: 'view',
        payload: sampleView(nowMs, {
          revision: 2,
          tasks: [{ command: 'sync-now', words: 'Reading jobs', sinceMs: Date.now() }],
        }),
      });
    });
    expect(screen.getByRole('button', { name: 'Reading jobs' })).toBeDefined();
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(bridge.calls.at(-1)).toEqual({ name: 'cancel-task', input: { command: 'sync-now' } });
  });
});
