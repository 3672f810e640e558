import { expect, type Page } from "@playwright/test";
import type { Product } from "./product.ts";

export const administrator = { email: "admin@example.org", password: "a long enough password" };

/** The link for the first administrator, once it is printed. */
export async function printedLink(product: Product): Promise<string> {
  const pattern = /http:\S+first-administrator#\S+/;
  await expect.poll(product.output).toMatch(pattern);
  return pattern.exec(product.output())?.[0] ?? "";
}

/** Uses the printed link and ends on the overview. */
export async function becomeAdministrator(page: Page, product: Product): Promise<void> {
  await page.goto(await printedLink(product));
  await page.getByLabel("E-mail address").fill(administrator.email);
  await page.getByLabel("Password", { exact: true }).fill(administrator.password);
  await page.getByRole("button", { name: "Create and sign in" }).click();
  await expect(page.getByRole("heading", { name: "Tokens", level: 1 })).toBeVisible();
}

/** Adds a token from the practice template, up to the provider's sign-in page. */
export async function addPracticeToken(page: Page, product: Product, name: string): Promise<void> {
  const form = `${product.origin}/token-configs/new/practice`;
  if (page.url() !== form) await page.goto(form);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Save and authorize" }).click();
  await page.waitForURL((url) => url.origin === product.providerOrigin);
}

/** Signs in at the practice provider where it asks, then answers its question. */
export async function answerProvider(page: Page, answer: "Allow" | "Deny"): Promise<void> {
  const signIn = page.getByRole("button", { name: "Sign in" });
  const consent = page.getByRole("button", { name: answer });
  await expect(signIn.or(consent)).toBeVisible();
  if (await signIn.isVisible()) await signIn.click();
  await consent.click();
}
