import type { Handler } from '../admin-context.ts';
import { answerFailure, DONE } from '../answers.ts';

/** Keeps the settings of the Settings page. Null leaves a setting as it is. */
export const saveSettings: Handler<'save-settings'> = async (
  input,
  { control, inBackground, settings, shell, turns },
) => {
  const { opensAtLogin, showsNotifications, pollSeconds } = input;
  // The system first: what it refuses is not to be shown as set.
  if (opensAtLogin !== null && shell.loginItem !== null && opensAtLogin !== shell.loginItem.isOn()) {
    const set = await shell.loginItem.set(opensAtLogin);
    if (!set.ok) return answerFailure(set.failure, 'opensAtLogin');
  }
  const isOtherPace = pollSeconds !== settings.current.sync.pollSeconds;
  const saved = await settings.change((current) => ({
    ...current,
    sync: { ...current.sync, pollSeconds },
    desktop: {
      ...current.desktop,
      ...(opensAtLogin === null ? {} : { opensAtLogin }),
      ...(showsNotifications === null ? {} : { showsNotifications }),
    },
  }));
  if (!saved.ok) return answerFailure(saved.failure);
  if (isOtherPace) inBackground(turns.take(() => control.apply()));
  return DONE;
};
