import type { Context } from "@grantry/core";
import { listTokenConfigs } from "@grantry/core";
import type { TokenConfigSummary } from "@grantry/schema";
import { defineCommand } from "citty";
import { jsonOption, onDeployment } from "../../console.ts";
import { printJson, printTable } from "../../output.ts";

const PAGE_SIZE = 200;

export const listCommand = defineCommand({
  meta: { name: "list", description: "All configurations with the status of their tokens, never the tokens" },
  args: jsonOption,
  async run({ args }) {
    const items = await onDeployment(allTokenConfigs);
    if (args.json) return printJson({ items });
    printTable(
      ["NAME", "VALIDITY", "TOKEN", "EXPIRES", "REFRESH TOKEN", "ACCOUNT"],
      items.map(({ name, validity, token }) => [
        name,
        validity,
        token.status,
        token.accessTokenExpiresAt ?? "–",
        token.refreshTokenStatus,
        token.account ?? "–",
      ]),
    );
  },
});

async function allTokenConfigs(ctx: Context): Promise<TokenConfigSummary[]> {
  const items: TokenConfigSummary[] = [];
  for (let page = 1; ; page += 1) {
    const read = await listTokenConfigs(ctx, { sort: "name", page, pageSize: PAGE_SIZE });
    items.push(...read.items);
    if (items.length >= read.total || read.items.length === 0) return items;
  }
}
