import { expect, type Page, test } from "@playwright/test";
import { type Product, startProduct } from "./support/product.ts";
import { addPracticeToken, answerProvider, becomeAdministrator } from "./support/steps.ts";

test.describe.configure({ mode: "serial" });

let product: Product;
let page: Page;
let redirect: string;
test.beforeAll(async ({ browser }) => {
  product = await startProduct({ accessTokenSeconds: 600 });
  page = await (await browser.newContext()).newPage();
  await becomeAdministrator(page, product);
});
test.afterAll(() => product.stop());

test("the same redirect arriving twice shows the first outcome, and asks the provider once", async () => {
  const seen = page.waitForRequest((request) => request.url().includes("get-oauth2-token-by-authorization-code?"));
  await addPracticeToken(page, product, "Twice");
  await answerProvider(page, "Allow");
  await expect(page.getByRole("heading", { name: "Authorized" })).toBeVisible();
  redirect = (await seen).url();
  const before = await tokenRequests();
  await page.goto(redirect);
  await expect(page.getByRole("heading", { name: "Authorized" })).toBeVisible();
  expect(await tokenRequests()).toBe(before);
  await page.goto(redirect.replace("code=", "code=other"));
  await expect(page.getByRole("heading", { name: "This sign-in is already finished" })).toBeVisible();
});

test("parity 69: an unknown state is refused without asking the provider", async () => {
  const before = await tokenRequests();
  const url = new URL(redirect);
  url.searchParams.set("state", "A".repeat(43));
  await page.goto(url.href);
  await expect(page.getByRole("heading", { name: "This sign-in was not started here" })).toBeVisible();
  expect(await tokenRequests()).toBe(before);
});

test("another browser cannot finish a sign-in, the issuer must be the one that was asked", async ({ browser }) => {
  const state = await startedState();
  const stranger = await browser.newPage();
  const base = `${redirect.split("?")[0]}?code=x&state=${state}`;
  await stranger.goto(`${base}&iss=${encodeURIComponent(product.providerOrigin)}`);
  await expect(
    stranger.getByRole("heading", { name: "This is not the browser that started the sign-in" }),
  ).toBeVisible();
  await page.goto(`${base}&iss=${encodeURIComponent("https://evil.example")}`);
  await expect(page.getByRole("heading", { name: "The answer came from another provider" })).toBeVisible();
});

test("SameSite=Strict would fail: the provider's redirect comes from another site, and the cookie must travel", async () => {
  await addPracticeToken(page, product, "Strict");
  const context = page.context();
  const bindings = (await context.cookies()).filter(({ name }) => name.startsWith("grantry-authorization-"));
  expect(new Set(bindings.map(({ sameSite }) => sameSite))).toEqual(new Set(["Lax"]));
  await context.addCookies(bindings.map((cookie) => ({ ...cookie, sameSite: "Strict" as const })));
  await answerProvider(page, "Allow");
  await expect(page.getByRole("heading", { name: "This is not the browser that started the sign-in" })).toBeVisible();
});

test("a code that the provider refuses, and a provider that is down, leave the token as it was", async () => {
  const before = await tokenStatus();
  const state = await startedState();
  await page.goto(
    `${redirect.split("?")[0]}?code=made-up&state=${state}&iss=${encodeURIComponent(product.providerOrigin)}`,
  );
  await expect(page.getByRole("heading", { name: "The provider refused the code of this sign-in." })).toBeVisible();
  const again = await startedState();
  await fetch(`${product.providerOrigin}/test/fail`, {
    method: "POST",
    body: JSON.stringify({ status: 503, body: "<html>down</html>", contentType: "text/html" }),
  });
  await page.goto(
    `${redirect.split("?")[0]}?code=made-up&state=${again}&iss=${encodeURIComponent(product.providerOrigin)}`,
  );
  await expect(page.getByRole("heading", { name: "The provider is busy or out of order." })).toBeVisible();
  expect(await tokenStatus()).toBe(before);
});

test("an authorization under way ends although the redirect URI moves meanwhile, and the new one is told", async () => {
  await addPracticeToken(page, product, "Moved meanwhile");
  const settings = await page.context().newPage();
  await settings.goto(`${product.origin}/settings`);
  await settings.getByLabel("ScriptAlias", { exact: true }).fill("elsewhere/");
  await settings.getByRole("button", { name: "Save: ScriptAlias" }).click();
  const path = new URL(redirect).pathname;
  const moved = settings.getByRole("alert");
  await expect(moved).toContainText(`${product.origin}${path}`);
  await expect(moved).toContainText(`${product.origin}${path.replace("/grantry/", "/elsewhere/")}`);
  await settings.screenshot({ path: "../test-results/screens/redirect-uri-moved.png", fullPage: true });
  await answerProvider(page, "Allow");
  await expect(page.getByRole("heading", { name: "Authorized" })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(path);
  await settings.getByRole("button", { name: "Reset: ScriptAlias" }).click();
  await expect(moved).toHaveCount(0);
  await settings.close();
});

test("a redirect by POST is refused with the parameter that mends it", async () => {
  const answer = await fetch(redirect, { method: "POST" });
  expect(answer.status).toBe(405);
  expect(await answer.text()).toContain("response_mode=query");
});

test("a change that another site asks for is refused", async () => {
  const cookie = (await page.context().cookies(product.origin)).map(({ name, value }) => `${name}=${value}`).join("; ");
  for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }, {}]) {
    const answer = await fetch(`${product.origin}/api/v1/token-configs`, {
      method: "POST",
      headers: { cookie, "content-type": "application/json", ...headers },
      body: "{}",
    });
    expect(answer.status).toBe(403);
  }
});

/** Starts an authorization in the administrator's browser, and gives the state that it was sent with. */
async function startedState(): Promise<string> {
  await page.goto(product.origin);
  await page.getByRole("link", { name: "Twice" }).press("Enter");
  const asked = page.waitForRequest((request) => request.url().startsWith(`${product.providerOrigin}/auth?`));
  await page.getByRole("button", { name: "Authorize again" }).click();
  const state = new URL((await asked).url()).searchParams.get("state");
  if (!state) throw new Error("the authorization request has no state");
  await page.waitForURL((url) => url.origin === product.providerOrigin);
  return state;
}

async function tokenRequests(): Promise<number> {
  return ((await (await fetch(`${product.providerOrigin}/test/count`)).json()) as { tokenRequests: number })
    .tokenRequests;
}

async function tokenStatus(): Promise<string> {
  return JSON.parse((await product.console(["token-config", "list", "--json"])).stdout).items[0].token.status;
}
