import { createClient } from "@libsql/client/http";
import { expect, test } from "@playwright/test";
import { type Product, startProduct } from "./support/product.ts";
import { addPracticeToken, answerProvider, becomeAdministrator } from "./support/steps.ts";

test("the clock refreshes a token that nobody reads, before it expires", async ({ page }) => {
  const onEdge = test.info().project.name === "edge";
  // The edge ticks each minute and keeps what lives longer than five minutes fresh; Node wakes for each token.
  const product = await startProduct({ accessTokenSeconds: onEdge ? 600 : 6 });
  try {
    await becomeAdministrator(page, product);
    await addPracticeToken(page, product, "Unread");
    await answerProvider(page, "Allow");
    await expect(page.getByRole("heading", { name: "Authorized" })).toBeVisible();
    const { obtainedAt } = await tokenOf(product);
    if (onEdge) {
      await letPass(product, 590_000);
      expect((await fetch(`${product.origin}/cdn-cgi/local/scheduled`)).status).toBe(200);
    }
    await expect
      .poll(async () => Date.parse((await tokenOf(product)).accessTokenExpiresAt) - Date.parse(obtainedAt), {
        timeout: 12_000,
      })
      .toBeGreaterThan(onEdge ? 590_000 : 7_000);
    expect((await tokenOf(product)).status).toMatch(/valid|due/);
  } finally {
    await product.stop();
  }
});

async function tokenOf({ console }: Product) {
  const [listed] = JSON.parse((await console(["token-config", "list", "--json"])).stdout).items;
  return listed.token as { status: string; obtainedAt: string; accessTokenExpiresAt: string };
}

/** Moves the token into the past, which for the product is the same as time going by. */
async function letPass({ databaseUrl }: Product, ms: number): Promise<void> {
  const client = createClient({ url: databaseUrl ?? "" });
  const moved = ["access_expires_at", "access_obtained_at", "obtained_at", "renew_at", "due_at"];
  await client.execute({
    sql: `UPDATE tokens SET ${moved.map((column) => `${column} = ${column} - :ms`).join(", ")}`,
    args: { ms },
  });
  client.close();
}
