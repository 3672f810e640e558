import { listTokenConfigs as readPage } from "@grantry/db";
import type { StatusGroup, TokenConfigSummary } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../instants.ts";
import { templateName } from "../templates.ts";
import { tokenViewOf } from "../tokens/status.ts";
import { usersOf } from "./users.ts";

export interface ListedTokenConfigs {
  readonly items: TokenConfigSummary[];
  /** How many match the search and the group. */
  readonly total: number;
  readonly counts: Readonly<Record<StatusGroup | "all", number>>;
  readonly nextRefreshAt: string | null;
}

/** One page of configurations. Round trips: the page, its users. */
export async function listTokenConfigs(
  ctx: Context,
  wanted: { q?: string | undefined; status?: StatusGroup | undefined; sort: string; page: number; pageSize: number },
): Promise<ListedTokenConfigs> {
  const now = ctx.platform.now();
  const page = await readPage(ctx.db, { ...wanted, group: wanted.status, now });
  const users = await usersOf(
    ctx,
    page.items.map(({ config }) => config.id),
  );
  const { counts } = page;
  const all = counts["in-use"] + counts["not-in-use"];
  return {
    items: page.items.map(({ config, token }) => ({
      id: config.id,
      name: config.name,
      template: config.template,
      templateName: templateName(config.template),
      grant: config.grant as TokenConfigSummary["grant"], // written from the contract, as is the next
      validity: config.validity as TokenConfigSummary["validity"],
      token: tokenViewOf(config, token, { now, language: ctx.language }),
      usedBy: [...(users.get(config.id) ?? [])],
      createdAt: toInstant(config.createdAt),
      updatedAt: toInstant(config.updatedAt),
    })),
    total: wanted.status ? counts[wanted.status] : all,
    counts: { all, ...counts },
    nextRefreshAt: toInstant(page.nextDueAt),
  };
}
