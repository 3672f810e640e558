import {
  type Context,
  getDeviceAuthorization,
  getTokenConfig,
  startAuthorization,
  startDeviceAuthorization,
} from "@grantry/core";
import type { DeviceAuthorization } from "@grantry/schema";
import { defineCommand } from "citty";
import { jsonOption, onDeployment } from "../console.ts";
import { exitCodes, printJson, printLine, printNote } from "../output.ts";

/** The provider is asked in its own rhythm, by whoever comes first: this only looks. */
const LOOK_AGAIN_MS = 1_000;

export const authorizeTokenCommand = defineCommand({
  meta: {
    name: "authorize",
    description: "Start an authorization: print where to open a browser, or a code for any device and how that ended",
  },
  args: {
    name: {
      type: "positional",
      valueHint: "configuration",
      description: "name or id of the configuration",
      required: true,
    },
    device: { type: "boolean", description: "by a code for any device, where the configuration has both ways" },
    json: { ...jsonOption.json, description: "print JSON; by device twice: as begun, and as ended" },
  },
  async run({ args }) {
    const json = args.json ?? false;
    await onDeployment(async (ctx) => {
      const { tokenConfig } = await getTokenConfig(ctx, args.name);
      if (args.device || tokenConfig.grant === "device_code") await authorizeByDevice(ctx, tokenConfig, json);
      else await printAuthorizationUrl(ctx, tokenConfig.id, json);
    });
  },
});

/** Starts an authorization and prints where to send a browser. */
export async function printAuthorizationUrl(ctx: Context, nameOrId: string, json: boolean): Promise<void> {
  const { authorizationUrl, expiresAt } = await startAuthorization(ctx, nameOrId);
  if (json) printJson({ authorizationUrl, expiresAt: new Date(expiresAt).toISOString() });
  else printLine(authorizationUrl.href);
}

/** Shows the code and waits for what becomes of it. The result alone decides how the command ends. */
async function authorizeByDevice(ctx: Context, config: { id: string; name: string }, json: boolean): Promise<void> {
  const begun = await startDeviceAuthorization(ctx, config.id);
  if (json) printJson(begun);
  else {
    printLine(`Open ${begun.verificationUri} on any device and type the code ${begun.userCode}`);
    if (begun.verificationUriComplete) printLine(`or open ${begun.verificationUriComplete}`);
    printLine(`Waiting until ${begun.expiresAt} for someone to allow it.`);
  }
  const ended = await untilEnded(ctx, config.id, begun);
  if (json) printJson(ended);
  else if (ended.status === "granted") printLine(`${config.name}: authorized${by(ended.account)}.`);
  if (ended.status === "granted") return;
  process.exitCode = exitCodes.refused;
  printNote(`error: ${config.name}: ${ended.status}. ${wordsOf(ended)}`.trimEnd());
}

/** Tells on the way what stands in the way. */
async function untilEnded(ctx: Context, configId: string, begun: DeviceAuthorization): Promise<DeviceAuthorization> {
  let told = "";
  for (let seen = begun; ; seen = await getDeviceAuthorization(ctx, configId, begun.id)) {
    if (seen.status !== "pending") return seen;
    const words = wordsOf(seen);
    if (words !== told) printNote(words);
    told = words;
    await ctx.platform.wait(LOOK_AGAIN_MS);
  }
}

const by = (account: string | null) => (account === null ? "" : ` by ${account}`);

function wordsOf({ problem }: DeviceAuthorization): string {
  return problem === null ? "" : `${problem.title} ${problem.action}`;
}
