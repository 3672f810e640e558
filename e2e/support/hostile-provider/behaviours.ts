import { brokenBodies } from "./broken-bodies.ts";
import type { Behaviour } from "./exchange.ts";
import { goodAnswers } from "./good-answers.ts";
import { refusals } from "./refusals.ts";
import { wireFaults } from "./wire-faults.ts";

/** The whole repertoire of the token endpoint, by name. */
export const behaviours = {
  ...goodAnswers,
  ...refusals,
  ...brokenBodies,
  ...wireFaults,
} satisfies Record<string, Behaviour>;

export type BehaviourName = keyof typeof behaviours;
