import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Product, startProduct } from "./support/product.ts";
import { addPracticeToken, answerProvider, becomeAdministrator } from "./support/steps.ts";

let product: Product;
let page: Page;
let tokenPage: string;
test.beforeAll(async ({ browser }) => {
  product = await startProduct({ accessTokenSeconds: 600 });
  page = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
  await becomeAdministrator(page, product);
  await addPracticeToken(page, product, "Support mailbox");
  await answerProvider(page, "Allow");
  await page.getByRole("link", { name: "Back to the token" }).click();
  await page.waitForURL(/token-configs\//);
  tokenPage = new URL(page.url()).pathname;
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
  "take-over": () => "/token-configs/import/tokens",
  export: () => "/token-configs/export",
  "app-registrations": () => "/app-registrations",
  settings: () => "/settings",
  "api-keys": () => "/settings/api-keys",
  "sign-in": () => "/sign-in",
  "first-administrator": () => "/first-administrator#none",
};

for (const [name, path] of Object.entries(screens)) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1280, 390]) {
      test(`${name} is accessible and fits, ${colorScheme}, ${width} px`, async () => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 830 });
        await page.goto(`${product.origin}${path()}`);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBeLessThanOrEqual(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" ")}`)).toEqual([]);
        await page.screenshot({ path: `../test-results/screens/${name}-${colorScheme}-${width}.png`, fullPage: true });
      });
    }
  }
}
