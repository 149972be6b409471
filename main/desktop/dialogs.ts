import type { MessageBoxOptions } from 'electron';
import type { Failure } from '../sync/failure.ts';

/** Asks whether to quit, saying what that means. The first button quits. */
export function quitDialog(consequence: string): MessageBoxOptions {
  return {
    type: 'question',
    title: 'ReadyMeet',
    message: 'Quit ReadyMeet?',
    detail: consequence,
    buttons: ['Quit', 'Keep running'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
}

/** Said once, when the window is closed for the first time. */
export function closingDialog(platform: NodeJS.Platform): MessageBoxOptions {
  const place = platform === 'darwin' ? 'in the menu bar' : 'beside the clock';
  return {
    type: 'info',
    title: 'ReadyMeet',
    message: 'ReadyMeet goes on working',
    detail: `Only the window is closed. Meetings are made as before. The icon ${place} shows how it goes and opens the window again, as does starting ReadyMeet once more; its menu also has Quit, which ends ReadyMeet.`,
    buttons: ['OK'],
    noLink: true,
  };
}

/** Why ReadyMeet cannot begin, as title and text of a native box. */
export function startFailureWords({ message, mend }: Failure): readonly [title: string, text: string] {
  return ['ReadyMeet cannot start', mend === undefined ? message : `${message}\n\n${mend}`];
}

/** Said when the page has crashed again and again. */
export const PAGE_BROKEN: MessageBoxOptions = {
  type: 'warning',
  title: 'ReadyMeet',
  message: 'The window stopped working',
  detail:
    'The window of ReadyMeet crashed several times in a row and was closed. Meetings are made as before. Open it again from the icon; if that does not help, restart this computer.',
  buttons: ['OK'],
  noLink: true,
};

/**
 * An error inside ReadyMeet, as title and text of a native box. Its own words are left out: nobody has made sure that
 * they hold no secret.
 */
export function bugWords(error: unknown): readonly [title: string, text: string] {
  const name = error instanceof Error ? error.name : typeof error;
  const place =
    error instanceof Error
      ? (error.stack?.split('\n').find((line) => /^\s+at /.test(line)) ?? '').trim()
      : '';
  return [
    'ReadyMeet has to stop',
    `There is an error inside it (${name}). What was made so far is kept; open ReadyMeet again to go on.\n\n${place}`,
  ];
}
