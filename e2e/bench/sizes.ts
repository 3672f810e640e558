import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { chromiumPath } from "../run/chromium.ts";
import { signInOn } from "./browser.ts";
import { type Benchmark, type Figure, verdictOf } from "./report.ts";
import { Deployment } from "./servers.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What is sent: the Workers to the edge, the screens to a browser. */
export const sizes: Benchmark = async () => [
  workerFigure("callback's bundle, gz", "apps/callback/wrangler.toml", { floor: 110, good: 90 }),
  workerFigure("api's bundle, gz", "wrangler.toml", { floor: 700, good: 500 }),
  ...(await screenFigures()),
];

/** As `wrangler deploy` would send it, in kB. */
function workerFigure(path: string, config: string, limits: { floor: number; good: number }): Figure {
  const outdir = mkdtempSync(join(tmpdir(), "grantry-worker-"));
  const args = ["deploy", "--dry-run", "--config", join(root, config), "--outdir", outdir];
  const { stdout } = spawnSync("node_modules/.bin/wrangler", args, {
    cwd: join(root, "e2e"),
    env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
    encoding: "utf8",
  });
  const kB = Number(/gzip: ([\d.]+) KiB/.exec(stdout)?.[1]) * 1.024;
  return {
    path,
    reached: `${kB.toFixed(1)} kB`,
    floor: `${limits.floor} kB`,
    good: `${limits.good} kB`,
    verdict: verdictOf(kB, limits),
    limit: limits.floor < 200 ? "zod's core and Drizzle, a third each" : "better-auth and zod",
  };
}

function packedBytes(path: string): number {
  return gzipSync(readFileSync(join(root, "apps/admin/dist", path)), { level: 9 }).length;
}

/** What a browser loads to sign in and see the overview. */
async function screenFigures(): Promise<Figure[]> {
  const deployment = new Deployment();
  const server = await deployment.host();
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ["--no-sandbox"] });
  const page = await browser.newPage();
  const loaded = { script: 0, stylesheet: 0 };
  page.on("requestfinished", (request) => {
    const kind = request.resourceType();
    if (kind === "script" || kind === "stylesheet") loaded[kind] += packedBytes(new URL(request.url()).pathname);
  });
  await signInOn(page, server.origin);
  await page.getByRole("heading", { name: "Tokens", level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
  await browser.close();
  await server.stop();
  const [scriptKb, styleKb] = [loaded.script / 1000, loaded.stylesheet / 1000];
  return [
    {
      path: "first JS of sign-in + overview, gz",
      reached: `${scriptKb.toFixed(1)} kB`,
      floor: "190 kB",
      good: "165 kB",
      verdict: verdictOf(scriptKb, { floor: 190, good: 165 }),
      limit: "React, Router, Query and Mantine; no schemas, no form library",
    },
    {
      path: "CSS of sign-in + overview, gz",
      reached: `${styleKb.toFixed(1)} kB`,
      floor: "15 kB",
      good: "15 kB",
      verdict: verdictOf(styleKb, { floor: 15, good: 15 }),
      limit: "Mantine's styles of the components in use",
    },
  ];
}
