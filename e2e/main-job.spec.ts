import { expect, test } from "@playwright/test";
import { type Product, startProduct } from "./support/product.ts";
import { addPracticeToken, administrator, answerProvider, becomeAdministrator, printedLink } from "./support/steps.ts";

test.describe.configure({ mode: "serial" });

let product: Product;
test.beforeAll(async () => {
  product = await startProduct({ accessTokenSeconds: 6 });
});
test.afterAll(() => product.stop());

test("the printed link makes the first administrator, once", async ({ page }) => {
  await becomeAdministrator(page, product);
  await expect(page.getByText("Three steps to a token that keeps working")).toBeVisible();
  await page.context().clearCookies();
  await page.goto(await printedLink(product));
  await page.getByLabel("E-mail address").fill("second@example.org");
  await page.getByLabel("Password", { exact: true }).fill("another long password");
  await page.getByRole("button", { name: "Create and sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("This link no longer works");
});

test("an administrator signs in, and out; a wrong password is refused in words", async ({ page }) => {
  await page.goto(product.origin);
  await page.getByLabel("E-mail address").fill(administrator.email);
  await page.getByLabel("Password", { exact: true }).fill("not the password at all");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("E-mail address or password is wrong");
  await signIn(page);
  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to Grantry" })).toBeVisible();
});

test("parity 62, 67: an administrator adds a provider, consents, and reads when the token expires", async ({
  page,
}) => {
  await signIn(page);
  await addPracticeToken(page, product, "Support mailbox");
  await answerProvider(page, "Allow");
  await expect(page.getByRole("heading", { name: "Authorized" })).toBeVisible();
  await page.getByRole("link", { name: "Back to the token" }).click();
  await expect(page.getByRole("heading", { name: "Support mailbox" })).toBeVisible();
  await expect(page.getByText("support@practice.example").first()).toBeVisible();
  await page.getByRole("link", { name: "Tokens", exact: true }).first().click();
  const row = page.getByRole("row", { name: /Support mailbox/ });
  await expect(row).toContainText("Valid");
  await expect(row).toContainText("expires in");
});

test("parity 68: a denied consent says what happened and leaves the token as it was", async ({ page }) => {
  await signIn(page);
  await page.getByRole("link", { name: "Support mailbox" }).click();
  await page.getByRole("button", { name: "Authorize again" }).click();
  await answerProvider(page, "Deny");
  await expect(page.getByRole("heading", { name: "The permission was declined." })).toBeVisible();
  await page.getByRole("link", { name: "Back to the token" }).click();
  // It lives six seconds; on the edge tokens as short as that are renewed when read.
  const status = page.getByRole("region", { name: "Status" });
  await expect(status).toContainText(/The token works|It is renewed when someone reads it/);
});

test("requesting a new token shows the new times without a reload", async ({ page }) => {
  await signIn(page);
  await page.getByRole("button", { name: "Request new token: Support mailbox" }).click();
  await expect(page.getByRole("row", { name: /Support mailbox/ })).toContainText("refreshed");
});

test("a program keeps working over several expiries with nobody touching anything", async () => {
  const made = await product.console(["api-key", "create", "reader", "--scope", "tokens:read"]);
  expect(made.code).toBe(0);
  const key = made.stdout.trim();
  const given = new Set<string>();
  const deadline = Date.now() + 20_000;
  while (given.size < 4 && Date.now() < deadline) {
    const answer = await fetch(`${product.origin}/api/v1/access-tokens/${encodeURIComponent("Support mailbox")}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(answer.status).toBe(200);
    const { accessToken } = (await answer.json()) as { accessToken: string };
    const who = await fetch(`${product.providerOrigin}/me`, { headers: { authorization: `Bearer ${accessToken}` } });
    expect(who.status).toBe(200);
    given.add(accessToken);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  expect(given.size).toBeGreaterThanOrEqual(4);
  const byConsole = await product.console(["token", "get", "Support mailbox"]);
  expect(byConsole.code).toBe(0);
  const who = await fetch(`${product.providerOrigin}/me`, {
    headers: { authorization: `Bearer ${byConsole.stdout.trim()}` },
  });
  expect(who.status).toBe(200);
});

test("parity 74: a withdrawn permission is told in the banner, which leads to the token", async ({ page }) => {
  await signIn(page);
  await fetch(`${product.providerOrigin}/test/revoke-grants`, { method: "POST" });
  await expect // whoever asks first finds out: the clock on Node, a reader on the edge
    .poll(async () => (await product.console(["token", "get", "Support mailbox"])).code, { timeout: 20_000 })
    .toBe(1);
  await expect(page.getByRole("row", { name: /Support mailbox/ })).toContainText("Needs authorization", {
    timeout: 20_000,
  });
  await expect(page.getByText("Support mailbox", { exact: false }).first()).toBeVisible();
  await page.getByRole("link", { name: "Fix it" }).click();
  const status = page.getByRole("region", { name: "Status" });
  await expect(status).toContainText("The provider has withdrawn this permission.");
  await expect(page.getByRole("button", { name: "Authorize again: Support mailbox" })).toBeVisible();
});

test("everything is still there after a stop and a start", async ({ page }) => {
  await product.stop();
  await product.start();
  await signIn(page);
  await expect(page.getByRole("link", { name: "Support mailbox" })).toBeVisible();
});

test("nothing that was printed holds a secret", async () => {
  const planted = [administrator.password, "practice-secret-for-learning-only"];
  for (const text of planted) expect(product.output()).not.toContain(text);
});

async function signIn(page: import("@playwright/test").Page): Promise<void> {
  await page.goto(`${product.origin}/sign-in`);
  await page.getByLabel("E-mail address").fill(administrator.email);
  await page.getByLabel("Password", { exact: true }).fill(administrator.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Tokens", level: 1 })).toBeVisible();
}
