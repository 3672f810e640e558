import { accessTokenFor, bringRefreshToken, importTokens, requestToken, revokeToken, testToken } from "@grantry/core";
import { bringRefreshTokenRoute, secret, tokenRequestGrant } from "@grantry/schema";
import { defineCommand } from "citty";
import { jsonOption, onDeployment, readInputFile } from "../console.ts";
import { printJson, printLine, printTable, UsageError } from "../output.ts";
import { authorizeTokenCommand } from "./authorize-token.ts";

const name = {
  type: "positional",
  valueHint: "configuration",
  description: "name or id of the configuration",
  required: true,
} as const;

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
    grant: {
      type: "string",
      required: true,
      valueHint: tokenRequestGrant.options.join("|"),
      description: "how the token is obtained",
    },
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

const atProvider = {
  revoked: "revoked at the provider, and forgotten here",
  "not-offered": "forgotten here; the provider offers no revocation, so end it on its own pages too",
  "nothing-held": "nothing to revoke: there was no token",
  failed: "forgotten here; the provider did not take it back, so end it on its own pages too",
} as const;

const bring = defineCommand({
  meta: { name: "bring", description: "Bring in a refresh token that was got elsewhere with the same client" },
  args: {
    name,
    file: { type: "positional", description: "the file that holds it, or - for standard input", required: true },
    ...jsonOption,
  },
  async run({ args }) {
    const text = new TextDecoder().decode(await readInputFile(args.file));
    const body = bringRefreshTokenRoute.request.body.content["application/json"].schema.safeParse({
      refreshToken: text,
    });
    if (!body.success) throw new UsageError("There is no refresh token: one line of visible characters is expected.");
    const token = await onDeployment((ctx) => bringRefreshToken(ctx, args.name, secret(body.data.refreshToken)));
    if (args.json) printJson(token);
    else printLine(`${args.name}: ${token.status}, expires ${token.accessTokenExpiresAt ?? "never"}`);
  },
});

const revoke = defineCommand({
  meta: { name: "revoke", description: "Revoke a grant at the provider, then forget it" },
  args: {
    name,
    "forget-anyway": { type: "boolean", description: "forget it here even where the provider does not take it back" },
    ...jsonOption,
  },
  async run({ args }) {
    const forgetAnyway = args["forget-anyway"] ?? false;
    const revocation = await onDeployment((ctx) => revokeToken(ctx, args.name, { forgetAnyway }));
    if (args.json) printJson(revocation);
    else printLine(`${args.name}: ${atProvider[revocation.atProvider]}.`);
  },
});

const tryOut = defineCommand({
  meta: { name: "test", description: "Try the token at the service that its template knows" },
  args: { name, ...jsonOption },
  async run({ args }) {
    const test = await onDeployment((ctx) => testToken(ctx, args.name));
    if (args.json) printJson(test);
    else {
      for (const { step, outcome, milliseconds, problem } of test.steps) {
        printLine(`${step}: ${outcome}${milliseconds === null ? "" : ` (${milliseconds} ms)`}`);
        if (problem) printLine(`  ${problem.title} ${problem.detail} ${problem.action}`);
      }
      if (test.problem) printLine(`${test.problem.title}. ${test.problem.detail} ${test.problem.action}`);
      if (test.succeeded) printLine(`${test.host} takes the token${test.account ? ` of ${test.account}` : ""}.`);
    }
    if (!test.succeeded) process.exitCode = 1;
  },
});

const importList = defineCommand({
  meta: {
    name: "import",
    description: "Take over running grants from the output of the seed system's ListTokenInformation: no new consent",
  },
  args: {
    file: { type: "positional", description: "the file, or - for standard input", required: true },
    "dry-run": { type: "boolean", description: "say what would become of each grant, change nothing" },
    "time-zone": { type: "string", default: "UTC", description: "OTRSTimeZone of the other system" },
    ...jsonOption,
  },
  async run({ args }) {
    const text = new TextDecoder().decode(await readInputFile(args.file));
    const choice = { dryRun: args["dry-run"] ?? false, timeZone: args["time-zone"] };
    const report = await onDeployment((ctx) => importTokens(ctx, text, choice));
    if (args.json) return printJson(report);
    printTable(
      ["LINE", "OUTCOME", "NAME", "FIRST REFRESH"],
      report.entries.map(({ line, outcome, name, firstRefreshAt }) => [
        String(line),
        outcome,
        name,
        firstRefreshAt ?? "–",
      ]),
    );
    printLine(report.applied ? "Done." : "Nothing was changed: this was a dry run.");
  },
});

export const tokenCommand = defineCommand({
  meta: { name: "token", description: "Access tokens" },
  subCommands: { get, request, authorize: authorizeTokenCommand, test: tryOut, bring, revoke, import: importList },
});
