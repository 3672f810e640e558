import { accessTokenFor, requestToken } from "@grantry/core";
import { tokenRequestGrant } from "@grantry/schema";
import { defineCommand } from "citty";
import { jsonOption, onDeployment } from "../console.ts";
import { printJson, printLine, UsageError } from "../output.ts";

const name = { type: "positional", description: "name or id of the configuration", required: true } as const;

const get = defineCommand({
  meta: { name: "get", description: "Print a working access token, refreshed first when needed" },
  args: { name, "min-ttl": { type: "string", description: "seconds it must still live" }, ...jsonOption },
  async run({ args }) {
    const minTtl = args["min-ttl"];
    if (minTtl !== undefined && !/^\d+$/.test(minTtl))
      throw new UsageError(`--min-ttl is “${minTtl}”; it takes a number of seconds.`);
    const token = await onDeployment((ctx) =>
      accessTokenFor(ctx, args.name, minTtl === undefined ? undefined : Number(minTtl)),
    );
    if (args.json) printJson(token);
    else printLine(token.accessToken);
  },
});

const request = defineCommand({
  meta: { name: "request", description: "Request a new token now" },
  args: {
    name,
    grant: { type: "string", required: true, description: tokenRequestGrant.options.join(" or ") },
    ...jsonOption,
  },
  async run({ args }) {
    const grant = tokenRequestGrant.safeParse(args.grant);
    if (!grant.success)
      throw new UsageError(`--grant is “${args.grant}”; it takes ${tokenRequestGrant.options.join(" or ")}.`);
    const token = await onDeployment((ctx) => requestToken(ctx, args.name, grant.data));
    if (args.json) printJson(token);
    else printLine(`${args.name}: ${token.status}, expires ${token.accessTokenExpiresAt ?? "never"}`);
  },
});

export const tokenCommand = defineCommand({
  meta: { name: "token", description: "Access tokens" },
  subCommands: { get, request },
});
