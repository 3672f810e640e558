import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import AxeBuilder from "@axe-core/playwright";
import { type Client, createClient } from "@libsql/client";
import { expect, type Page, test } from "@playwright/test";
import { type Product, startProduct } from "./support/product.ts";
import { becomeAdministrator } from "./support/steps.ts";

test.describe.configure({ mode: "serial" });

let product: Product;
let page: Page;
let database: Client;
test.beforeAll(async ({ browser }) => {
  product = await startProduct({ accessTokenSeconds: 600 });
  database = createClient({
    url: product.databaseUrl ?? `file:${join(product.folder, "data/grantry.db")}`,
    timeout: 5_000, // ms that a write waits for others
  });
  page = await (await browser.newContext()).newPage();
  await becomeAdministrator(page, product);
});
test.afterAll(async () => {
  database.close();
  await product.stop();
});

const fileOf = (prefix: string, entries: number) =>
  Array.from(
    { length: entries },
    (_, n) =>
      `- Name: ${prefix} ${n}\n  Config: {AuthFlow: ClientCredentials, ClientID: app, ClientSecret: s, Requests: {TokenByClientCredentials: {Request: {URL: "https://login.example.com/token"}}}}\n`,
  ).join("");

const configurations = async (prefix: string) => {
  const { rows } = await database.execute({
    sql: "SELECT count(*) FROM token_configs WHERE name LIKE ?",
    args: [`${prefix} %`],
  });
  return Number(rows[0]?.[0]);
};

test("who closes the tab while an import runs finds it again, and its report", async () => {
  await page.goto(`${product.origin}/token-configs/import`);
  const file = { name: "left.yml", mimeType: "application/yaml", buffer: Buffer.from(fileOf("Left", 1_500)) };
  await page.getByLabel("Choose a file").setInputFiles(file);
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByRole("button", { name: "Import now" }).click();
  await expect
    .poll(async () => Number(await page.getByRole("progressbar").getAttribute("value")), { intervals: [20] })
    .toBeGreaterThan(0);
  const context = page.context();
  await page.close();
  expect(await configurations("Left")).toBe(0);

  page = await context.newPage();
  await page.goto(`${product.origin}/token-configs/import`);
  const earlier = page.getByRole("region", { name: "Your imports of the last seven days" });
  await expect(earlier.getByRole("listitem")).toHaveCount(1);
  await earlier.getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Imported" })).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText("added: 1,500")).toBeVisible();
  expect(await configurations("Left")).toBe(1_500);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Imported" })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.screenshot({ path: "../test-results/screens/import-found-again.png" });
  await page.getByRole("link", { name: "Import", exact: true }).click();
  await expect(earlier).toContainText("imported");
  await page.screenshot({ path: "../test-results/screens/imports-earlier.png" });
});

const anHourAgo = new Date(Date.now() - 3_600_000).toISOString().slice(0, 19).replace("T", " ");
const listOf = (prefix: string, grants: number) =>
  Array.from(
    { length: grants },
    (_, n) =>
      `Token config '${prefix} ${n}' (valid, ID ${n})\n\tToken information:\n\t\tChangeTime: ${anHourAgo}\n\t\tToken: access-${n}\n\n`,
  ).join("");

const takenOver = async (prefix: string, from: Pick<Client, "execute"> = database) => {
  const { rows } = await from.execute({
    sql: `SELECT count(*) FROM tokens t JOIN token_configs c ON c.id = t.config_id JOIN token_secrets s ON s.config_id = c.id
      WHERE t.access_obtained_at IS NOT NULL AND c.name LIKE ?`,
    args: [`${prefix} %`],
  });
  return Number(rows[0]?.[0]);
};

/** Runs `stop` in the middle of a takeover: nobody else writes meanwhile. Gives how many grants were taken over by then. */
async function inTheMiddle(prefix: string, stop: () => Promise<void>): Promise<number> {
  for (;;) {
    const alone = await database.transaction("write");
    try {
      const sofar = await takenOver(prefix, alone);
      if (sofar === 0) continue;
      await stop();
      return sofar;
    } finally {
      alone.close();
      await setTimeout(5); // others have their turn
    }
  }
}

test("who closes the tab while grants are taken over finds them all; of a long list 200 rows are shown", async () => {
  const check = async () => {
    await page.goto(`${product.origin}/token-configs/import/tokens`);
    const buffer = Buffer.from(listOf("Left", 1_500));
    await page.getByLabel("Choose a file").setInputFiles({ name: "l.txt", mimeType: "text/plain", buffer });
    await page.getByRole("button", { name: "Check" }).click();
    await expect(page.getByRole("heading", { name: "What would happen" })).toBeVisible();
  };
  await check();
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(201);
  await expect(page.getByText("1,300 more")).toBeVisible();
  await page.getByRole("button", { name: "Take over now" }).click();
  const context = page.context();
  expect(await inTheMiddle("Left", () => page.close())).toBeLessThan(1_500);
  await expect.poll(() => takenOver("Left"), { timeout: 20_000 }).toBe(1_500);
  page = await context.newPage();
  await check();
  await expect(page.getByText("kept, newer here: 1,500")).toBeVisible();
});

test("an import whose program is killed is brought to its end by the host that serves", async () => {
  writeFileSync(join(product.folder, "big.yml"), fileOf("Killed", 2_000));
  const script = `
    grantry token-config import big.yml > /dev/null 2>&1 & importer=$!
    until [ -e kill-now ]; do sleep 0.02; done
    pkill -KILL -P $importer`;
  const ended = product.bash(script);
  const stateOf = async () =>
    (await database.execute("SELECT checked, outcome FROM imports WHERE actor_id = 'console'")).rows[0];
  await expect.poll(async () => Number((await stateOf())?.["checked"]), { intervals: [20] }).toBeGreaterThan(0);
  writeFileSync(join(product.folder, "kill-now"), "");
  await ended;
  expect([(await stateOf())?.["outcome"], await configurations("Killed")]).toEqual([null, 0]);

  await database.execute("UPDATE imports SET due_at = 0 WHERE ended_at IS NULL"); // the lease of the dead has ended
  if (product.host === "edge") expect((await fetch(`${product.origin}/cdn-cgi/local/scheduled`)).status).toBe(200);
  await expect.poll(async () => (await stateOf())?.["outcome"], { timeout: 30_000 }).toBe("applied");
  expect(await configurations("Killed")).toBe(2_000);
});

test("a takeover whose program is killed leaves whole grants, and the same list again brings the rest", async () => {
  writeFileSync(join(product.folder, "tokens.txt"), listOf("Killed", 2_000));
  const script = `
    grantry token import tokens.txt > /dev/null 2>&1 & importer=$!
    until [ -e kill-takeover ]; do sleep 0.02; done
    pkill -KILL -P $importer`;
  const ended = product.bash(script);
  const sofar = await inTheMiddle("Killed", async () => {
    writeFileSync(join(product.folder, "kill-takeover"), "");
    await ended;
  });
  expect(sofar).toBeLessThan(2_000);
  const { stdout } = await product.console(["token", "import", "tokens.txt", "--json"]);
  const { entries } = JSON.parse(stdout) as { entries: { outcome: string }[] };
  const kept = entries.filter(({ outcome }) => outcome === "kept").length;
  expect([kept % 250, entries.filter(({ outcome }) => outcome === "taken-over").length]).toEqual([0, 2_000 - kept]);
  expect(kept).toBeGreaterThanOrEqual(sofar);
  expect(kept).toBeLessThan(2_000);
  expect(await takenOver("Killed")).toBe(2_000);
});
