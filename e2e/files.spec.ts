import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Product, startProduct } from "./support/product.ts";
import { administrator, becomeAdministrator } from "./support/steps.ts";

test.describe.configure({ mode: "serial" });

const sample = (name: string) =>
  fileURLToPath(new URL(`../packages/token-config-file/samples/${name}`, import.meta.url));
const exported = sample("peer-export-small.yml");
const tokenList = sample("peer-list-token-information.txt");

let product: Product;
let page: Page;
test.beforeAll(async ({ browser }) => {
  product = await startProduct({ accessTokenSeconds: 600 });
  page = await (await browser.newContext()).newPage();
  await becomeAdministrator(page, product);
});
test.afterAll(() => product.stop());

const rows = () => page.getByRole("table").getByRole("row");

async function looksRight(name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" ")}`)).toEqual([]);
  await page.screenshot({ path: `../test-results/screens/${name}.png`, fullPage: true });
}

test("an administrator of the other system brings the file: checked first, then imported", async () => {
  await expect(page.getByRole("link", { name: "Export" })).toHaveCount(0); // parity 46: there is nothing yet
  await page.getByRole("link", { name: "Bring a file from the other system" }).click();
  await page.getByLabel("Choose a file").setInputFiles(exported);
  await page.getByRole("button", { name: "Check" }).click();
  await expect(page.getByRole("heading", { name: "What would happen" })).toBeVisible();
  await expect(rows()).toHaveCount(4);
  await looksRight("import-checked");
  await page.getByRole("button", { name: "Import now" }).click();
  await expect(page.getByRole("heading", { name: "Imported" })).toBeVisible();
  await page.getByRole("link", { name: "Tokens" }).first().click();
  await expect(page.getByRole("link", { name: "Purchasing (Keycloak): IMAP", exact: true })).toBeVisible();
});

test("a file with a mistake is refused with the place, and nothing comes in", async () => {
  await page.goto(`${product.origin}/token-configs/import`);
  await page
    .getByLabel("Or paste the YAML")
    .fill("- Name: Broken\n  Config: {ClientID: a}\n- Name: Twice\n  Name: Twice\n");
  await page.getByRole("button", { name: "Check" }).click();
  await expect(page.getByRole("alert")).toContainText("Line 4: A member stands there twice.");
  await page.getByLabel("Or paste the YAML").fill("- Name: Broken\n  Config: {ClientID: a}\n");
  await page.getByRole("button", { name: "Check" }).click();
  await expect(rows().nth(1)).toContainText("/Config/Requests");
  await expect(page.getByRole("button", { name: "Import now" })).toBeDisabled();
});

test("running grants are taken over from the console's list, each with its first refresh", async () => {
  await page.goto(`${product.origin}/token-configs/import/tokens`);
  await page.getByLabel("Choose a file").setInputFiles(tokenList);
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByRole("button", { name: "Take over now" }).click();
  await expect(page.getByRole("heading", { name: "Taken over" })).toBeVisible();
  await expect(rows().filter({ hasText: "Purchasing" })).toContainText("taken over");
  await expect(rows().filter({ hasText: "Gmail" })).toContainText("no token there");
  await looksRight("take-over");
});

test("parity 46, 47: what is downloaded with secrets imports again as the same; the password is asked for", async () => {
  await page.goto(`${product.origin}/token-configs/export`);
  await page.getByLabel("With client secrets").check();
  await page.getByLabel("Your password").fill("not my password");
  await page.getByRole("button", { name: "Download" }).click();
  await expect(page.getByRole("alert")).toContainText("Your password is needed");
  await page.getByLabel("Your password").fill(administrator.password);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^OAuth2TokenConfigurationExport_\d{8}_\d{6}\.yml$/);
  const text = readFileSync(await file.path(), "utf8");
  expect(text).toContain("fake: secret #1");
  expect(text).not.toContain("fake-refresh");
  await looksRight("export");
  const checked = await product.console(["token-config", "import", "-", "--overwrite", "--dry-run", "--json"], text);
  expect(JSON.parse(checked.stdout).entries.map(({ outcome }: { outcome: string }) => outcome)).toEqual(
    Array(3).fill("overwritten"),
  );
});

test("chosen configurations alone go into the file", async () => {
  await page.goto(`${product.origin}/token-configs/export`);
  await page.getByLabel("All configurations").uncheck();
  await expect(page.getByRole("button", { name: "Download" })).toBeDisabled();
  await page.getByLabel("Find by name, account or template").fill("gmail");
  await page.getByRole("checkbox", { name: "Service Desk Gmail" }).check();
  await page.getByLabel("Find by name, account or template").fill("purchasing");
  await expect(page.getByRole("group", { name: "1 configuration chosen" }).getByRole("checkbox")).toHaveCount(2);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  const text = readFileSync(await (await download).path(), "utf8");
  expect(text.match(/^ {2}Name: .*$/gm)).toEqual(["  Name: Service Desk Gmail"]);
  await looksRight("export-chosen");
});

const text = () => page.getByLabel("YAML");
const authorization = () => page.getByRole("region", { name: "Authorization, in the browser" });

test("the document is edited as text, and the tables beside it follow", async () => {
  await page.goto(product.origin);
  await page.getByRole("link", { name: "Purchasing (Keycloak): IMAP", exact: true }).press("Enter");
  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByRole("link", { name: "Advanced: the whole document" }).click();
  await expect(text()).toHaveValue(/kc_idp_hint: staff/);
  const before = await text().inputValue();
  expect(before).not.toContain("fake: secret #1");

  await text().fill(before.replace("kc_idp_hint: staff", "kc_idp_hint: office"));
  await expect(authorization().getByLabel("Value of kc_idp_hint")).toHaveValue("office");
  await text().fill(before.replace("Requests:", "Scope: twice\nRequests:"));
  await expect(page.getByRole("list", { name: "What is wrong" })).toContainText(
    /Line \d+: A member stands there twice/,
  );
  await text().press("ControlOrMeta+End");
  await expect(page.getByRole("list", { name: "What is wrong" })).toBeInViewport();
  await expect(authorization().getByLabel("URL")).toBeDisabled();
  await page.screenshot({ path: "../test-results/screens/document-unreadable.png", fullPage: true });
  await text().fill(before);
});

test("a mistake in the document is told at its row and at its line, before anything is saved", async () => {
  await authorization().getByLabel("URL").fill("https://me:pass@idp.example.com/auth");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(authorization().getByLabel("URL")).toHaveAccessibleDescription(/Leave user name and password out/);
  await expect(page.getByRole("button", { name: /^Line \d+$/ })).toBeVisible();
  await looksRight("document-refused");
  await page.getByRole("button", { name: "Undo all changes" }).click();
});

test("the document is edited as tables by keyboard alone, and the text beside them follows", async () => {
  await authorization().getByLabel("Value of kc_idp_hint").fill("office");
  await authorization().getByRole("button", { name: "Add a row: Autofilled parameters" }).press("Enter");
  const autofilled = authorization().getByRole("group", { name: "Autofilled parameters" });
  await expect(autofilled.getByLabel("Parameter", { exact: true }).last()).toBeFocused();
  await page.keyboard.type("audience");
  await page.keyboard.press("Tab");
  await expect(autofilled.getByLabel("Internal key of audience")).toBeFocused();
  await page.keyboard.type("Audience");
  await expect(authorization()).toContainText("Nothing here is called Audience");
  const own = page.getByRole("region", { name: "Members of your own" });
  await own.getByRole("button", { name: "Add a row: Members of your own" }).press("Enter");
  await page.keyboard.type("Audience");
  await page.keyboard.press("Tab");
  await page.keyboard.type("https://api.example.com");
  await expect(authorization()).not.toContainText("Nothing here is called Audience");
  await expect(text()).toHaveValue(/^Audience: https:\/\/api\.example\.com\n[\s\S]*audience: Audience/);
  await page.screenshot({ path: "../test-results/screens/document-edited.png", fullPage: true });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("Saved.");
  const url = await product.console(["token-config", "authorize-url", "Purchasing (Keycloak): IMAP"]);
  const sent = new URL(url.stdout).searchParams;
  expect([sent.get("kc_idp_hint"), sent.get("audience")]).toEqual(["office", "https://api.example.com"]);
});

test("two people change one document: both changes are there, and what differs is told", async () => {
  const other = await page.context().newPage();
  await other.goto(page.url());
  const [theirs, mine] = ["Value of kc_idp_hint", "Value of Audience"];
  await other.getByLabel(theirs).fill("theirs");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other.getByRole("status")).toContainText("Saved.");
  await other.close();
  await page.getByLabel(mine, { exact: true }).fill("https://mine.example.com");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText(
    "Authorization, in the browser › Fixed parameters › kc_idp_hint: their change is now in the document.",
  );
  await page.screenshot({ path: "../test-results/screens/document-merged.png", fullPage: true });
  await expect(text()).toHaveValue(/Audience: https:\/\/mine\.example\.com[\s\S]*kc_idp_hint: theirs/);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("Saved.");
});

test("what an older template got wrong is offered as a correction, and set right by one click", async () => {
  await page.goto(product.origin);
  await page.getByRole("link", { name: "Service Desk Gmail" }).press("Enter");
  const offer = page.getByRole("region", { name: "A correction is known" });
  await expect(offer).toContainText("/Requests/AuthorizationCode/Request/Parameters/prompt: – becomes consent");
  await looksRight("correction");
  await offer.getByRole("button", { name: "Correct it" }).click();
  await expect(offer).toHaveCount(0);
  const url = await product.console(["token-config", "authorize-url", "Service Desk Gmail"]);
  expect(new URL(url.stdout).searchParams.get("prompt")).toBe("consent");
});

test("parity 89: the console's commands for files, with their exit codes", async () => {
  const all = await product.console(["token-config", "export", "--secrets", "include"]);
  expect(all.code).toBe(0);
  expect(all.stdout).toMatch(/^---\n- ChangeBy: /);
  const one = await product.console(["token-config", "export", "--name", "Service Desk Gmail"]);
  expect(one.stdout.match(/^ {2}Name: /gm)).toHaveLength(1);
  expect(one.stdout).not.toContain("GOCSPX");
  expect((await product.console(["token-config", "export", "--name", "Nobody"])).code).toBe(1);
  expect((await product.console(["token-config", "import", "/no/such/file"])).code).toBe(2);
  expect((await product.console(["token-config", "import", "-"], "just text")).code).toBe(1);
  const skipped = await product.console(["token-config", "import", "-"], all.stdout);
  expect([skipped.code, skipped.stdout.match(/skipped/g)?.length]).toEqual([0, 4]); // three entries and the sum
  const url = await product.console(["token-config", "authorize-url", "Purchasing (Keycloak): IMAP"]);
  expect(url.stdout).toMatch(
    /^https:\/\/idp\.example\.com\/realms\/staff\/protocol\/openid-connect\/auth\?.*client_id=purchasing-imap/,
  );
  const list = readFileSync(tokenList, "utf8");
  const again = await product.console(["token", "import", "-", "--time-zone", "UTC", "--json"], list);
  expect(JSON.parse(again.stdout).entries.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
    "kept",
    "kept",
    "empty",
  ]);
});
