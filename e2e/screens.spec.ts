import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { walkByKeyboard } from "./support/keyboard-walk.ts";
import { type Product, startProduct } from "./support/product.ts";
import { addPracticeToken, answerProvider, becomeAdministrator } from "./support/steps.ts";

let product: Product;
let page: Page;
let tokenPage: string;
/** Of an import that was refused. */
const importId = "0198c0de-7a51-7cc2-9b3e-1f0d5a6b7c8d";
/** What the browser complains about: exceptions, and what the policy refused. */
let complaints: string[] = [];
test.beforeAll(async ({ browser }) => {
  product = await startProduct({ accessTokenSeconds: 600 });
  page = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (said) => {
    if (said.type() === "error" && !/Failed to load resource/.test(said.text())) complaints.push(said.text());
  });
  await becomeAdministrator(page, product);
  await addPracticeToken(page, product, "Support mailbox");
  await answerProvider(page, "Allow");
  await page.getByRole("link", { name: "Back to the token" }).click();
  await page.waitForURL(/token-configs\//);
  tokenPage = new URL(page.url()).pathname;
  await page.evaluate(async (id) => {
    const body = "- Name: Without a client\n  Config: {Requests: {}}\n- Name: Another\n  Config: {ClientID: a}\n";
    const headers = { "content-type": "application/yaml" };
    await fetch(`/api/v1/token-configs/imports?id=${id}`, { method: "POST", headers, body });
  }, importId);
});
test.afterAll(() => product.stop());

const screens: Readonly<Record<string, () => string>> = {
  tokens: () => "/",
  templates: () => "/token-configs/new",
  add: () => "/token-configs/new/exchange-online",
  token: () => tokenPage,
  edit: () => `${tokenPage}/edit`,
  document: () => `${tokenPage}/document`,
  import: () => "/token-configs/import",
  "import-report": () => `/token-configs/import/runs/${importId}`,
  "take-over": () => "/token-configs/import/tokens",
  export: () => "/token-configs/export",
  "mail-accounts": () => "/mail-accounts",
  "add-mail-account": () => "/mail-accounts/new",
  messages: () => "/messages",
  "web-services": () => "/web-services",
  "add-web-service": () => "/web-services/new",
  "import-web-service": () => "/web-services/import",
  "app-registrations": () => "/app-registrations",
  settings: () => "/settings",
  "api-keys": () => "/settings/api-keys",
  activity: () => "/activity",
  calendar: () => "/settings/calendar",
  channels: () => "/settings/channels",
  notifications: () => "/notifications",
  "key-ring": () => "/settings/key-ring",
  "sign-in": () => "/sign-in",
  "first-administrator": () => "/first-administrator#none",
};

test.describe.configure({ timeout: 120_000 }); // axe reads each screen four times

/** Light in English, dark in German: both languages are seen in both widths, and neither costs a look of its own. */
const looks = [
  { colorScheme: "light", language: "en" },
  { colorScheme: "dark", language: "de" },
] as const;

for (const [name, path] of Object.entries(screens)) {
  test(`${name} is accessible and fits, light and dark, wide and narrow, in English and German`, async () => {
    complaints = [];
    for (const { colorScheme, language } of looks) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate((chosen) => localStorage.setItem("grantry-language", chosen), language);
      await page.goto("about:blank"); // an address that differs after its # alone would not be loaded anew
      await page.goto(`${product.origin}${path()}`);
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 830 });
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expect(page.locator("html")).toHaveAttribute("lang", language);
        const look = `${colorScheme}, ${language}, ${width} px`;
        expect.soft(await overflow(), `overflow, ${look}`).toBeLessThanOrEqual(0);
        expect.soft(await violations(colorScheme), `axe, ${look}`).toEqual([]);
        if (colorScheme === "light" && width === 1280) expect.soft(await walkByKeyboard(page), "keyboard").toEqual([]);
        await page.screenshot({ path: `../test-results/screens/${name}-${colorScheme}-${width}.png`, fullPage: true });
      }
    }
    expect.soft(complaints, "console").toEqual([]);
  });
}

/** By how much the page is wider than the window, or a table than what it stands in, in px. */
function overflow(): Promise<number> {
  return page.evaluate(() => {
    const boxes = [
      document.documentElement,
      ...[...document.querySelectorAll("table")].map((table) => table.parentElement),
    ];
    return Math.max(...boxes.map((box) => (box ? box.scrollWidth - box.clientWidth : 0)));
  });
}

/** What axe finds; in the dark only what colours can spoil, the rest is the same as in the light. */
async function violations(colorScheme: "light" | "dark"): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(); // no frames here: the page itself is enough, in half the time
  if (colorScheme === "dark") axe.withRules(["color-contrast", "link-in-text-block"]);
  const found = await axe.analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" ")}`);
}
