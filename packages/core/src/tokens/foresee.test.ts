import { secret, tokenConfigInput } from "@grantry/schema";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forAllTests } from "@grantry/testing/for-each-test";
import { beforeAll, expect, test, vi } from "vitest";
import { actorOfApiKey, createApiKey } from "../api-keys.ts";
import type { Context } from "../context.ts";
import { createTokenConfig } from "../token-configs/create.ts";
import { accessTokenFor } from "./access-token-for.ts";
import { foreseeAccessToken } from "./foresee.ts";
import { rememberedTokens } from "./held-token.ts";

const endpoint = forAllTests(startTokenEndpoint);
const deployment = forAllTests(startDeployment);
beforeAll(async () => {
  const input = {
    name: "CRM",
    template: "exchange-online-app",
    clientId: "4f0a1f9e-7d7c-4f0e-9a55-0c6d3b1f2a3b",
    clientSecret: "the-client-secret",
    placeholders: { tenant: "contoso.onmicrosoft.com" },
    tokenUrl: endpoint.url,
  };
  await createTokenConfig(deployment.ctx, tokenConfigInput.parse(input));
  await accessTokenFor(deployment.ctx, "CRM");
});

/** The same database as if it were far away, with nothing remembered of it; `stamp` stands still. */
function farAway(): Context {
  return { ...deployment.ctx, db: { ...deployment.db, isRemote: true, changeStamp: () => 1 } };
}

/** How often the database is asked until the key is judged. */
async function roundTrips(ctx: Context, key: string, nameOrId: string): Promise<number> {
  const ways = [vi.spyOn(ctx.db.client, "execute"), vi.spyOn(ctx.db.client, "batch")];
  await foreseeAccessToken(ctx, secret(key), nameOrId);
  await actorOfApiKey(ctx, secret(key)).catch(() => undefined);
  await ctx.platform.wait(0);
  const trips = ways.reduce((sum, { mock }) => sum + mock.calls.length, 0);
  for (const way of ways) way.mockRestore();
  return trips;
}

test("a stranger learns nothing of names: neither by time, nor does what they ask for stay in memory", async () => {
  const ctx = farAway();
  const stranger = () => roundTrips(ctx, "grt_stranger", "CRM");
  const first = await stranger();
  expect(rememberedTokens.has(ctx.db, "CRM")).toBe(false);
  await accessTokenFor(ctx, "CRM"); // as a good consumer did
  expect(rememberedTokens.has(ctx.db, "CRM")).toBe(true);
  expect([await stranger(), await roundTrips(ctx, "grt_stranger", "no such name")]).toEqual([first, first]);
});

test("a good key's read is one way, with the token", async () => {
  const { key } = await createApiKey(deployment.ctx, { name: "good", scopes: ["tokens:read"], tokenConfigs: null });
  const ctx = farAway();
  await foreseeAccessToken(ctx, key, "CRM");
  expect(rememberedTokens.has(ctx.db, "CRM")).toBe(true);
});
