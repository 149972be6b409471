import type { Problem } from '../../preload/contract/primitives.ts';
import type { Failure } from '../sync/failure.ts';

/** A failure as the page shows it. */
export function problemOf({ code, message, mend }: Pick<Failure, 'code' | 'message' | 'mend'>): Problem {
  return { code, message, mend: mend ?? null };
}

/** `1 job`, `4 jobs` */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

/** `1 job is waiting`, `4 jobs are waiting` */
export function jobsWaitingWords(count: number): string {
  return `${countOf(count, 'job')} ${count === 1 ? 'is' : 'are'} waiting`;
}
