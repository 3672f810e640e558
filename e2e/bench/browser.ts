import { chromium, type Page } from "@playwright/test";
import { chromiumPath } from "../run/chromium.ts";
import { password } from "./servers.ts";

/** Does something in a browser whose administrator is signed in and sees the overview. */
export async function inBrowser<T>(origin: string, work: (page: Page) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await signInOn(page, origin);
    return await work(page);
  } finally {
    await browser.close();
  }
}

export async function signInOn(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel("E-mail address").fill("bench@example.org");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${origin}/`);
}
