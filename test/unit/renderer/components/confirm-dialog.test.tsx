import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { ConfirmDialog } from '../../../../renderer/components/confirm-dialog.tsx';
import { setUpBrowser } from '../render-app.tsx';

setUpBrowser();

function openDialog(): { onConfirm: () => void; onCancel: () => void } {
  const handlers = { onConfirm: vi.fn<() => void>(), onCancel: vi.fn<() => void>() };
  render(
    <FluentProvider theme={webLightTheme}>
      <ConfirmDialog
        isOpen
        title="Remove Zoom?"
        confirmLabel="Remove Zoom"
        stops={['No new meetings are made.']}
        survives={['64 meetings keep their links.']}
        {...handlers}
      >
        <button type="button">Pause instead</button>
      </ConfirmDialog>
    </FluentProvider>,
  );
  return handlers;
}

test('says what stops and what stays, and begins at the way out', () => {
  openDialog();
  const dialog = screen.getByRole('dialog', { name: 'Remove Zoom?' });
  expect(dialog.textContent).toContain('No new meetings are made.');
  expect(dialog.textContent).toContain('64 meetings keep their links.');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Keep it' }));
  const read = document.getElementById(dialog.getAttribute('aria-describedby') ?? '');
  expect(read?.textContent).toContain('No new meetings are made.');
});

test('confirms by its own button only', async () => {
  const { onConfirm, onCancel } = openDialog();
  await userEvent.click(screen.getByRole('button', { name: 'Remove Zoom' }));
  expect(onConfirm).toHaveBeenCalledTimes(1);
  expect(onCancel).not.toHaveBeenCalled();
});

test('leaves everything as it is on Esc', () => {
  const { onConfirm, onCancel } = openDialog();
  // What the browser tells a dialog when Esc is pressed.
  fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true }));
  expect(onCancel).toHaveBeenCalledTimes(1);
  expect(onConfirm).not.toHaveBeenCalled();
});

test('is not there while it is closed', () => {
  render(
    <ConfirmDialog
      isOpen={false}
      title="Remove Zoom?"
      confirmLabel="Remove Zoom"
      stops={[]}
      survives={[]}
      onConfirm={() => undefined}
      onCancel={() => undefined}
    />,
  );
  expect(screen.queryByRole('dialog')).toBeNull();
});
