import type { View } from '../../preload/contract/view.ts';

export type PauseLength = 'half-hour' | 'hour' | 'tomorrow';

/** What a line of the tray's menu does. */
export type TrayAction =
  | { readonly kind: 'open' }
  /** Opens the window where it shows what needs a person. */
  | { readonly kind: 'show-attention' }
  | { readonly kind: 'sync-now' }
  | { readonly kind: 'pause'; readonly until: PauseLength }
  | { readonly kind: 'resume' }
  | { readonly kind: 'quit' };

export type TrayLine =
  | { readonly kind: 'separator' }
  /** Says something; cannot be chosen. */
  | { readonly kind: 'words'; readonly label: string }
  | {
      readonly kind: 'action';
      readonly label: string;
      readonly action: TrayAction;
      readonly isEnabled: boolean;
    }
  | { readonly kind: 'choice'; readonly label: string; readonly lines: readonly TrayLine[] };

export interface TrayLook {
  readonly state: View['headline']['state'];
  readonly tooltip: string;
  readonly menu: readonly TrayLine[];
}

/** Windows cuts tooltips of the notification area after 127 characters (NOTIFYICONDATAW.szTip). */
const LONGEST_TOOLTIP = 127;
/** Longer lines make a menu unreadable. */
const LONGEST_LINE = 80;

/** What the tray shows of a view. `formatTime` writes an instant as a time of day in the system's manner. */
export function lookOfTray(view: View, formatTime: (atMs: number) => string): TrayLook {
  const { headline } = view;
  return {
    state: headline.state,
    tooltip: shorten(`ReadyMeet: ${headline.cause ?? headline.words}`, LONGEST_TOOLTIP),
    menu: [
      action(shorten(headline.cause ?? headline.words, LONGEST_LINE), { kind: 'show-attention' }),
      ...passLines(view, formatTime),
      { kind: 'separator' },
      ...engineLines(view),
      ...attentionLines(view),
      { kind: 'separator' },
      action('Open ReadyMeet', { kind: 'open' }),
      action('Quit ReadyMeet', { kind: 'quit' }),
    ],
  };
}

function passLines({ sync }: View, formatTime: (atMs: number) => string): readonly TrayLine[] {
  const lines: TrayLine[] = [];
  if (sync.lastPassMs !== null) lines.push(words(`Last look ${formatTime(sync.lastPassMs)}`));
  if (sync.isLooking) lines.push(words('Looking now'));
  else if (sync.nextPassMs !== null) lines.push(words(`Next look ${formatTime(sync.nextPassMs)}`));
  return lines;
}

function engineLines({ automation, sync }: View): readonly TrayLine[] {
  if (!automation.isEnabled) return [action('Sync now', { kind: 'sync-now' }, false)];
  const syncNow = action('Sync now', { kind: 'sync-now' }, !sync.isLooking);
  if (sync.pausedUntilMs !== null) return [syncNow, action('Resume', { kind: 'resume' })];
  return [
    syncNow,
    {
      kind: 'choice',
      label: 'Pause',
      lines: [
        action('For 30 minutes', { kind: 'pause', until: 'half-hour' }),
        action('For 1 hour', { kind: 'pause', until: 'hour' }),
        action('Until tomorrow', { kind: 'pause', until: 'tomorrow' }),
      ],
    },
  ];
}

function attentionLines({ attention }: View): readonly TrayLine[] {
  if (attention.length === 0) return [];
  const label = attention.length === 1 ? '1 needs attention' : `${String(attention.length)} need attention`;
  return [action(label, { kind: 'show-attention' })];
}

function words(label: string): TrayLine {
  return { kind: 'words', label };
}

function action(label: string, does: TrayAction, isEnabled = true): TrayLine {
  return { kind: 'action', label, action: does, isEnabled };
}

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
