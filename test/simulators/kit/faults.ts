import type { SimulatorAnswer } from './http-simulator.ts';

/** What may go wrong with one request. `before` and `after` are meant of the effect the request asks for. */
export type Fault =
  | { readonly kind: 'cut-before' }
  | { readonly kind: 'cut-after' }
  | { readonly kind: 'answer-before'; readonly answer: SimulatorAnswer }
  | { readonly kind: 'answer-after'; readonly answer: SimulatorAnswer }
  | { readonly kind: 'stall'; readonly durationMs: number }
  | { readonly kind: 'truncate' }
  | { readonly kind: 'change-body'; readonly change: (body: unknown) => unknown };

export interface FaultRule {
  readonly method?: string;
  readonly path?: RegExp;
  /** Text that the request's body must contain. */
  readonly bodyIncludes?: string;
  /** How many matching requests are spoilt; 1 unless told, `Infinity` for all. */
  readonly times?: number;
  /** How many matching requests are let through first; none unless told. */
  readonly skip?: number;
  readonly fault: Fault;
}

/** The faults that wait for their request, in the order they were added. */
export class FaultPlan {
  private rules: { rule: FaultRule; toSkip: number; left: number }[] = [];

  add(rule: FaultRule): void {
    this.rules.push({ rule, toSkip: rule.skip ?? 0, left: rule.times ?? 1 });
  }

  clear(): void {
    this.rules = [];
  }

  take(method: string, path: string, body: string): Fault | null {
    for (const entry of this.rules) {
      const { rule } = entry;
      if (entry.left <= 0) continue;
      if (rule.method !== undefined && rule.method !== method) continue;
      if (rule.path !== undefined && !rule.path.test(path)) continue;
      if (rule.bodyIncludes !== undefined && !body.includes(rule.bodyIncludes)) continue;
      if (entry.toSkip > 0) {
        entry.toSkip -= 1;
        continue;
      }
      entry.left -= 1;
      return rule.fault;
    }
    return null;
  }
}
