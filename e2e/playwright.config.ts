import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  workers: 1,
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
