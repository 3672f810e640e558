import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { Api } from "./support/api.ts";
import { type HostileProvider, startHostileProvider } from "./support/hostile-provider/hostile-provider.ts";
import { type Product, startProduct } from "./support/product.ts";
import { addPracticeToken, answerProvider, becomeAdministrator } from "./support/steps.ts";

// What is done to a grant besides renewing it.

test.describe.configure({ mode: "serial" });

let product: Product;
let provider: HostileProvider;
let page: Page;
test.beforeAll(async ({ browser }) => {
  product = await startProduct({ accessTokenSeconds: 600 });
  provider = await startHostileProvider();
  page = await (await browser.newContext()).newPage();
  await becomeAdministrator(page, product);
});
test.afterAll(async () => {
  await product.stop();
  await provider.close();
});

async function chooseAction(name: string, of: string): Promise<void> {
  await expect(page.getByRole("heading", { name: of, level: 1 })).toBeVisible();
  await page.getByRole("button", { name: /More actions/ }).click();
  await page.getByRole("menuitem", { name }).click();
}

test("a token is tried at the provider, which says whose it is", async () => {
  await addPracticeToken(page, product, "Support mailbox");
  await answerProvider(page, "Allow");
  await page.getByRole("link", { name: "Back to the token" }).click();
  await chooseAction("Test", "Support mailbox");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("status")).toContainText("takes the token of support@practice.example.");
  await dialog.getByRole("button", { name: "Close" }).click();
  const tried = await product.console(["token", "test", "Support mailbox"]);
  expect(tried).toMatchObject({ code: 0, stderr: "" });
  expect(tried.stdout).toContain("takes the token of support@practice.example.");
});

test("an error that stays on the provider's sign-in page is explained from what it says", async () => {
  await chooseAction("Sign-in page shows an error", "Support mailbox");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What the page says").fill("Access blocked\nError 400: redirect_uri_mismatch");
  await dialog.getByRole("button", { name: "Explain" }).click();
  await expect(dialog.getByRole("status")).toContainText("The redirect URI is not registered.");
  await dialog.getByRole("button", { name: "Close" }).click();
});

test("an action of a row that is refused says why in front of the table", async () => {
  const api = await Api.of(product, ["token-configs:write", "settings:write"]);
  const urls = { authorizationUrl: "https://idp.example.com/auth", tokenUrl: "https://idp.example.com/token" };
  const client = { template: "custom", clientId: "a", clientSecret: "b", scope: "mail" };
  await api.ask("POST", "/token-configs", { ...client, ...urls, refreshUrl: urls.tokenUrl, name: "Elsewhere" });
  await api.ask("PUT", "/settings/FQDN", { value: "desk.example.com" }); // seen at once, where the console's is after 2 s
  await api.ask("PUT", "/settings/HttpType", { value: "http" });
  await page.goto(product.origin);
  await page.getByRole("button", { name: "Authorize: Elsewhere" }).click();
  const dialog = page.getByRole("dialog", { name: "Elsewhere" });
  await expect(dialog.getByRole("alert")).toContainText("HttpType");
  await page.screenshot({ path: "../test-results/screens/row-refused.png" });
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toBeHidden();
  await api.ask("DELETE", "/settings/HttpType");
  await api.ask("DELETE", "/settings/FQDN");
  await api.ask("DELETE", "/token-configs/Elsewhere");
});

test("a setting says what it takes, what it is by default, and what is wrong at its field", async () => {
  await page.goto(`${product.origin}/settings`);
  const timeout = page.getByLabel("WebUserAgent::Timeout", { exact: true });
  await expect(timeout).toHaveAccessibleDescription(/From 1 to 60\. Default: 15/);
  await timeout.fill("soon");
  await timeout.press("Enter");
  await expect(timeout).toHaveAccessibleDescription(/Takes a number\./);
  await expect(timeout).toHaveValue("soon");
  await timeout.fill("20");
  await timeout.press("Enter");
  await expect(page.getByText(/^Changed by/)).toBeVisible();
  await expect(timeout).toBeFocused();
  await page.getByRole("button", { name: "Reset: WebUserAgent::Timeout" }).click();
  await expect(timeout).toHaveValue("15");
  await page.getByLabel("DefaultTheme", { exact: true }).selectOption("light");
  await page.getByLabel("Search settings").fill("nothing is called so");
  await expect(page.getByText("No setting is called so, or means that.")).toBeVisible();
});

