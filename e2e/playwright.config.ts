import { defineConfig } from "@playwright/test";

// One suite, two hosts: support/hosts.ts says what each name stands for.
export default defineConfig({
  projects: [
    { name: "node" },
    // Both hosts serve the same screens, and their console is the same; the jobs done in them run on both.
    { name: "edge", testIgnore: ["screens.spec.ts", "mail-programs.spec.ts"] },
  ],
  testDir: ".",
  testMatch: "*.spec.ts",
  workers: 4, // a file has a product, a database and ports of its own, and waits most of its time
  timeout: 60_000,
  expect: { timeout: 15_000 },
  outputDir: "../test-results",
  reporter: [["list"], ["json", { outputFile: "../test-results/e2e.json" }]],
  use: {
    ...(process.env["CHROMIUM_PATH"] && {
      launchOptions: { executablePath: process.env["CHROMIUM_PATH"], args: ["--no-sandbox"] },
    }),
    viewport: { width: 1280, height: 830 },
    locale: "en-GB",
    trace: "off", // a trace would hold what was typed
  },
});
