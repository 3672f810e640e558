import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inBrowser } from "./browser.ts";
import { fileOf, MANY } from "./many-configs.ts";
import { type Benchmark, verdictOf } from "./report.ts";
import { Deployment } from "./servers.ts";

/** An administrator brings a file of 10,000 entries: from choosing it until the page says that all are there. */
export const importFile: Benchmark = async () => {
  const deployment = new Deployment();
  const server = await deployment.host();
  const file = join(mkdtempSync(join(tmpdir(), "grantry-bench-")), "all.yml");
  writeFileSync(file, fileOf(MANY, ["https://login.microsoftonline.com/contoso/oauth2/v2.0/token"]));
  const { seconds, steps } = await inBrowser(server.origin, async (page) => {
    await page.goto(`${server.origin}/token-configs/import`);
    const began = performance.now();
    await page.setInputFiles("input[type=file]", file);
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByRole("button", { name: "Import now" }).click({ timeout: 60_000 });
    const bar = page.getByRole("progressbar");
    const seen = new Set<string>();
    const done = page.getByRole("heading", { name: "Imported" }).waitFor({ timeout: 120_000 });
    let ended = false;
    void done.finally(() => {
      ended = true;
    });
    while (!ended) {
      seen.add((await bar.getAttribute("value", { timeout: 200 }).catch(() => null)) ?? "");
      await page.waitForTimeout(200);
    }
    await done;
    return { seconds: (performance.now() - began) / 1000, steps: seen.size };
  });
  await server.stop();
  return [
    {
      path: "import of 10,000 entries in the browser: check, import, report",
      reached: `${seconds.toFixed(1)} s; the bar stood at ${steps} different places`,
      floor: "30 s",
      good: "30 s",
      verdict: verdictOf(seconds, { floor: 30, good: 30 }),
      limit: "judging and sealing each entry; making all of them real is one batch of half a second",
    },
  ];
};
