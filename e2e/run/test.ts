import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { chromiumPath } from "./chromium.ts";
import { dovecotPath, getmailPath, goPath, mbsyncPath, muttPath, phpPath } from "./other-programs.ts";

/** What a suite came to. */
interface Sum {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const [part = "all", ...filter] = process.argv.slice(2);
const suites: Readonly<Record<string, () => Sum>> = { check: checks, unit, e2e };
const wanted = part === "all" ? Object.values(suites) : [suites[part] ?? fail(`There is no part “${part}”.`)];

mkdirSync("test-results", { recursive: true });
const sums = wanted.map((suite) => suite());
const total = (kind: keyof Sum): number => sums.reduce((sum, suite) => sum + suite[kind], 0);
const skipped = total("skipped");
process.stdout.write(
  `${total("passed")} passed, ${total("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`,
);
process.exitCode = total("failed") > 0 ? 1 : 0;

/** Types of every project, lint, and code that nobody uses: each counts as one test. */
function checks(): Sum {
  const projects = ["packages", "apps"].flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`));
  const results = [
    ...[...projects, "e2e"].map((project) => check(`types of ${project}`, "tsc", ["-p", project])),
    check("types of tests", "tsc", ["-p", "tsconfig.tests.json"]),
    check("lint and format", "biome", ["ci", "--max-diagnostics=20"]),
    check("unused code", "knip", []),
  ];
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}

function check(title: string, command: string, args: readonly string[]): boolean {
  const { status } = spawnSync(`node_modules/.bin/${command}`, args, { stdio: ["ignore", "inherit", "inherit"] });
  process.stdout.write(`${status === 0 ? "ok  " : "FAIL"} ${title}\n`);
  return status === 0;
}

function unit(): Sum {
  const file = "test-results/unit.json";
  run(
    "node_modules/.bin/vitest",
    ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...filter],
    file,
    {},
  );
  const read = readResult(file);
  return sumOf({
    passed: read["numPassedTests"],
    failed: Number(read["numFailedTests"]) + Number(read["numRuntimeErrorTestSuites"] ?? 0),
    skipped: read["numPendingTests"],
  });
}

function e2e(): Sum {
  const file = "test-results/e2e.json";
  run("node_modules/.bin/playwright", ["test", "-c", "playwright.config.ts", ...filter], file, {
    cwd: "e2e",
    env: {
      LC_ALL: "C.UTF-8", // a machine without a locale would save a file “Öl.pdf” as “download”
      ...process.env,
      CHROMIUM_PATH: chromiumPath(),
      DOVECOT_PATH: dovecotPath(),
      GETMAIL_PATH: getmailPath(),
      GO_PATH: goPath(),
      MBSYNC_PATH: mbsyncPath(),
      MUTT_PATH: muttPath(),
      PHP_PATH: phpPath(),
    },
  });
  const { stats = {} } = readResult(file) as { stats?: Record<string, unknown> };
  return sumOf({
    passed: stats["expected"],
    failed: Number(stats["unexpected"]) + Number(stats["flaky"] ?? 0),
    skipped: stats["skipped"],
  });
}

function run(
  command: string,
  args: readonly string[],
  resultFile: string,
  options: { cwd?: string; env?: NodeJS.ProcessEnv },
): void {
  rmSync(resultFile, { force: true });
  spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"], ...options });
}

function readResult(file: string): Record<string, unknown> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>) : {};
}

/** A suite that broke, or ran nothing, has failed. */
function sumOf(counted: { passed: unknown; failed: unknown; skipped: unknown }): Sum {
  const [passed, failed, skipped] = [counted.passed, counted.failed, counted.skipped].map((value) =>
    Number(value ?? 0),
  );
  const nothingRan = !passed && !failed;
  return { passed: passed || 0, failed: nothingRan ? 1 : failed || 0, skipped: skipped || 0 };
}

function fail(message: string): never {
  process.stderr.write(`error: ${message}\n`);
  process.exit(2);
}
