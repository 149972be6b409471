import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { act, render } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { When } from '../../../../renderer/components/when.tsx';
import { MONDAY_MS } from '../../../fakes/jobs.ts';
import { setUpBrowser } from '../render-app.tsx';

setUpBrowser();
beforeEach(() => {
  vi.useFakeTimers({ now: MONDAY_MS });
  return () => {
    vi.useRealTimers();
  };
});

test('an instant is told as a person would, and stays true while time goes on', () => {
  const { container } = render(
    <FluentProvider theme={webLightTheme}>
      <When atMs={MONDAY_MS + 12 * 60_000} zone="Australia/Brisbane" />
    </FluentProvider>,
  );
  const time = container.querySelector('time');
  expect(time?.textContent).toBe('in 12 minutes, 12:12 PM Brisbane time (UTC+10)');
  expect(time?.dateTime).toBe('2026-11-23T02:12:00.000Z');
  act(() => {
    vi.advanceTimersByTime(11.5 * 60_000);
  });
  expect(time?.textContent).toMatch(/^in 30 seconds, /);
  act(() => {
    vi.advanceTimersByTime(10_000);
  });
  expect(time?.textContent).toMatch(/^in 20 seconds, /);
});

test('another instant in its place is told from now on', () => {
  const when = (atMs: number): React.ReactElement => (
    <FluentProvider theme={webLightTheme}>
      <When atMs={atMs} show="relative" />
    </FluentProvider>
  );
  const { container, rerender } = render(when(MONDAY_MS - 120_000));
  vi.setSystemTime(MONDAY_MS + 10_000);
  rerender(when(MONDAY_MS + 10_000));
  expect(container.querySelector('time')?.textContent).toBe('now');
});
