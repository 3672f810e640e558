import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";

/** A program that the tests need and that Debian packages. */
interface DebianProgram {
  /** Names that it may go by, or paths where it may be. */
  readonly names: readonly string[];
  readonly packages: readonly string[];
  /** The variable that says where it is, when it is somewhere else. */
  readonly variable?: string;
  /** A file that it needs beside itself, as a pattern. */
  readonly plugin?: string;
}

/**
 * Where a program is: as its variable says, else on the PATH, else Debian's packages are installed.
 * @throws Error with the command that gets it when it cannot be had
 */
export function debianProgram({ names, packages, variable, plugin }: DebianProgram): string {
  const given = variable && process.env[variable];
  if (given) return given;
  const found = () => (plugin === undefined || globSync(plugin).length > 0 ? onPath(names) : undefined);
  const there = found();
  if (there) return there;
  process.stdout.write(`Installing ${packages.join(", ")} …\n`);
  install(packages);
  const installed = found();
  if (installed) return installed;
  const or = variable ? `, or set ${variable}` : "";
  throw new Error(
    `the end-to-end tests need ${names[0]}. Get it with: apt-get install ${packages.join(" ")} (as root)${or}.`,
  );
}

let listsAreFresh = false;

function install(packages: readonly string[]): void {
  const isRoot = process.getuid?.() === 0;
  const apt = (...args: string[]) =>
    spawnSync(isRoot ? "apt-get" : "sudo", isRoot ? args : ["-n", "apt-get", ...args], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  if (!listsAreFresh) apt("update");
  listsAreFresh = true;
  apt("install", "-y", "--no-install-recommends", ...packages);
}

function onPath(names: readonly string[]): string | undefined {
  const PATH = `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin`; // where servers are, and users' PATHs do not look
  for (const name of names) {
    const { status, stdout } = spawnSync("which", [name], { encoding: "utf8", env: { ...process.env, PATH } });
    if (status === 0) return stdout.trim();
  }
  return undefined;
}
