import AxeBuilder from "@axe-core/playwright";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { type Product, startProduct } from "./support/product.ts";
import { administrator, printedLink } from "./support/steps.ts";

// The main job with no pointer at all.

test.describe.configure({ mode: "serial" });

const MOST_TABS = 120;
const other = { email: "second@example.org", password: "another long password" };

let product: Product;
let page: Page;
test.beforeAll(async ({ browser }) => {
  product = await startProduct({ accessTokenSeconds: 600 });
  page = await (await browser.newContext()).newPage();
});
test.afterAll(() => product.stop());

/** Presses Tab until it has the focus. */
async function tabTo(target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await target.page().keyboard.press("Tab");
  }
  throw new Error(`${MOST_TABS} tabs do not reach ${target}`);
}

async function choose(target: Locator): Promise<void> {
  await tabTo(target);
  await target.page().keyboard.press("Enter");
}

async function type(target: Locator, text: string): Promise<void> {
  await tabTo(target);
  await target.page().keyboard.type(text);
}

test("the first administrator signs up, and skips to the content", async () => {
  await page.goto(await printedLink(product));
  await type(page.getByLabel("E-mail address"), administrator.email);
  await type(page.getByLabel("Password", { exact: true }), administrator.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Tokens", level: 1 })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("link", { name: "Add token" })).toBeVisible();
  await choose(page.getByRole("link", { name: "Skip to content" }));
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
});

test("a token is added from a template, and authorized at the provider", async () => {
  await choose(page.getByRole("link", { name: "Add token" }).first());
  await choose(page.getByRole("link", { name: /Practice provider/ }));
  await type(page.getByLabel("Name", { exact: true }), "Support mailbox");
  await choose(page.getByRole("button", { name: "Save and authorize" }));
  await choose(page.getByRole("button", { name: "Sign in" }));
  await choose(page.getByRole("button", { name: "Allow" }));
  await expect(page.getByRole("heading", { name: "Authorized" })).toBeVisible();
});

test("the search finds tokens, settings and screens, goes there, and gives the focus back", async () => {
  await page.goto(product.origin);
  const opener = page.getByRole("button", { name: "Search or jump to…" });
  await expect(page.getByRole("heading", { name: "Tokens", level: 1 })).toBeVisible();
  const dialog = page.getByRole("dialog", { name: "Search or jump to…" });
  const field = dialog.getByRole("combobox");
  const active = dialog.getByRole("option", { selected: true });
  const search = async (typed: string) => {
    await page.keyboard.press("Control+K");
    await expect(field).toBeFocused();
    await page.keyboard.type(typed);
  };

  await choose(opener);
  await expect(field).toBeFocused();
  await expect(active).toHaveText("Tokens");
  await page.keyboard.press("ArrowUp");
  await expect(active).toHaveText("Calendar feed");
  await page.keyboard.press("ArrowDown");
  await expect(active).toHaveText("Tokens");
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();

  await search("support mail");
  await page.keyboard.press("Enter"); // at once: what is typed counts, not what was found by then
  await expect(page.getByRole("heading", { name: "Support mailbox", level: 1 })).toBeVisible();
  await expect(page.locator("main")).toBeFocused();

  await search("fqdn");
  await expect(page.getByRole("listbox")).toContainText("Host name");
  await page.screenshot({ path: "../test-results/screens/search.png", animations: "disabled" });
  expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations.map(({ id }) => id)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
  await expect(page.getByLabel("FQDN", { exact: true })).toBeVisible();
  await expect(page.getByLabel("WebUserAgent::Timeout", { exact: true })).toHaveCount(0);

  await page.setViewportSize({ width: 390, height: 830 });
  await page.emulateMedia({ colorScheme: "dark" });
  await search("mail");
  await expect(active).toContainText("Support mailbox");
  await page.screenshot({ path: "../test-results/screens/search-dark-390.png", animations: "disabled" });
  await page.keyboard.press("Escape");
  await expect(field).toHaveCount(0); // the shortcut asks for nothing while a dialog is still closing
  await search("nothing of this name");
  await expect(page.getByText("Nothing matches.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(field).toHaveCount(0);
});

test("parity 64: a menu opens, Escape gives the focus back, a question is answered, and the row is gone", async () => {
  await page.goto(product.origin);
  const menu = page.getByRole("button", { name: /More actions/ });
  await choose(menu);
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("End");
  await expect(page.getByRole("menuitem", { name: "Delete" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(menu).toBeFocused();
  await page.keyboard.press("Enter"); // again, now that the question is loaded and stands there at once
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await choose(page.getByRole("dialog").getByRole("button", { name: "Cancel" }));
  await expect(menu).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await choose(page.getByRole("dialog").getByRole("button", { name: "Delete" }));
  await expect(page.getByRole("link", { name: "Support mailbox" })).toHaveCount(0);
});

test("who dismisses a notification sees it no more; another administrator does; it can be shown again", async ({
  browser,
}) => {
  const file =
    "- Name: Newsletter\n  Config: {ClientID: app, AuthFlow: ClientCredentials, Notifications: {NotifyOnExpiredToken: 1}, Requests: {TokenByClientCredentials: {Request: {URL: 'https://login.example.com/token'}}}}\n";
  expect((await product.console(["token-config", "import", "-"], file)).code).toBe(0);
  const made = await product.console(["user", "create", other.email, "--role", "administrator"], other.password);
  expect(made.stderr).toBe("");
  const noToken = (of: Page) => of.getByRole("article", { name: /“Newsletter” has no token yet/ });

  await page.goto(`${product.origin}/notifications`);
  await choose(noToken(page).getByRole("button", { name: /^Dismiss/ }));
  await expect(page.getByRole("heading", { name: "Dismissed" })).toBeVisible();
  await page.goto(product.origin);
  await expect(page.getByRole("link", { name: "Newsletter", exact: true })).toBeVisible();
  await expect(page.getByText("“Newsletter” has no token yet.")).toHaveCount(0);

  const second = await (await browser.newContext()).newPage();
  await second.goto(product.origin);
  await type(second.getByLabel("E-mail address"), other.email);
  await type(second.getByLabel("Password", { exact: true }), other.password);
  await second.keyboard.press("Enter");
  await expect(second.getByText("“Newsletter” has no token yet.")).toBeVisible();

  await page.goto(`${product.origin}/notifications`);
  await choose(noToken(page).getByRole("button", { name: /^Show again/ }));
  await page.goto(product.origin);
  await expect(page.getByText("“Newsletter” has no token yet.")).toBeVisible();
});
