import type { AppSettings } from '../settings/app-settings.ts';

/** Position and size in device-independent pixels. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export type SavedBounds = NonNullable<AppSettings['desktop']['windowBounds']>;

/** Where the window opens. Without x and y the system chooses the middle. */
export interface WindowPlace {
  readonly bounds: Bounds | Pick<Bounds, 'width' | 'height'>;
  readonly isMaximized: boolean;
}

export const LEAST_SIZE = { width: 640, height: 480 } as const;
const FIRST_SIZE = { width: 1180, height: 780 } as const;
/** How much of the window's top edge has to be in reach so that a person can take hold of it. */
const GRIP = { width: 120, height: 32 } as const;

/**
 * Where to open the window, given where it was and the work areas of the displays there are now (the main one first).
 * Saved bounds that no longer lie on a display are dropped, those larger than their display are cut to it.
 */
export function placeWindow(saved: SavedBounds | null, workAreas: readonly Bounds[]): WindowPlace {
  const main = workAreas[0];
  const firstSize =
    main === undefined
      ? FIRST_SIZE
      : {
          width: Math.max(LEAST_SIZE.width, Math.min(FIRST_SIZE.width, main.width)),
          height: Math.max(LEAST_SIZE.height, Math.min(FIRST_SIZE.height, main.height)),
        };
  if (saved === null) return { bounds: firstSize, isMaximized: false };
  const area = workAreas.find((candidate) => isInReach(saved, candidate));
  if (area === undefined) return { bounds: firstSize, isMaximized: saved.isMaximized };
  const width = clamp(saved.width, LEAST_SIZE.width, area.width);
  const height = clamp(saved.height, LEAST_SIZE.height, area.height);
  return {
    bounds: {
      x: clamp(saved.x, area.x - width + GRIP.width, area.x + area.width - GRIP.width),
      y: clamp(saved.y, area.y, area.y + area.height - GRIP.height),
      width,
      height,
    },
    isMaximized: saved.isMaximized,
  };
}

/** Whether enough of the top edge lies in the work area. */
function isInReach(saved: Bounds, area: Bounds): boolean {
  const shared = Math.min(saved.x + saved.width, area.x + area.width) - Math.max(saved.x, area.x);
  return (
    shared >= GRIP.width && saved.y >= area.y - GRIP.height && saved.y <= area.y + area.height - GRIP.height
  );
}

/** Where there is no room between the limits, the lower one wins. */
function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