test("a token is exchanged for one of another service, which follows the first one and keeps it from being deleted", async () => {
  await page.goto(`${product.origin}/token-configs/new/custom-token-exchange`);
  await page.getByLabel("Name", { exact: true }).fill("Archive");
  await page.getByLabel("Token to exchange").selectOption("Support mailbox");
  await page.getByLabel("Client ID").fill("grantry-practice");
  await page.getByLabel("Client secret", { exact: true }).fill("practice-secret-for-learning-only");
  await page.getByLabel("Token URL").fill(`${product.providerOrigin}/token`);
  await page.getByLabel("Scope", { exact: true }).fill("openid ");
  await page.screenshot({ path: "../test-results/screens/token-exchange-form.png", fullPage: true });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "Archive", level: 1 })).toBeVisible();

  const [subject, exchanged] = [await tokenOf("Support mailbox"), await tokenOf("Archive")];
  expect(exchanged).not.toBe(subject);
  const whose = await fetch(`${product.providerOrigin}/me`, { headers: { authorization: `Bearer ${exchanged}` } });
  expect(await whose.json()).toEqual({ sub: "support@practice.example" });

  await page.goto(product.origin);
  await page.getByRole("link", { name: "Support mailbox", exact: true }).press("Enter"); // a banner that comes in would move it away from a click
  await expect(page.getByRole("heading", { name: "Support mailbox", level: 1 })).toBeVisible();
  await expect(page.getByRole("link", { name: "Archive" })).toBeVisible();
});

const tokenOf = async (name: string) => (await product.console(["token", "get", name])).stdout.trim();

test("a grant is revoked at the provider, which takes its token no more", async () => {
  const accessToken = (await product.console(["token", "get", "Support mailbox"])).stdout.trim();
  const userinfo = () => fetch(`${product.providerOrigin}/me`, { headers: { authorization: `Bearer ${accessToken}` } });
  expect((await userinfo()).status).toBe(200);

  await chooseAction("Revoke", "Support mailbox");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("A new token needs a new consent.");
  await page.screenshot({ path: "../test-results/screens/revoke-dialog.png", animations: "disabled" });
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Authorize:/ })).toBeVisible();
  expect((await userinfo()).status).toBe(401);
  expect((await product.console(["token", "get", "Support mailbox"])).code).toBe(1);
});

test("a grant is given on another device: its page shows the code and how far it is, without a reload", async ({
  browser,
}) => {
  await page.goto(`${product.origin}/token-configs/new/custom-device`);
  await page.getByLabel("Name", { exact: true }).fill("Meeting room");
  await page.getByLabel("Client ID").fill("grantry-practice");
  await page.getByLabel("Client secret", { exact: true }).fill("practice-secret-for-learning-only");
  await page.getByLabel("Discovery address").fill(product.providerOrigin);
  await page.getByRole("button", { name: "Fill in" }).click();
  await expect(page.getByLabel("Device authorization URL")).toHaveValue(`${product.providerOrigin}/device/auth`);
  await page.getByLabel("Scope", { exact: true }).fill("openid email offline_access ");
  await page.getByRole("button", { name: "Save" }).click();

  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: /^Authorize:/ }).click();
  await expect(dialog.getByRole("img", { name: /QR code/ })).toBeVisible();
  await page.screenshot({ path: "../test-results/screens/device-dialog.png", animations: "disabled" });
  const device = await (await browser.newContext()).newPage();
  await allowOnDevice(device, (await dialog.getByRole("link").getAttribute("href")) ?? "", "Deny");
  await expect(dialog.getByText("Denied. Nothing was changed.")).toBeVisible();

  await dialog.getByRole("button", { name: "Start again" }).click();
  await expect(dialog.getByText("Waiting until someone allows it.")).toBeVisible();
  await allowOnDevice(device, (await dialog.getByRole("link").getAttribute("href")) ?? "", "Allow");
  await expect(dialog.getByText("Authorized.")).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(page.getByText("Valid", { exact: true }).first()).toBeVisible();
  expect((await product.console(["token", "get", "Meeting room"])).code).toBe(0);
});

