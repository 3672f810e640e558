import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where each proof leaves what it saw; `npm run proof` gathers it. */
export const proofFolder = fileURLToPath(new URL("../../../test-results/proof", import.meta.url));

/** `npm run proof` asks for all of it, `npm test` for a smaller dose of each. */
export const isWholeProof = process.env["PROOF"] === "whole";

/** What a proof saw, in lines for docs/benchmarks.md. */
export interface ProofFigure {
  readonly proof: string;
  /** What was done, with how much of it. */
  readonly done: string;
  readonly seen: string;
}

/** Leaves figures for the report. */
export function noteFigures(name: string, figures: readonly ProofFigure[]): void {
  mkdirSync(proofFolder, { recursive: true });
  writeFileSync(join(proofFolder, `${name}.json`), JSON.stringify(figures));
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
