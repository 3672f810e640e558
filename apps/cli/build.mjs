// Bundles the program, the practice provider, and lays the screens and the migrations beside them.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";

const outdir = new URL("./dist/", import.meta.url).pathname;
rmSync(outdir, { recursive: true, force: true });

const shared = {
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node24",
  minifySyntax: true,
  legalComments: "none",
  sourcemap: true,
  logLevel: "warning",
  // The native database binding stays a package of its own.
  external: ["libsql", "@libsql/linux-*", "@libsql/darwin-*", "@libsql/win32-*"],
  // Some packages are CommonJS and call require().
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
};

await build({
  ...shared,
  entryPoints: { grantry: "src/index.ts" },
  outdir,
  outExtension: { ".js": ".mjs" },
  // Beside the entry, so that what is looked up beside the program is found from every part.
  chunkNames: "[name]-[hash]",
  splitting: true,
});
await build({
  ...shared,
  entryPoints: { "practice-provider": "../practice-provider/src/main.ts" },
  outdir,
  outExtension: { ".js": ".mjs" },
  keepNames: true, // oidc-provider finds its models by the names of their classes
});
cpSync("../../packages/db/src/migrations", `${outdir}migrations`, { recursive: true });
cpSync("../admin/dist", `${outdir}screens`, { recursive: true });
for (const path of readdirSync(`${outdir}screens`, { recursive: true })) {
  if (!/\.(html|js|css|svg|json)$/.test(path)) continue;
  const content = readFileSync(`${outdir}screens/${path}`);
  writeFileSync(`${outdir}screens/${path}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(`${outdir}screens/${path}.br`, brotliCompressSync(content));
}