async function allowOnDevice(device: Page, address: string, answer: "Allow" | "Deny"): Promise<void> {
  await device.goto(address);
  await device.getByRole("button", { name: "Continue" }).click();
  await answerProvider(device, answer);
}

test("the console shows a code for another device, opens nothing, and says how it ended", async ({ browser }) => {
  test.skip(product.host === "edge", "the console is the same program there");
  const device = await (await browser.newContext()).newPage();
  const printed = join(product.folder, "printed");
  writeFileSync(printed, "");
  const authorize = (options = "") => product.bash(`grantry token authorize "Meeting room" ${options} > '${printed}'`);
  const addressOf = async (pattern: RegExp) => {
    await expect.poll(() => readFileSync(printed, "utf8")).toMatch(pattern);
    return pattern.exec(readFileSync(printed, "utf8"))?.[1] ?? "";
  };
  const denied = authorize("--json");
  await allowOnDevice(device, await addressOf(/"verificationUriComplete": "([^"]+)"/), "Deny");
  const { code, stderr } = await denied;
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error: Meeting room: denied\. \S.*\n$/);
  expect(readFileSync(printed, "utf8").match(/"status": "\w+"/g)).toEqual([
    '"status": "pending"',
    '"status": "denied"',
  ]);
  expect((await product.console(["token", "get", "Meeting room"])).code).toBe(0);

  const allowed = authorize();
  await allowOnDevice(device, await addressOf(/^or open (\S+)$/m), "Allow");
  expect(await allowed).toMatchObject({ code: 0, stderr: "" });
  expect(readFileSync(printed, "utf8")).toMatch(/type the code \S+\n.*\n.*\nMeeting room: authorized.*\n$/);

  const inBrowser = await product.console(["token", "authorize", "Support mailbox"]);
  expect(inBrowser.stdout).toMatch(new RegExp(`^${product.providerOrigin}/auth\\?\\S+\n$`));
});

test("where the provider has no part in it, that is said", async () => {
  const api = await Api.of(product);
  await api.configure(provider, "Elsewhere");
  await api.authorize("Elsewhere");
  const revoked = await product.console(["token", "revoke", "Elsewhere"]);
  expect(revoked.stdout).toContain("the provider offers no revocation");
  expect((await product.console(["token", "revoke", "nobody"])).code).toBe(1);
});

test("a refresh token that another program got is brought in, and stands in no log", async () => {
  const api = await Api.of(product);
  await api.configure(provider, "Taken along");
  await page.goto(product.origin);
  await page.getByRole("link", { name: "Taken along", exact: true }).press("Enter"); // a banner that comes in would move it away from a click
  await chooseAction("Bring in a refresh token", "Taken along");
  const dialog = page.getByRole("dialog");
  const bring = async (refreshToken: string) => {
    await dialog.getByLabel("Refresh token", { exact: true }).fill(refreshToken);
    await dialog.getByRole("button", { name: "Try and keep" }).click();
  };
  await bring("no such refresh token");
  await expect(dialog).toContainText("one line, no spaces");
  provider.script("invalid_grant");
  await bring("rt-that-is-refused");
  await expect(dialog.getByRole("alert")).toContainText("withdrawn");
  await page.screenshot({ path: "../test-results/screens/bring-dialog.png", animations: "disabled" });
  await bring("rt-of-another-program");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("Valid", { exact: true }).first()).toBeVisible();
  expect(provider.requests().at(-1)?.form["refresh_token"]).toBe("rt-of-another-program");

  provider.script("invalid_grant");
  const refused = await product.console(["token", "bring", "Taken along", "-"], "rt-from-stdin\n");
  expect(refused.code).toBe(1);
  expect(`${refused.stdout}${refused.stderr}${product.output()}`).not.toMatch(/rt-from-stdin|rt-that-is|rt-of-another/);
});

