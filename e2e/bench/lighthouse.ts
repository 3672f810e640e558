import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import lighthouse, { desktopConfig, type Result } from "lighthouse";
import { chromiumPath } from "../run/chromium.ts";
import { freePort } from "../support/running-product.ts";
import { signInOn } from "./browser.ts";
import { startProvider } from "./provider.ts";
import { type Benchmark, type Figure, verdictOf } from "./report.ts";
import { Deployment, takeAllCores } from "./servers.ts";

/** Each takes a quarter of a minute; scores swing little. */
const MOST_RUNS = 3;
const MOST_TRIES = 3;

const categories = ["performance", "accessibility", "best-practices"] as const;
/** What a score may lack of 100. */
const limits = {
  performance: { floor: 5, good: 0 },
  accessibility: { floor: 0, good: 0 },
  "best-practices": { floor: 0, good: 0 },
};

/** As Lighthouse has them: a desktop computer, and a phone of the middle class on a slow network, simulated. */
const devices = { desktop: desktopConfig, phone: undefined };
type Device = keyof typeof devices;

/** Lighthouse of the screens that are seen first and most, on each device. */
export const screens: Benchmark = async ({ rounds }) => {
  takeAllCores(); // a browser has more than one process
  const deployment = new Deployment();
  const server = await deployment.host();
  const provider = await startProvider(0);
  const token = { name: "Support mailbox", tokenUrl: provider.tokenUrl, keepFresh: true };
  const key = deployment.apiKey();
  const id = await deployment.addTokenConfig(server.origin, key, token);
  const read = { headers: { authorization: `Bearer ${key}` } };
  await (await fetch(`${server.origin}/api/v1/access-tokens/${id}`, read)).text(); // the pages show a token that works
  const origin = server.origin.replace("127.0.0.1", "localhost"); // as it says of itself
  const port = await freePort();
  const browser = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), "grantry-lighthouse-")), {
    executablePath: chromiumPath(),
    args: ["--no-sandbox", `--remote-debugging-port=${port}`],
  });
  const runs = Math.min(rounds, MOST_RUNS);
  const measure = async (title: string, path: string) => {
    const figures: Figure[] = [];
    for (const device of ["desktop", "phone"] as const) {
      const results: Result[] = [];
      for (let run = 0; run < runs; run += 1) results.push(await lighthouseOf(`${origin}${path}`, { port, device }));
      figures.push(figureOf(`${title}, ${device}`, results));
    }
    return figures;
  };
  try {
    const signedOut = await measure("sign-in", "/sign-in");
    await signInOn(await browser.newPage(), origin);
    return [
      ...signedOut,
      ...(await measure("overview", "/")),
      ...(await measure("a token's page", `/token-configs/${id}`)),
    ];
  } finally {
    await browser.close();
    await server.stop();
    provider.close();
  }
};

/** Loads the page once more where the browser lost its trace, as it does at times on a busy machine. */
async function lighthouseOf(address: string, on: { port: number; device: Device }): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    const result = await oneRun(address, on);
    if (!result.runtimeError) return result;
    if (tries === MOST_TRIES) throw new Error(`${address}: ${result.runtimeError.message}`);
  }
}

async function oneRun(address: string, { port, device }: { port: number; device: Device }): Promise<Result> {
  const flags = {
    port,
    onlyCategories: [...categories],
    disableStorageReset: true, // whoever is signed in stays so
    logLevel: "error" as const,
  };
  const ended = await lighthouse(address, flags, devices[device]);
  if (!ended) throw new Error(`Lighthouse gave nothing for ${address}`);
  const { lhr } = ended;
  if (!lhr.runtimeError && lhr.finalDisplayedUrl !== address)
    throw new Error(`${address} led to ${lhr.finalDisplayedUrl}`);
  return lhr;
}

/** Of the run in the middle, by performance: what else there is to score is the same in all. */
function figureOf(title: string, results: readonly Result[]): Figure {
  const scoreOf = (result: Result | undefined, category: keyof typeof limits) =>
    Math.round(100 * (result?.categories[category]?.score ?? 0));
  const byPerformance = results.toSorted((a, b) => scoreOf(a, "performance") - scoreOf(b, "performance"));
  const middle = byPerformance[Math.floor(results.length / 2)];
  const scores = categories.map((category) => {
    const score = scoreOf(middle, category);
    return { score, verdict: verdictOf(100 - score, limits[category]) };
  });
  const verdicts = scores.map(({ verdict }) => verdict);
  return {
    path: `Lighthouse of ${title}: performance / accessibility / best practices`,
    reached: scores.map(({ score }) => score).join(" / "),
    floor: "95 / 100 / 100",
    good: "100 / 100 / 100",
    verdict: (["below", "floor"] as const).find((worst) => verdicts.includes(worst)) ?? "good",
    limit: lossesOf(middle),
  };
}

/** The audits that cost points, the dearest first. */
function lossesOf(result: Result | undefined): string {
  const losses = categories.flatMap((category) =>
    (result?.categories[category]?.auditRefs ?? []).flatMap(({ id, weight }) => {
      const audit = result?.audits[id];
      const lost = weight * (1 - (audit?.score ?? 1));
      return lost > 0 ? [{ lost, says: `${audit?.title} ${audit?.displayValue ?? ""}`.trim() }] : [];
    }),
  );
  const dearest = losses.toSorted((a, b) => b.lost - a.lost).slice(0, 2);
  return dearest.map(({ says }) => says).join("; ") || "–";
}
