import type { Navigator } from './navigator.ts';
import type { OwnSession } from './own-session.ts';
import type { TrayAction } from './tray-look.ts';

export interface TrayActionPorts {
  readonly own: Pick<OwnSession, 'ask'>;
  readonly navigator: Pick<Navigator, 'go'>;
  readonly openWindow: () => void;
  readonly quit: () => void;
}

/** Does what was chosen in the tray's menu. */
export function performTrayAction(
  action: TrayAction,
  { own, navigator, openWindow, quit }: TrayActionPorts,
): void {
  switch (action.kind) {
    case 'open':
      openWindow();
      return;
    case 'show-attention':
      navigator.go({ page: 'overview', jobId: null });
      return;
    case 'sync-now':
      own.ask('sync-now', {});
      return;
    case 'pause':
      own.ask('pause', { until: action.until });
      return;
    case 'resume':
      own.ask('resume', {});
      return;
    case 'quit':
      quit();
  }
}