test("many are chosen at once: each is done or says why not, and what was refused stays chosen", async () => {
  const api = await Api.of(product);
  await api.configure(provider, "Never authorized");
  await api.configure(provider, "Helpdesk");
  await api.authorize("Helpdesk");
  const key = await product.console([
    "api-key",
    "create",
    "Reports",
    "--scope",
    "tokens:read",
    "--token-config",
    "Helpdesk",
  ]);
  expect(key.stderr).toBe("");
  await page.goto(product.origin);
  const dialog = page.getByRole("dialog");
  const rowOf = (name: string) => dialog.getByRole("listitem").filter({ hasText: name });
  const bar = page.getByRole("region", { name: "What to do with the chosen" });
  await expect(page.getByRole("row", { name: /Helpdesk/ })).toBeVisible();
  await page.screenshot({ path: "../test-results/screens/overview.png", animations: "disabled" });

  await page.getByRole("checkbox", { name: "Choose Helpdesk" }).check();
  await page.getByRole("checkbox", { name: "Choose Never authorized" }).check();
  await expect(bar).toContainText("2 chosen");
  await page.screenshot({ path: "../test-results/screens/bulk-bar.png", animations: "disabled" });
  const helpdesk = page.getByRole("row", { name: /Helpdesk/ });
  await expect(helpdesk.getByRole("link", { name: "Reports" })).toHaveAttribute("href", "/settings/api-keys");
  await expect(helpdesk.getByRole("cell").nth(5)).toContainText(/in 2\d hours/); // no clock keeps it fresh
  await bar.getByRole("button", { name: "Request new tokens" }).click();
  await dialog.getByRole("button", { name: "Request" }).click();
  await expect(dialog.getByRole("status")).toHaveText("1 done, 1 refused; what was refused stays chosen.");
  await expect(rowOf("Helpdesk")).toContainText("done");
  await expect(rowOf("Never authorized")).toContainText("uthorize");
  await page.screenshot({ path: "../test-results/screens/bulk-report.png", animations: "disabled" });
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(bar).toContainText("1 chosen");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 830 });
  await page.screenshot({ path: "../test-results/screens/bulk-bar-dark-390.png", animations: "disabled" });
  await page.setViewportSize({ width: 1280, height: 830 });

  await page.getByRole("checkbox", { name: "Choose Helpdesk" }).check();
  await bar.getByRole("button", { name: "Export" }).click();
  await expect(page.getByRole("checkbox", { name: "Helpdesk" })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Meeting room" })).not.toBeChecked();

  await page.goto(product.origin);
  await page.getByRole("checkbox", { name: "Choose Helpdesk" }).check();
  await bar.getByRole("button", { name: "Set validity" }).click();
  await dialog.getByLabel("Validity").selectOption("invalid");
  await dialog.getByRole("button", { name: "Set" }).click();
  await expect(dialog.getByRole("status")).toHaveText("Done.");
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("row", { name: /Helpdesk/ })).toContainText("Not in use");

  await page.getByRole("checkbox", { name: "Choose all of this page" }).check();
  await bar.getByRole("button", { name: "Delete" }).click();
  await dialog.getByRole("button", { name: "Delete all of them" }).click();
  await expect(rowOf("Helpdesk")).toContainText("API key “Reports”");
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("checkbox", { name: "Choose Helpdesk" })).toBeChecked();
  await expect(page.getByRole("link", { name: "Never authorized" })).toHaveCount(0);
});
