import type { NotificationConstructorOptions } from 'electron';
import type { Attention } from '../../preload/contract/view.ts';
import { NOTHING_TOLD, planNotification } from './notification-plan.ts';
import type { PlannedNotification } from './notification-plan.ts';

/** As much of Electron's `Notification` as is needed. */
export interface ShownNotification {
  on(event: 'click' | 'failed', listener: () => void): unknown;
  show(): void;
  close(): void;
}

export interface NotifierOptions {
  readonly create: (options: NotificationConstructorOptions) => ShownNotification;
  readonly nowMs: () => number;
  readonly isEnabled: () => boolean;
  /** Whether the person looks at the window. */
  readonly isWatched: () => boolean;
  readonly onClick: (target: PlannedNotification['target']) => void;
}

/** More than these nobody goes back to. */
const MOST_KEPT = 10;

export interface Notifier {
  /** What needs a person now. */
  see(attention: readonly Attention[]): void;
  dispose(): void;
}

/** Shows notifications of the system for problems and their end, as `planNotification` decides. */
export function createNotifier(options: NotifierOptions): Notifier {
  const { create, nowMs, isEnabled, isWatched, onClick } = options;
  let told = NOTHING_TOLD;
  let seen: readonly Attention[] = [];
  let timer: NodeJS.Timeout | null = null;
  // A notification that is collected as garbage does not tell of a click. Windows says `close` when it puts one into its
  // notification center, where it can still be clicked: the newest are kept, closed or not.
  const shown = new Set<ShownNotification>();

  const decide = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const atMs = nowMs();
    const plan = planNotification(told, {
      attention: seen,
      nowMs: atMs,
      isWatched: isWatched() || !isEnabled(),
    });
    told = plan.told;
    if (plan.notification !== null) show(plan.notification);
    if (plan.againAtMs !== null) timer = setTimeout(decide, plan.againAtMs - atMs);
  };
  const show = ({ title, body, target }: PlannedNotification): void => {
    const notification = create({ title, body, silent: false });
    const forget = (): void => {
      shown.delete(notification);
    };
    notification.on('click', () => {
      forget();
      onClick(target);
    });
    notification.on('failed', forget);
    shown.add(notification);
    const [oldest] = shown;
    if (shown.size > MOST_KEPT && oldest !== undefined) {
      shown.delete(oldest);
      oldest.close();
    }
    notification.show();
  };

  return {
    see(attention) {
      seen = attention;
      decide();
    },
    dispose() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      for (const notification of shown) notification.close();
      shown.clear();
    },
  };
}
