import { setTimeout as wait } from "node:timers/promises";
import { advanceKeyRotation, type Context, getKeyRing, startKeyRotation } from "@grantry/core";
import type { KeyRingView } from "@grantry/schema";
import { defineCommand } from "citty";
import { jsonOption, onDeployment } from "../console.ts";
import { exitCodes, printJson, printLine, printNote, printTable, UsageError } from "../output.ts";

const RESEALED_AT_ONCE = 1_000;
const LOOKS_AGAIN_AFTER_MS = 1_000;

const list = defineCommand({
  meta: { name: "list", description: "The keys of the key ring, what each sealed, and what is next" },
  args: jsonOption,
  async run({ args }) {
    const keyRing = await onDeployment(getKeyRing);
    if (args.json) printJson(keyRing);
    else printKeyRing(keyRing);
  },
});

const rotate = defineCommand({
  meta: {
    name: "rotate",
    description: "Add a key, seal everything with it, let the old one go; run again, it goes on where it was stopped",
  },
  args: {
    ...jsonOption,
    wait: { type: "string", description: "seconds to wait for hosts that must learn the key", default: "60" },
  },
  async run({ args }) {
    const waitSeconds = Number(args.wait);
    if (!(waitSeconds >= 0)) throw new UsageError(`--wait is “${args.wait}”; it takes a number of seconds.`);
    const keyRing = await onDeployment(async (ctx) => {
      await startKeyRotation(ctx);
      await finish(ctx, waitSeconds * 1000);
      return getKeyRing(ctx);
    });
    if (args.json) printJson(keyRing);
    else printKeyRing(keyRing);
    // What is left needs someone: a host without the key, a value that does not open.
    if (keyRing.state !== "at-rest") process.exitCode = exitCodes.refused;
  },
});

/** Takes step after step until nothing is left, or what is left has not moved for so long. */
async function finish(ctx: Context, patienceMs: number): Promise<void> {
  let told = "";
  let movedAt = ctx.platform.now();
  for (;;) {
    const state = await advanceKeyRotation(ctx, RESEALED_AT_ONCE);
    if (state.kind === "at-rest") return;
    const stands = JSON.stringify(state);
    if (stands !== told) {
      printNote((await getKeyRing(ctx)).says);
      [told, movedAt] = [stands, ctx.platform.now()];
      continue;
    }
    if (ctx.platform.now() - movedAt >= patienceMs) return;
    await wait(LOOKS_AGAIN_AFTER_MS);
  }
}

function printKeyRing({ keys, says }: KeyRingView): void {
  printTable(
    ["KEY", "SEALED VALUES", ""],
    keys.map(({ id, values, isSealing, isMissing }) => [
      id,
      String(values),
      isSealing ? "seals" : isMissing ? "missing" : "opens",
    ]),
  );
  printLine(says);
}

export const keyCommand = defineCommand({
  meta: { name: "key", description: "The keys that seal what is stored" },
  subCommands: { list, rotate },
});
