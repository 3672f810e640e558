import { expect, test } from "@playwright/test";
import { type Product, startProduct } from "./support/product.ts";
import { addPracticeToken, answerProvider, becomeAdministrator } from "./support/steps.ts";

let product: Product;
test.beforeAll(async () => {
  product = await startProduct({ accessTokenSeconds: 3 });
});
test.afterAll(() => product.stop());

test("64 readers of an expired token over two hosts on one database cause one token request", async ({ page }) => {
  await becomeAdministrator(page, product);
  await page.goto(`${product.origin}/token-configs/new/practice`);
  await page.getByText("Advanced", { exact: true }).click();
  await page.getByLabel("Keep the token fresh even when nobody reads it").uncheck();
  await addPracticeToken(page, product, "Shared");
  await answerProvider(page, "Allow");
  await expect(page.getByRole("heading", { name: "Authorized" })).toBeVisible();
  const key = (await product.console(["api-key", "create", "readers", "--scope", "tokens:read"])).stdout.trim();
  const second = await product.anotherHost();

  for (let round = 0; round < 3; round += 1) {
    await untilExpired(product);
    await fetch(`${product.providerOrigin}/test/reset`, { method: "POST" });
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, reader) =>
        fetch(`${reader % 2 === 0 ? product.origin : second.origin}/api/v1/access-tokens/Shared`, {
          headers: { authorization: `Bearer ${key}` },
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(64).fill(200));
    const given = new Set(
      await Promise.all(answers.map(async (answer) => ((await answer.json()) as { accessToken: string }).accessToken)),
    );
    expect(given.size).toBe(1);
    const counted = (await (await fetch(`${product.providerOrigin}/test/count`)).json()) as { tokenRequests: number };
    expect(counted.tokenRequests).toBe(1);
  }
  await second.stop();
});

test("a key reads only what it may, and is refused when revoked: by the next request, or after two seconds", async () => {
  const read = (key: string) =>
    fetch(`${product.origin}/api/v1/access-tokens/Shared`, { headers: { authorization: `Bearer ${key}` } });
  const other = (
    await product.console(["api-key", "create", "other", "--scope", "tokens:read", "--token-config", "Another"])
  ).stdout.trim();
  expect((await read(other)).status).toBe(403);
  const listing = (
    await product.console(["api-key", "create", "listing", "--scope", "token-configs:read"])
  ).stdout.trim();
  expect((await read(listing)).status).toBe(403);
  const good = (await product.console(["api-key", "create", "good", "--scope", "tokens:read"])).stdout.trim();
  expect((await read(good)).status).toBe(200);
  expect((await product.console(["api-key", "revoke", "good"])).code).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, product.remembersMs));
  const refused = await read(good);
  expect(refused.status).toBe(401);
  expect(refused.headers.get("content-type")).toBe("application/problem+json");
});

test("the console says what is wrong and ends with the code for it", async () => {
  expect((await product.console(["token", "get", "Nobody"])).code).toBe(1);
  expect((await product.console(["token", "get", "Shared", "--min-ttl", "soon"])).code).toBe(2);
  const wrong = await product.console(["setting", "set", "WebUserAgent::Timeout", "61"]);
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toContain("At most 60");
});

async function untilExpired({ console }: Product): Promise<void> {
  await expect
    .poll(async () => JSON.parse((await console(["token-config", "list", "--json"])).stdout).items[0].token.status, {
      timeout: 15_000,
    })
    .toBe("expired");
}
