import { spawnSync } from "node:child_process";

/**
 * Where Chromium is: CHROMIUM_PATH, else on the PATH, else Debian's package is installed.
 * Ends the process with the command that gets it when it cannot be had.
 */
export function chromiumPath(): string {
  const given = process.env["CHROMIUM_PATH"];
  if (given) return given;
  const found = onPath();
  if (found) return found;
  process.stdout.write("Installing Chromium …\n");
  const isRoot = process.getuid?.() === 0;
  const apt = (...args: string[]) =>
    spawnSync(isRoot ? "apt-get" : "sudo", isRoot ? args : ["-n", "apt-get", ...args], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  apt("update");
  apt("install", "-y", "--no-install-recommends", "chromium");
  const installed = onPath();
  if (installed) return installed;
  process.stderr.write(
    "error: the end-to-end tests need Chromium. Get it with: apt-get install chromium (as root), or set CHROMIUM_PATH.\n",
  );
  process.exit(1);
}

function onPath(): string | undefined {
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    const { status, stdout } = spawnSync("which", [name], { encoding: "utf8" });
    if (status === 0) return stdout.trim();
  }
  return undefined;
}
