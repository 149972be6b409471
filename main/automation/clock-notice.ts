import type { Notice } from './notice.ts';

/** @param correctionMs how far this computer's clock is behind Skedulo's (negative: ahead); see `ServerClock` */
export function clockNotice(correctionMs: number): readonly Notice[] {
  if (correctionMs === 0) return [];
  const hours = (Math.abs(correctionMs) / 3_600_000).toFixed(1);
  const direction = correctionMs > 0 ? 'behind' : 'ahead';
  return [
    {
      code: 'clock-wrong',
      message: `The clock of this computer is ${hours} hours ${direction}. ReadyMeet went by Skedulo's clock; set this one right.`,
    },
  ];
}
