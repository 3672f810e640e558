// Plain JavaScript for Node 20: brings Node 24 and pnpm where they are missing, installs and builds what a task needs,
// then hands over. `node apps/server/bootstrap.mjs <task> [arguments]`
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const NODE_VERSION = "24.21.0";
const PNPM_VERSION = "12.21.0";
const root = fileURLToPath(new URL("../../", import.meta.url));
const toolchain = join(root, ".toolchain");
const [task = "start", ...rest] = process.argv.slice(2);

// What serving needs: no test tools, no workerd.
const servingPackages = ["@grantry/cli...", "@grantry/admin...", "@grantry/practice-provider..."];

/** Task → what is installed for it, and the program that does it once everything is built (none: it is done then). */
const tasks = {
  start: ["serving", "apps/cli/dist/grantry.mjs", "start"],
  grantry: ["serving", "apps/cli/dist/grantry.mjs"],
  build: ["all"],
  bench: ["all", "e2e/bench/main.ts"],
  proof: ["all", "e2e/proof/main.ts"],
  dev: ["all", "apps/server/dev.mjs"],
  "dev:edge": ["all", "e2e/support/edge/main.ts"],
  check: ["all", "e2e/run/test.ts", "check"],
  unit: ["all", "e2e/run/test.ts", "unit"],
  e2e: ["all", "e2e/run/test.ts", "e2e"],
  test: ["all", "e2e/run/test.ts", "all"],
};

if (!Object.hasOwn(tasks, task)) fail(`There is no task “${task}”. There are: ${Object.keys(tasks).join(", ")}.`);
process.chdir(root);
bringToolchain();
const [installed, ...program] = tasks[task];
install(installed, installed === "serving" ? servingPackages.flatMap((name) => ["--filter", name]) : []);
build();
if (program.length > 0) runNode(...program, ...rest);

function bringToolchain() {
  const bin = join(toolchain, "node_modules", ".bin");
  const manifest = join(toolchain, "package.json");
  const wanted = JSON.stringify({ private: true, dependencies: { node: NODE_VERSION, pnpm: PNPM_VERSION } });
  if (!existsSync(join(bin, "pnpm")) || !existsSync(manifest) || readFileSync(manifest, "utf8") !== wanted) {
    say(`Getting Node ${NODE_VERSION} and pnpm ${PNPM_VERSION} …`);
    rmSync(toolchain, { recursive: true, force: true });
    mkdirSync(toolchain, { recursive: true });
    writeFileSync(manifest, wanted);
    run(
      "npm",
      ["install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error", "--prefix", toolchain],
      "npm could not get them from the registry",
    );
  }
  process.env.PATH = `${bin}${delimiter}${process.env.PATH ?? ""}`;
}

/** Installs unless that, or more, was installed for this very lock file. */
function install(what, filters) {
  const stamp = join(root, "node_modules", ".grantry-installed");
  const wanted = hashOf(["pnpm-lock.yaml", "pnpm-workspace.yaml"]);
  const [installed, hash] = existsSync(stamp) ? readFileSync(stamp, "utf8").split(" ") : [];
  if (hash === wanted && (installed === what || installed === "all")) return;
  say("Installing packages …");
  rmSync(stamp, { force: true });
  run(
    "pnpm",
    ["install", "--frozen-lockfile", "--reporter=append-only", "--loglevel=warn", ...filters],
    "pnpm could not install the packages",
  );
  mkdirSync(join(root, "node_modules"), { recursive: true });
  writeFileSync(stamp, `${what} ${wanted}`);
}

/** Builds unless that was done from these very sources. */
function build() {
  const stamp = join(root, "apps/cli/dist/.built");
  const wanted = hashOf(["pnpm-lock.yaml", ...sourcesBelow("apps"), ...sourcesBelow("packages")]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  say("Building …");
  rmSync(stamp, { force: true });
  run("pnpm", ["--filter", "@grantry/admin", "--fail-if-no-match", "build"], "the screens could not be built");
  run("pnpm", ["--filter", "@grantry/cli", "--fail-if-no-match", "build"], "the program could not be built");
  writeFileSync(stamp, wanted);
}

function sourcesBelow(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ["node_modules", "dist"].includes(entry.name) ? [] : sourcesBelow(path);
    return /\.test\.tsx?$/.test(entry.name) ? [] : [path];
  });
}

/** Of names, sizes and contents; 200 small files take about 20 ms. */
function hashOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths.sort()) {
    hash.update(`${path} ${statSync(join(root, path)).size}\n`);
    hash.update(readFileSync(join(root, path)));
  }
  return hash.digest("hex");
}

function runNode(...args) {
  const { status, signal } = spawnSync("node", args, { stdio: "inherit" });
  process.exitCode = signal ? 1 : (status ?? 1);
}

function run(command, args, failure) {
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) fail(`${failure}${error ? ` (${error.message})` : ""}. See above; then run it again.`);
}

function say(text) {
  // Not on standard output: that belongs to the task.
  process.stderr.write(`${text}\n`);
}

function fail(text) {
  process.stderr.write(`error: ${text}\n`);
  process.exit(1);
}
