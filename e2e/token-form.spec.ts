import { expect, type Page, test } from "@playwright/test";
import { type Product, startProduct } from "./support/product.ts";
import { addPracticeToken, answerProvider, becomeAdministrator } from "./support/steps.ts";

test.describe.configure({ mode: "serial" });

let product: Product;
let page: Page;
test.beforeAll(async ({ browser }) => {
  product = await startProduct({ accessTokenSeconds: 600 });
  page = await (await browser.newContext()).newPage();
  await becomeAdministrator(page, product);
});
test.afterAll(() => product.stop());

const field = (label: string, of = page) => of.getByLabel(label, { exact: true });
const unfold = () => page.getByText("Advanced", { exact: true }).click();

test("the usual mistakes are told at the field, and the first of them gets the focus", async () => {
  await page.goto(`${product.origin}/token-configs/new/exchange-online`);
  await field("Client secret").fill("0f5c2c1e-7b1d-4a59-9d55-3c1f00aa7711");
  await field("Directory (tenant) ID").fill("not a tenant");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("This looks like the secret's ID", { exact: false })).toBeVisible();
  await expect(field("Name")).toBeFocused();
  await expect(field("Name")).toHaveAccessibleDescription(/needed|required|missing|filled/i);
});

test("the scope is made of words: one is taken out, one typed, two are pasted", async () => {
  await unfold();
  await page.getByRole("button", { name: "Remove profile" }).click();
  await field("Scope").pressSequentially("extra.one ");
  await field("Scope").fill("extra.two extra.three");
  for (const scope of ["extra.one", "extra.two", "extra.three"]) {
    await expect(page.getByRole("button", { name: `Remove ${scope}` })).toBeVisible();
  }
  await expect(page.getByRole("button", { name: "Remove profile" })).toHaveCount(0);
});

test("what was typed is still there after a reload, but for the secret", async () => {
  await field("Name").fill("Draft mailbox");
  await page.reload();
  await expect(field("Name")).toHaveValue("Draft mailbox");
  await unfold();
  await expect(page.getByRole("button", { name: "Remove extra.two" })).toBeVisible();
  await expect(field("Client secret")).toHaveValue("");
});

test("endpoints are filled in from the provider's own discovery document", async () => {
  await page.goto(`${product.origin}/token-configs/new/custom`);
  await field("Discovery address").fill(`${product.providerOrigin}/nothing-here`);
  await page.getByRole("button", { name: "Fill in" }).click();
  await expect(page.getByRole("alert")).toContainText("No discovery document was found.");
  await field("Discovery address").fill(product.providerOrigin);
  await page.getByRole("button", { name: "Fill in" }).click();
  await expect(page.getByRole("status")).toContainText(`Filled in from ${product.providerOrigin}`);
  await expect(field("Token URL")).toHaveValue(`${product.providerOrigin}/token`);
  await expect(field("Authorization URL")).toHaveValue(new RegExp(`^${product.providerOrigin}/auth`));
  await expect(field("Issuer")).toHaveValue(product.providerOrigin);
  await expect(page.getByLabel("Refuse answers that name no issuer (iss)")).toBeChecked();
});

test("two people edit at once: the second keeps what was typed and sees what the first saved", async () => {
  await addPracticeToken(page, product, "Support mailbox");
  await answerProvider(page, "Allow");
  await page.getByRole("link", { name: "Back to the token" }).click();
  await page.getByRole("link", { name: "Edit" }).click();
  await expect(field("Name")).toHaveValue("Support mailbox");
  const other = await page.context().newPage();
  await other.goto(page.url());
  await field("Name", other).fill("Their name");
  await field("Expected account", other).fill("support@practice.example");
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await expect(other.getByRole("heading", { name: "Edit Their name", level: 1 })).toBeVisible();
  await page.bringToFront();
  await field("Name").fill("My name");
  await page.getByLabel("Keep the token fresh", { exact: false }).uncheck();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("Expected account: their change is now in the form.");
  await expect(alert.getByRole("row", { name: "Name Their name My name" })).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  const head = await alert.getByRole("columnheader", { name: "Theirs", exact: true }).evaluate((cell) => {
    const word = document.createRange();
    word.selectNodeContents(cell);
    return word.getClientRects().length;
  });
  expect(head, "lines of a word").toBe(1);
  await page.setViewportSize({ width: 1280, height: 830 });
  await expect(field("Expected account")).toHaveValue("support@practice.example");
  await page.screenshot({ path: "../test-results/screens/edit-conflict.png", fullPage: true });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Edit My name", level: 1 })).toBeVisible();
  await expect(page.getByRole("status")).toHaveText("Saved.");
  await page.reload();
  await expect(field("Expected account")).toHaveValue("support@practice.example");
  await expect(page.getByLabel("Keep the token fresh", { exact: false })).not.toBeChecked();
});

test("parity 63: save stays in the form, save and finish leads to the overview, mistakes keep what was typed", async () => {
  await field("Name").fill("");
  await field("Client ID").fill("another-client");
  await page.getByRole("button", { name: "Save and finish" }).click();
  await expect(field("Name")).toHaveAccessibleDescription(/needed/);
  await expect(field("Client ID")).toHaveValue("another-client");
  await field("Client ID").fill("grantry-practice");
  await field("Name").fill("Final name");
  await page.getByRole("button", { name: "Save and finish" }).click();
  await expect(page.getByRole("heading", { name: "Tokens", level: 1 })).toBeVisible();
  await expect(page.getByRole("link", { name: "Final name" })).toBeVisible();
});

test("a file of the other system becomes a template, is chosen, and is removed again", async () => {
  await page.goto(`${product.origin}/token-configs/new`);
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a file" }).click();
  await (await choosing).setFiles({
    name: "keycloak.yml",
    mimeType: "application/yaml",
    buffer: Buffer.from(
      `- Name: Our Keycloak\n  Config: {ClientSecret: not for a template, Scope: openid, Requests: {AuthorizationCode: {Request: {URL: "https://sso.example.com/auth"}}, TokenByAuthorizationCode: {Request: {URL: "https://sso.example.com/token"}}}}\n`,
    ),
  });
  await expect(page.getByRole("status")).toContainText("“Our Keycloak” can be chosen now.");
  const own = page.getByRole("region", { name: "Yours" });
  await page.screenshot({ path: "../test-results/screens/templates-own.png", fullPage: true });
  await own.getByRole("link", { name: "Our Keycloak" }).click();
  await unfold();
  await expect(field("Token URL")).toHaveValue("https://sso.example.com/token");
  await expect(field("Client secret")).toHaveValue("");
  await page.goBack();
  await own.getByRole("button", { name: "Remove Our Keycloak" }).click();
  await own.getByRole("button", { name: "Really remove Our Keycloak" }).click();
  await expect(own).toHaveCount(0);
});

test("a name that differs from another in case and spaces alone is pointed out, and allowed", async () => {
  await page.goto(`${product.origin}/token-configs/new/practice`);
  await field("Name").fill("FINAL  name");
  await expect(field("Name")).toHaveAccessibleDescription(/There is “Final name” already/);
  await page.screenshot({ path: "../test-results/screens/name-similar.png", fullPage: true });
  await field("Name").fill("Other mailbox");
  await expect(field("Name")).not.toHaveAccessibleDescription(/already/);
});
