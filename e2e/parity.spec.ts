import { expect, type Page, test } from "@playwright/test";
import { type HostileProvider, startHostileProvider } from "./support/hostile-provider/hostile-provider.ts";
import { type Product, startProduct } from "./support/product.ts";
import { becomeAdministrator } from "./support/steps.ts";

// Statements of the seed system's checklist about its screens that no other test states.

test.describe.configure({ mode: "serial" });

let product: Product;
let provider: HostileProvider;
let page: Page;
test.beforeAll(async ({ browser }) => {
  product = await startProduct({ accessTokenSeconds: 600 });
  provider = await startHostileProvider();
  const entry = (name: string, more: string) =>
    `- Name: ${name}\n  Config: {ClientID: app, ClientSecret: s, ${more}}\n`;
  const app = `AuthFlow: ClientCredentials, Notifications: {NotifyOnExpiredToken: 1}, Requests: {TokenByClientCredentials: {Request: {URL: "${provider.tokenUrl}"}}}`;
  const sealed = (url: string) => `{Request: {URL: "${url}"}, Response: {ParametersMapping: {access_token: Token}}}`;
  const code = `Notifications: {NotifyOnExpiredToken: 0, NotifyOnExpiredRefreshToken: 1}, Requests: {AuthorizationCode: ${sealed(provider.authorizationUrl)}, TokenByAuthorizationCode: ${sealed(provider.tokenUrl)}, TokenByRefreshToken: ${sealed(provider.tokenUrl)}}`;
  const file = `${entry("Calendar sync", app)}${entry("Support mailbox", code)}${entry("Old helpdesk", code)}  ValidID: 2\n${entry("Newsletter", code.replace(/, TokenByRefreshToken.*$/, "}"))}`;
  const imported = await product.console(["token-config", "import", "-"], file);
  expect(imported.stderr).toBe("");
  page = await (await browser.newContext()).newPage();
  await becomeAdministrator(page, product);
});
test.afterAll(async () => {
  await product.stop();
  await provider.close();
});

const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });

test("parity 57: without a session there is the sign-in page, and the API answers 401", async ({ browser }) => {
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(`${product.origin}/token-configs/new`);
  await expect(stranger.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect((await fetch(`${product.origin}/api/v1/token-configs`)).status).toBe(401);
  expect((await fetch(`${product.origin}/api/v1/notifications`)).status).toBe(401);
});

test("parity 58: the overview has name, both statuses, validity, request and delete", async () => {
  await page.goto(product.origin);
  for (const column of ["Name", "Token", "Refresh token", "Validity", "Actions"]) {
    await expect(page.getByRole("columnheader", { name: column, exact: false }).first()).toBeAttached();
  }
  await expect(row("Calendar sync")).toContainText("none needed");
  await expect(row("Old helpdesk")).toContainText("invalid");
  await row("Calendar sync")
    .getByRole("button", { name: /More actions/ })
    .click();
  await expect(page.getByRole("menuitem", { name: "Delete" })).toBeVisible();
  await page.keyboard.press("Escape");
});

test("parity 61: text and the filter for what is in use narrow the list", async () => {
  await page.getByRole("link", { name: "In use 3", exact: true }).click();
  await expect(row("Old helpdesk")).toHaveCount(0);
  await expect(row("Calendar sync")).toBeVisible();
  await page.getByRole("link", { name: "All 4" }).click();
  await page.getByRole("searchbox").fill("supp");
  await expect(row("Calendar sync")).toHaveCount(0);
  await expect(row("Support mailbox")).toBeVisible();
  await page.getByRole("searchbox").fill("");
});

test("parity 70, 72: a token by client credentials is requested in place; a refusal is told, and so is the end", async () => {
  await expect(page.getByText("“Calendar sync” has no token yet.")).toBeVisible();
  await row("Calendar sync")
    .getByRole("button", { name: /Request new token/ })
    .click();
  await expect(row("Calendar sync")).toContainText("Valid");
  await expect(page.getByText("“Calendar sync” has no token yet.")).toHaveCount(0);
  provider.script("invalid_client");
  await row("Calendar sync")
    .getByRole("button", { name: /Request new token/ })
    .click();
  await expect(page.getByText("The provider does not accept client ID and secret.").first()).toBeVisible();
  await expect(row("Calendar sync")).toContainText("Needs settings");
  await page.setViewportSize({ width: 1280, height: 620 });
  await page.screenshot({ path: "../test-results/screens/overview-states.png", animations: "disabled" });
});

test("parity 73: a missing refresh token is told only where the box is checked and renewal is configured", async () => {
  const { notifications } = await page.evaluate(async () => (await fetch("/api/v1/notifications")).json());
  const told = notifications.map(({ kind, message }: { kind: string; message: string }) => `${kind}: ${message}`);
  expect(told).toEqual([
    "refreshing-fails: “Calendar sync” cannot be renewed: The provider does not accept client ID and secret. Its token still works.",
    "expired-refresh-token: “Support mailbox” has no token yet.",
  ]);
});

test("a new client secret is entered once at the app registration, beside the old one, and renewal goes on", async () => {
  await page.getByRole("link", { name: "App registrations" }).click();
  const app = page.getByRole("region", { name: "app" });
  await app.getByRole("button", { name: /Add a client secret/ }).click();
  await app.getByLabel("Client secret").fill("a new client secret");
  await app.getByLabel("Secret ends on").fill("2099-01-31");
  await app.getByRole("button", { name: "Save" }).click();
  await expect(app.getByText("tried first")).toBeVisible();
  await expect(app.getByText("tried when the first is refused")).toBeVisible();
  await page.goto(product.origin);
  await expect(row("Calendar sync")).toContainText("Valid");
});
