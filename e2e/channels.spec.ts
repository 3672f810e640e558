import { type RecordingService, startRecordingService } from "@grantry/testing";
import { expect, type Page, test } from "@playwright/test";
import { type Product, startProduct } from "./support/product.ts";
import { addPracticeToken, answerProvider, becomeAdministrator } from "./support/steps.ts";

let product: Product;
let hook: RecordingService;
let page: Page;
test.beforeAll(async ({ browser }) => {
  [product, hook] = await Promise.all([startProduct({ accessTokenSeconds: 600 }), startRecordingService()]);
  page = await browser.newPage();
  await becomeAdministrator(page, product);
  await addPracticeToken(page, product, "Untold");
  await answerProvider(page, "Deny"); // so it has no token, which is worth a notification
});
test.afterAll(async () => {
  await hook.close();
  await product.stop();
});

const sent = (type: string) => hook.requests.map(({ body }) => JSON.parse(body)).filter((told) => told.type === type);

test("a webhook that is added is told once, by the clock, what the banner says", async () => {
  test.slow(); // the clock of the edge ticks once a minute
  await page.goto(`${product.origin}/settings`);
  await page.getByRole("link", { name: "Where notifications are sent to" }).click();
  await expect(page.getByText("No channel yet.")).toBeVisible();
  await page.getByLabel("Name").fill("Desk");
  await page.getByLabel("URL").fill(`${hook.url}/hook`);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Secret", { exact: true })).toHaveAccessibleDescription(/needed/i);
  await page.getByLabel("Secret", { exact: true }).fill(`whsec_${Buffer.alloc(24, 7).toString("base64")}`);
  await page.getByRole("button", { name: "Save" }).click();
  const desk = page.getByRole("region", { name: "Desk" });
  await expect(desk).toContainText("in use");
  await expect(page.getByLabel("Name")).toHaveValue("");

  await expect.poll(() => sent("notification").length, { timeout: 90_000 }).toBe(1);
  const { message, href } = sent("notification")[0];
  expect(message).toContain("“Untold”");
  await page.goto(href);
  await expect(page.getByRole("heading", { name: "Untold", level: 1 })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Authorize");
});

test("a browser whose clock is behind is not told of a delivery that is still to come", async () => {
  await page.clock.setFixedTime(Date.now() - 60_000);
  await page.goto(`${product.origin}/settings/channels`);
  await expect(page.getByRole("region", { name: "Desk" })).toContainText("Last delivered: now");
  await page.clock.setSystemTime(Date.now());
});

test("a test shows that it works, or why not; an edit keeps the secret; a deletion is asked about first", async () => {
  await page.goto(`${product.origin}/settings/channels`);
  const desk = page.getByRole("region", { name: "Desk" });
  await desk.getByRole("button", { name: "Send a test to Desk" }).click();
  await expect(desk).toContainText("Delivered.");
  await expect(desk).toContainText(/Last delivered: (now|\d+ seconds? ago)/);
  expect(sent("test")).toHaveLength(1);
  await page.screenshot({ path: "../test-results/screens/channels.png", fullPage: true });

  hook.answer((_, response) => response.writeHead(500).end("out of order"));
  await desk.getByRole("button", { name: "Send a test to Desk" }).click();
  await expect(desk).toContainText("answered 500");
  await expect(desk).toContainText("failing");
  await page.setViewportSize({ width: 390, height: 800 });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.screenshot({ path: "../test-results/screens/channels-narrow.png", fullPage: true });
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 800 });

  await desk.getByRole("link", { name: "Edit Desk" }).click();
  const form = page.getByRole("form", { name: "Edit Desk" });
  await form.getByLabel("Name").fill("Night desk");
  await form.getByRole("button", { name: "Save" }).click();
  const night = page.getByRole("region", { name: "Night desk" });
  await expect(night).toContainText("in use");
  await expect(page.getByRole("form", { name: "Add a channel" })).toBeVisible();

  await night.getByRole("button", { name: "Delete Night desk" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("No channel yet.")).toBeVisible();
});
