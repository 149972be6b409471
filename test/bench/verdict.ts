/** What a figure is held to. */
export type Bound =
  | { readonly kind: 'at-most'; readonly limit: number }
  | { readonly kind: 'at-least'; readonly limit: number }
  | { readonly kind: 'exactly'; readonly limit: number };

/** One measured figure. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Null where the figure is only printed. */
  readonly bound: Bound | null;
}

/** One figure as `--json` prints it. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number | null;
  readonly holds: boolean;
}

/** Judges a figure by its bound. A figure that is not a number holds nothing. The verdict goes by the unrounded value. */
export function judge({ name, value, unit, bound }: Measurement): Row {
  return { name, value: rounded(value), unit, limit: bound?.limit ?? null, holds: keeps(value, bound) };
}

function keeps(value: number, bound: Bound | null): boolean {
  if (!Number.isFinite(value)) return false;
  switch (bound?.kind) {
    case undefined:
      return true;
    case 'at-most':
      return value <= bound.limit;
    case 'at-least':
      return value >= bound.limit;
    case 'exactly':
      return value === bound.limit;
  }
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
