import { createClient } from "@libsql/client";
import { expect, test } from "@playwright/test";
import { Api } from "./support/api.ts";
import { startHostileProvider } from "./support/hostile-provider/hostile-provider.ts";
import { startProduct } from "./support/product.ts";

/** More than a tick on the edge refreshes itself. */
const TOKENS = 130;

test("what is due beyond what a tick refreshes goes through the queue, each token once", async () => {
  test.slow();
  test.skip(test.info().project.name === "node", "a Node host has no limit for a tick");
  const product = await startProduct({ accessTokenSeconds: 600 });
  const provider = await startHostileProvider();
  const client = createClient({ url: product.databaseUrl ?? "" });
  try {
    const api = await Api.of(product);
    const names = Array.from({ length: TOKENS }, (_, n) => `Due ${n}`);
    for (const name of names) {
      const added = await api.ask("POST", "/token-configs", {
        name,
        template: "exchange-online-app",
        clientId: "4f0a1f9e-7d7c-4f0e-9a55-0c6d3b1f2a3b",
        clientSecret: "the-client-secret",
        placeholders: { tenant: "contoso.onmicrosoft.com" },
        tokenUrl: provider.tokenUrl,
      });
      expect(added.status, await added.text()).toBe(201);
      expect((await api.ask("GET", `/access-tokens/${name}`)).status).toBe(200);
    }
    const moved = ["access_expires_at", "access_obtained_at", "obtained_at", "renew_at", "due_at"];
    const sql = `UPDATE tokens SET ${moved.map((column) => `${column} = ${column} - 3590000`).join(", ")}`;
    await client.execute(sql);
    expect((await fetch(`${product.origin}/cdn-cgi/local/scheduled`)).status).toBe(200);
    const fresh = async () =>
      Number((await client.execute("SELECT count(*) FROM tokens WHERE generation = 2")).rows[0]?.[0]);
    await expect.poll(fresh, { timeout: 60_000 }).toBe(TOKENS);
    expect(provider.requests()).toHaveLength(2 * TOKENS);
  } finally {
    client.close();
    await product.stop();
    await provider.close();
  }
});
