// What is published: plain modules and their types, which need nothing of this workspace. `pnpm pack` runs it.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { routeTypes } from "./src/route-types.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const dist = `${here}dist/`;
rmSync(dist, { recursive: true, force: true });
execFileSync(`${here}../../node_modules/.bin/tsc`, ["-p", "tsconfig.published.json"], { cwd: here, stdio: "inherit" });
writeFileSync(`${dist}routes.d.ts`, routeTypes());
rmSync(`${dist}routes.js`, { force: true });
for (const name of readdirSync(dist)) {
  const text = readFileSync(dist + name, "utf8").replace(/(from "\.\/[\w-]+)\.ts"/g, '$1.js"');
  writeFileSync(dist + name, text);
  if (/from "(?!\.\/)/.test(text)) throw new Error(`${name} imports what is not published with it`);
}
