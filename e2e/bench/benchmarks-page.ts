import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";

const page = fileURLToPath(new URL("../../docs/benchmarks.md", import.meta.url));

/** The sections of docs/benchmarks.md, each written by a program of its own. */
type Section = "speed" | "proofs";

/** Writes one section and keeps the others as they are. */
export function writeSection(section: Section, text: string): void {
  writeFileSync(page, withSection(readFileSync(page, "utf8"), section, text));
}

/** The page with one section replaced, or put at its end. */
export function withSection(whole: string, section: Section, text: string): string {
  const [begins, ends] = [`<!-- ${section} -->`, `<!-- end of ${section} -->`];
  const block = `${begins}\n\n${text.trim()}\n\n${ends}\n`;
  const [from, to] = [whole.indexOf(begins), whole.indexOf(`${ends}\n`)];
  if (from < 0 || to < from) return `${whole.trimEnd()}\n\n${block}`;
  return whole.slice(0, from) + block + whole.slice(to + ends.length + 1);
}

/** When and where figures were taken. */
export function machine(): string {
  const [cpu] = cpus();
  return `${new Date().toISOString().slice(0, 10)}: ${cpus().length} cores (${cpu?.model.trim()}), Node ${process.version}`;
}
