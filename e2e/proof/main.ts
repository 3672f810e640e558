// `npm run proof [-- name]`: runs every proof in full and, when all of them ran, writes their section of
// docs/benchmarks.md. A name is that of a file, without `.proof.test.ts`.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type ProofFigure, proofFolder } from "@grantry/testing";
import { machine, writeSection } from "../bench/benchmarks-page.ts";

const names = process.argv.slice(2);
const files = names.length > 0 ? names.map((name) => `${name}.proof.test`) : [".proof.test"];
rmSync(proofFolder, { recursive: true, force: true });
const { status } = spawnSync("node_modules/.bin/vitest", ["run", ...files], {
  stdio: ["ignore", "inherit", "inherit"],
  env: { ...process.env, PROOF: "whole" },
});
const figures = existsSync(proofFolder) ? readdirSync(proofFolder).sort().flatMap(figuresIn) : [];
const table = ["| proof | done | seen |", "| --- | --- | --- |", ...figures.map(lineOf)].join("\n");
process.stdout.write(`${table}\n`);
process.exitCode = status ?? 1;
if (status === 0 && names.length === 0) {
  writeSection(
    "proofs",
    `## Proofs

Written by \`npm run proof\` on ${machine()}. Each proof is a test that fails when something is lost; \`npm test\` runs a
smaller dose of it. The sources end in \`.proof.test.ts\`.

${table}`,
  );
}

function figuresIn(file: string): ProofFigure[] {
  return JSON.parse(readFileSync(join(proofFolder, file), "utf8"));
}

function lineOf({ proof, done, seen }: ProofFigure): string {
  return `| ${proof} | ${done} | ${seen} |`;
}
