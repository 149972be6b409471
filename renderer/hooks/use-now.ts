import { useEffect, useState } from 'react';

/**
 * The time, again and again. The component is drawn anew each time, so ask for it in small ones.
 * @param every how many milliseconds apart, or a function of the time that tells
 */
export function useNow(every: number | ((nowMs: number) => number)): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  const waitMs = typeof every === 'number' ? every : every(nowMs);
  useEffect(() => {
    const timer = setInterval(() => {
      setNowMs(Date.now());
    }, waitMs);
    return () => {
      clearInterval(timer);
    };
  }, [waitMs]);
  return nowMs;
}

/** Whether an instant is past; false for null. The component is drawn anew when it comes. */
export function useIsPast(atMs: number | null): boolean {
  const [pastMs, setPastMs] = useState<number | null>(null);
  useEffect(() => {
    if (atMs === null) return;
    const timer = setTimeout(
      () => {
        setPastMs(atMs);
      },
      Math.max(0, atMs - Date.now()),
    );
    return () => {
      clearTimeout(timer);
    };
  }, [atMs]);
  return atMs !== null && pastMs === atMs;
}
