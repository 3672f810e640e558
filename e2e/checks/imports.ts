import { posix } from "node:path";
import { lineOf, type Manifest, type SourceFile, type Violation } from "./source-files.ts";

/**
 * Who may import whom: each part, and the parts of the product that it may know. The only place that says it; the
 * manifests must say the same.
 */
export const arrows: Readonly<Record<string, readonly string[]>> = {
  "packages/schema": [],
  "packages/client": ["schema"],
  "packages/oauth": ["schema"],
  "packages/mail": ["schema"],
  "packages/db": ["schema"],
  "packages/token-config-file": [],
  "packages/client-keys": ["schema"],
  "packages/core": ["schema", "oauth", "db", "client-keys", "mail", "token-config-file"],
  "packages/sign-in": ["schema", "db", "core"],
  "apps/api": ["schema", "core", "sign-in"],
  "apps/callback": ["schema", "core"],
  "apps/server": ["schema", "db", "core", "mail", "api", "callback"],
  "apps/cli": ["schema", "core", "sign-in", "server"],
  "apps/admin": ["schema", "client", "token-config-file"],
  "apps/practice-provider": [],
  "packages/testing": ["schema", "db", "core", "mail"], // for tests alone: nothing that is shipped has an arrow to it
};

interface Import {
  readonly file: SourceFile;
  readonly line: number;
  readonly target: string;
}

/** The statements and calls by which a file takes something from another. */
export function importsOf(file: SourceFile): Import[] {
  const pattern =
    /^\s*(?:import|export)\b[^"';]*?\bfrom\s*"([^"]+)"|^\s*import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm;
  return [...file.text.matchAll(pattern)].map((match) => ({
    file,
    line: lineOf(file.text, match.index + match[0].search(/\S/)),
    target: match[1] ?? match[2] ?? match[3] ?? "",
  }));
}

/** An arrow that is not in the table. */
export function forbiddenArrows(files: readonly SourceFile[]): Violation[] {
  return importsFrom(files, ({ file, target }) => {
    const wanted = /^@grantry\/([^/]+)/.exec(target)?.[1];
    if (wanted === undefined || arrows[partOf(file)]?.includes(wanted)) return undefined;
    return `${partOf(file)} may not import @grantry/${wanted}; see the table in e2e/checks/imports.ts.`;
  });
}

/**
 * A part whose manifest and whose line in the table differ. What is published depends on nothing that is not: what it
 * knows of the product it knows as types, among what it is built with.
 */
export function undeclaredArrows(declared: ReadonlyMap<string, Manifest>): Violation[] {
  return [...declared].flatMap(([part, { private: isPrivate = false, dependencies = {} }]) => {
    const inManifest = Object.keys(dependencies).flatMap((name) => /^@grantry\/(.+)/.exec(name)?.[1] ?? []);
    const inTable = isPrivate ? (arrows[part] ?? []) : [];
    const differing = [...inManifest, ...inTable].filter(
      (name) => !(inManifest.includes(name) && inTable.includes(name)),
    );
    return differing.map((name) => ({
      at: `${part}/package.json`,
      says: `@grantry/${name} is in the manifest or in the table of e2e/checks/imports.ts, not in both.`,
    }));
  });
}

/** A way into a package that is not one of its entries: a deep import, or a relative path out of one's own folder. */
export function backDoors(files: readonly SourceFile[], declared: ReadonlyMap<string, Manifest>): Violation[] {
  const entries = new Set(
    [...declared.values()].flatMap(({ name, exports = {} }) =>
      Object.keys(exports).map((key) => posix.join(name, key)),
    ),
  );
  return importsFrom(files, ({ file, target }) => {
    if (target.startsWith("@grantry/") && !entries.has(target)) return `${target} is no entry of its package.`;
    if (!target.startsWith(".")) return undefined;
    const reached = posix.join(posix.dirname(file.path), target);
    return reached.startsWith(`${partOf(file)}/`) ? undefined : `${target} leaves ${partOf(file)}; import its package.`;
  });
}

/** What only one part may know of the libraries. */
const keptTo: readonly { readonly library: RegExp; readonly paths: RegExp; readonly why: string }[] = [
  {
    library: /^node:/,
    paths:
      /^apps\/(server|cli|practice-provider)\/|^packages\/testing\/|\.node\.ts$|^apps\/admin\/vite\.config\.ts$|drizzle\.config\.ts$/,
    why: "everything else runs in workerd too",
  },
  { library: /^(drizzle-orm|@libsql\/)/, paths: /^packages\/db\//, why: "SQL is in packages/db alone" },
  { library: /^better-auth/, paths: /^packages\/sign-in\//, why: "signing in is packages/sign-in's alone" },
  {
    library: /^js-yaml/,
    paths: /^packages\/token-config-file\//,
    why: "the file format is packages/token-config-file's alone",
  },
  { library: /^asn1js/, paths: /^packages\/client-keys\//, why: "reading key files is packages/client-keys' alone" },
  { library: /^postal-mime/, paths: /^packages\/mail\//, why: "messages are parsed in packages/mail alone" },
  { library: /^oauth4webapi/, paths: /^packages\/oauth\//, why: "the protocol is packages/oauth's alone" },
  {
    library: /^@opentelemetry\//,
    paths: /^apps\/(api\/src\/tracing|server)\//,
    why: "use cases know spans by the platform's tracer alone",
  },
  { library: /^(hono|@hono\/)/, paths: /^apps\/(api|callback|server)\//, why: "use cases know no HTTP" },
  { library: /^(react|@tanstack|@mantine)/, paths: /^apps\/admin\//, why: "screens are in apps/admin" },
];

export function misplacedLibraries(files: readonly SourceFile[]): Violation[] {
  return importsFrom(files, ({ file, target }) => {
    const rule = keptTo.find(({ library }) => library.test(target));
    return rule && !rule.paths.test(file.path) ? `${target} does not belong here: ${rule.why}.` : undefined;
  });
}

/** A feature of the screens that knows another one, or a shared part that knows a feature. */
export function featureTangles(files: readonly SourceFile[]): Violation[] {
  return importsFrom(files, ({ file, target }) => {
    if (!target.startsWith(".") || !file.path.startsWith("apps/admin/src/")) return undefined;
    const from = featureOf(file.path);
    const to = featureOf(posix.join(posix.dirname(file.path), target));
    const isShared = /^apps\/admin\/src\/ui\//.test(file.path);
    if (to === undefined || from === to || (from === undefined && !isShared)) return undefined;
    return `${from ?? "ui"} may not import the feature ${to}; put what both need into ui, or into the contracts.`;
  });
}

/** What a test uses must not be reachable from what is shipped. */
export function testCodeInProduct(files: readonly SourceFile[]): Violation[] {
  return importsFrom(files, ({ target }) =>
    /\/testing\/|\.test\.ts/.test(target) ? `${target} is for tests alone.` : undefined,
  );
}

function featureOf(path: string): string | undefined {
  return /^apps\/admin\/src\/features\/([^/]+)\//.exec(path)?.[1];
}

function partOf({ path }: SourceFile): string {
  return path.split("/").slice(0, 2).join("/");
}

function importsFrom(files: readonly SourceFile[], judge: (found: Import) => string | undefined): Violation[] {
  return files.flatMap(importsOf).flatMap((found) => {
    const says = judge(found);
    return says === undefined ? [] : [{ at: `${found.file.path}:${found.line}`, says }];
  });
}
