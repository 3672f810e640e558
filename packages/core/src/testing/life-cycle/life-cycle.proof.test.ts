import { isWholeProof, noteFigures } from "@grantry/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { commands } from "./commands.ts";
import { Reference } from "./reference.ts";
import { FIRST_NAME, World } from "./world.ts";

const dose = isWholeProof ? { seed: 2027, lives: 500, commands: 120 } : { seed: 2027, lives: 10, commands: 100 };
const HOURS_MS = 3_600_000;

test(
  "whatever happens in whatever order, each token is what a small reference model says, and no request is made but those it makes",
  async () => {
    const seen = { commands: 0, requests: 0 };
    const property = fc.asyncProperty(commands(dose.commands), async (life) => {
      const world = await World.begin();
      const reference = new Reference(world.now, FIRST_NAME);
      try {
        await fc.asyncModelRun(() => ({ model: reference, real: world }), life);
        seen.commands += [...life].length;
        seen.requests += reference.requests;
      } finally {
        await world.end();
      }
    });
    await fc.assert(property, { seed: dose.seed, numRuns: dose.lives });
    noteFigures("life-cycle", [
      {
        proof: "The life cycle beside a reference model",
        done: `${dose.lives} lives of up to ${dose.commands} commands, ${seen.commands} in all, two hosts`,
        seen: `${seen.requests} token requests, each of them foreseen; status, explanation, dates and refresh token as foreseen after each command`,
      },
    ]);
    expect(seen.requests).toBeGreaterThan(dose.lives);
  },
  2 * HOURS_MS,
);
