import { createApiKey, listApiKeys, revokeApiKey } from "@grantry/core";
import { apiKeyInput, inputErrorsOf, inputRefused, scope } from "@grantry/schema";
import { defineCommand } from "citty";
import { jsonOption, onDeployment } from "../console.ts";
import { printJson, printLine, printTable, UsageError } from "../output.ts";

const create = defineCommand({
  meta: { name: "create", description: "Make an API key; it is printed this once" },
  args: {
    name: { type: "positional", description: "what it is for", required: true },
    scope: { type: "string", required: true, description: "one or more, separated by commas" },
    "token-config": { type: "string", description: "limit it to these configurations, separated by commas" },
    ...jsonOption,
  },
  async run({ args }) {
    const listOf = (text: string) => text.split(",").map((part) => part.trim());
    const limited = args["token-config"];
    const unknown = listOf(args.scope).find((part) => !scope.safeParse(part).success);
    if (unknown !== undefined) throw new UsageError(`--scope has “${unknown}”; it takes ${scope.options.join(", ")}.`);
    const wanted = {
      name: args.name,
      scopes: listOf(args.scope),
      tokenConfigs: limited === undefined ? null : listOf(limited),
    };
    const input = apiKeyInput.safeParse(wanted);
    if (!input.success) throw inputRefused(inputErrorsOf(input.error.issues, wanted));
    const { apiKey, key } = await onDeployment((ctx) => createApiKey(ctx, input.data));
    if (args.json) printJson({ ...apiKey, key: key.reveal() });
    else printLine(key.reveal());
  },
});

const list = defineCommand({
  meta: { name: "list", description: "All API keys, never the keys themselves" },
  args: jsonOption,
  async run({ args }) {
    const items = await onDeployment(listApiKeys);
    if (args.json) return printJson({ items });
    printTable(
      ["NAME", "KEY", "SCOPES", "CREATED", "LAST USED", ""],
      items.map((key) => [
        key.name,
        `${key.hint}…`,
        key.scopes.join(" "),
        key.createdAt,
        key.lastUsedAt ?? "never",
        key.revokedAt ? "revoked" : "",
      ]),
    );
  },
});

const revoke = defineCommand({
  meta: { name: "revoke", description: "Revoke an API key" },
  args: { name: { type: "positional", description: "name or id", required: true }, ...jsonOption },
  async run({ args }) {
    await onDeployment((ctx) => revokeApiKey(ctx, args.name));
    if (args.json) printJson({ revoked: args.name });
    else printLine(`${args.name} is revoked.`);
  },
});

export const apiKeyCommand = defineCommand({
  meta: { name: "api-key", description: "API keys" },
  subCommands: { create, list, revoke },
});
