/** One line of the results: what was reached, beside what is wanted. */
export interface Figure {
  readonly path: string;
  readonly reached: string;
  readonly floor: string;
  readonly good: string;
  readonly verdict: "good" | "floor" | "below";
  /** What stands in the way of more. */
  readonly limit: string;
}

/** How much is measured: `smoke` only shows that each benchmark still runs. */
export interface Dose {
  readonly rounds: number;
  readonly ms: number;
}

export type Benchmark = (dose: Dose) => Promise<readonly Figure[]>;

/** Where a figure stands between floor and good; smaller is better. */
export function verdictOf(value: number, limits: { floor: number; good: number }): Figure["verdict"] {
  if (value <= limits.good) return "good";
  return value <= limits.floor ? "floor" : "below";
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;
export const times = (ratio: number): string => `${ratio.toFixed(1)} ×`;
/** Processor time of one of so many, ms: what a busy machine does not change much. */
export const processorEach = (ms: number, count: number): string => `${(ms / count).toFixed(1)} ms of processor each`;
