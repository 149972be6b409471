import type { View } from '../../../preload/contract/view.ts';

export interface ChartBar {
  readonly day: string;
  readonly made: number;
  readonly failed: number;
  /** From 0 to 1 of the chart's height; the failed part stands on the made one. */
  readonly madeShare: number;
  readonly failedShare: number;
}

export interface ChartShape {
  readonly bars: readonly ChartBar[];
  /** What the top of the chart stands for: a round number. */
  readonly top: number;
  readonly made: number;
  readonly failed: number;
}

/** The heights of the chart's bars. Pure. */
export function chartShape(days: View['chart']): ChartShape {
  const top = roundUp(Math.max(0, ...days.map(({ made, failed }) => made + failed)));
  return {
    top,
    made: days.reduce((sum, { made }) => sum + made, 0),
    failed: days.reduce((sum, { failed }) => sum + failed, 0),
    bars: days.map(({ day, made, failed }) => ({
      day,
      made,
      failed,
      madeShare: made / top,
      failedShare: failed / top,
    })),
  };
}

/** The next of 4, 10, 20, 40, 100, 200, 400 … : halves of it are whole numbers, too. */
function roundUp(value: number): number {
  let top = 4;
  for (let step = 0; top < value; step += 1) top *= [2.5, 2, 2][step % 3] ?? 2;
  return top;
}
