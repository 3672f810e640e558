import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A file of the product as the rules see it. */
export interface SourceFile {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** Where a rule does not hold, and what to do. */
export interface Violation {
  /** `path:line` */
  readonly at: string;
  readonly says: string;
}

/** Every TypeScript file of apps and packages, tests left out. */
export function productSources(): SourceFile[] {
  return ["apps", "packages"].flatMap(filesBelow).filter(({ path }) => !isTest(path));
}

/** Every file of tests: unit, integration and end to end. */
export function testSources(): SourceFile[] {
  return ["apps", "packages", "e2e"].flatMap(filesBelow).filter(({ path }) => /\.(test|spec)\.ts$/.test(path));
}

/** What is tried out in tests, and by whom it is tried. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || path.includes("/testing/");
}

function filesBelow(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return ["node_modules", "dist", ".wrangler"].includes(entry.name) ? [] : filesBelow(path);
    return /\.tsx?$/.test(entry.name) ? [{ path, text: readFileSync(join(root, path), "utf8") }] : [];
  });
}

/** What a workspace member declares. */
export interface Manifest {
  readonly name: string;
  readonly sideEffects?: boolean;
  readonly exports?: Readonly<Record<string, string>>;
  /** Not set: it is published, and knows what is not as types alone. */
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The manifests of apps and packages, by folder. */
export function manifests(): ReadonlyMap<string, Manifest> {
  const folders = ["apps", "packages"].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => `${parent}/${name}`),
  );
  return new Map(folders.map((folder) => [folder, readJson(`${folder}/package.json`) as Manifest]));
}

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), "utf8"));
}

export function lineOf(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
