import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const page = readFileSync(fileURLToPath(new URL("../../docs/broker.md", import.meta.url)), "utf8");

/** The example in docs/broker.md that comes next after a line with this beginning, as it stands there. */
export function brokerExample(after: string): string {
  const start = page.indexOf(`\n${after}`);
  const [, code] = /```\w*\n([\s\S]*?)```/.exec(start < 0 ? "" : page.slice(start)) ?? [];
  if (code === undefined) throw new Error(`docs/broker.md has no example after “${after}”`);
  return code;
}
