import { ProblemError } from "@grantry/schema";

/** The ETag of a version. */
export function etagOf(version: number | string): string {
  return `"${version}"`;
}

/**
 * The version that `If-Match` names. `W/` is ignored: some proxies add it on the way.
 * @throws ProblemError if-match-needed, changed-meanwhile when it is none of ours
 * @see RFC 9110 §13.1.1
 */
export function versionToChange(ifMatch: string | undefined): number {
  if (ifMatch === undefined) throw new ProblemError("if-match-needed");
  const [, version] = /^\s*(?:W\/)?"(\d+)"\s*$/.exec(ifMatch) ?? [];
  if (version === undefined) throw new ProblemError("changed-meanwhile");
  return Number(version);
}

/** Whether what the client has is still so (RFC 9110 §13.1.2). */
export function isUnchanged(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? "").split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}
