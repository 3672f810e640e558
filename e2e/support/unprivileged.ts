import { execFileSync } from "node:child_process";

/** Who runs a program that is not run as root. */
interface Owner {
  readonly uid: number;
  readonly gid: number;
  readonly user: string;
  readonly group: string;
  /** Whether that is someone else than who runs the tests. */
  readonly isOther: boolean;
}

/** Whoever runs the tests; for root, Debian's user and group without rights. */
export function unprivileged(): Owner {
  if (process.getuid?.() === 0) return { uid: 65_534, gid: 65_534, user: "nobody", group: "nogroup", isOther: true };
  const id = (option: string) => execFileSync("id", [option], { encoding: "utf8" }).trim();
  return { uid: Number(id("-u")), gid: Number(id("-g")), user: id("-un"), group: id("-gn"), isOther: false };
}
