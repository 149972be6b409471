import type { SimulatorAnswer } from '../kit/http-simulator.ts';

export interface ZoomLimits {
  /** Counts one creation or update of a user; an answer when the day's are used up. */
  takeDaily(userId: string): SimulatorAnswer | null;
  /** Counts one request; an answer when there were too many in the last second. */
  takeSecond(): SimulatorAnswer | null;
  /** Creations and updates counted for the user on this UTC day. */
  usedToday(userId: string): number;
}

/** Counts requests as Zoom does. `perSecond` is null for no such limit. */
export function createZoomLimits(perDay: number, perSecond: number | null, nowMs: () => number): ZoomLimits {
  const daily = new Map<string, number>();
  let recent: number[] = [];
  const windowOf = (userId: string): string => `${userId} ${new Date(nowMs()).toISOString().slice(0, 10)}`;
  return {
    usedToday: (userId) => daily.get(windowOf(userId)) ?? 0,
    takeDaily(userId) {
      const used = daily.get(windowOf(userId)) ?? 0;
      if (used >= perDay) return userLimitAnswer(perDay);
      daily.set(windowOf(userId), used + 1);
      return null;
    },
    takeSecond() {
      if (perSecond === null) return null;
      const now = nowMs();
      recent = recent.filter((at) => at > now - 1000);
      if (recent.length >= perSecond) return perSecondAnswer();
      recent.push(now);
      return null;
    },
  };
}

/** 429: too many requests in this second, for the whole account. */
export function perSecondAnswer(): SimulatorAnswer {
  return {
    status: 429,
    headers: { 'x-ratelimit-category': 'Medium', 'x-ratelimit-type': 'QPS' },
    body: {
      code: 429,
      message: 'You have reached the maximum per-second rate limit for this API. Try again later.',
    },
  };
}

/** 429: the account's requests of the day are used up. `Retry-After` is an ISO 8601 instant. */
export function dailyApiAnswer(retryAt: Date): SimulatorAnswer {
  return {
    status: 429,
    headers: { 'x-ratelimit-type': 'Daily-limit', 'retry-after': retryAt.toISOString() },
    body: {
      code: 429,
      message:
        'You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you can make another request.',
    },
  };
}

function userLimitAnswer(perDay: number): SimulatorAnswer {
  return {
    status: 429,
    body: {
      code: 429,
      message: `You have exceeded the daily rate limit (${String(perDay)}) of Meeting Create/Update API requests permitted for this particular user. You may resume these requests at GMT 00:00:00.`,
    },
  };
}
