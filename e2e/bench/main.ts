// `npm run bench [-- filter]`: measures, prints, and (when everything was measured) writes its
// section of docs/benchmarks.md.
import { bannerPoll } from "./banner-poll.ts";
import { machine, writeSection } from "./benchmarks-page.ts";
import { brokerRead } from "./broker-read.ts";
import { dueTokens } from "./due-tokens.ts";
import { expiredToken } from "./expired-token.ts";
import { importFile } from "./import.ts";
import { screens } from "./lighthouse.ts";
import { overview } from "./overview.ts";
import { passThrough } from "./pass-through.ts";
import { passThroughOnEdge } from "./pass-through-edge.ts";
import { pollOfMany } from "./poll-of-many.ts";
import { redirect } from "./redirect.ts";
import { refreshRate } from "./refresh-rate.ts";
import { remote } from "./remote.ts";
import type { Benchmark, Dose, Figure } from "./report.ts";
import { revocation } from "./revocation.ts";
import { leaveFirstCore } from "./servers.ts";
import { sizes } from "./sizes.ts";
import { start } from "./start.ts";

const benchmarks: Readonly<Record<string, Benchmark>> = {
  "broker-read": brokerRead,
  "banner-poll": bannerPoll,
  "expired-token": expiredToken,
  revocation,
  overview,
  "poll-of-many": pollOfMany,
  import: importFile,
  redirect,
  "refresh-rate": refreshRate,
  "due-tokens": dueTokens,
  "pass-through": passThrough,
  "pass-through-edge": passThroughOnEdge,
  remote,
  start,
  sizes,
  lighthouse: screens,
};
const whole: Dose = { rounds: 7, ms: 1_500 };
const smoke: Dose = { rounds: 1, ms: 200 };

const args = process.argv.slice(2);
const dose = args.includes("--smoke") ? smoke : whole;
const filter = args.find((arg) => !arg.startsWith("--")) ?? "";
const chosen = Object.entries(benchmarks).filter(([name]) => name.includes(filter));
if (chosen.length === 0) {
  process.stderr.write(
    `error: no benchmark has “${filter}” in its name; there are ${Object.keys(benchmarks).join(", ")}.\n`,
  );
  process.exit(2);
}

leaveFirstCore();
const figures: Figure[] = [];
for (const [name, benchmark] of chosen) {
  process.stderr.write(`${name} …\n`);
  figures.push(...(await benchmark(dose)));
}
const table = tableOf(figures);
process.stdout.write(`${table}\n`);
if (filter === "" && dose === whole) {
  writeSection("speed", section(table));
}

function tableOf(rows: readonly Figure[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(["path", "reached", "floor", "good", "", "what limits it"]),
    line(["---", "---", "---", "---", "---", "---"]),
    ...rows.map((row) => line([row.path, row.reached, row.floor, row.good, row.verdict, row.limit])),
  ].join("\n");
}

function section(results: string): string {
  return `## Speed

Written by \`npm run bench\` on ${machine()}.
The built product runs on one core, the load on the other. \`bare\` is a \`node:http\` server that answers the same in the
same run, turn by turn with the product; ratios are medians of ${whole.rounds} rounds. Rates swing on shared machines:
processor time per request is the figure to trust. \`Hono 1 kB\` is a server in Hono that answers one kilobyte of JSON, in the
same run, \`a bare proxy\` is \`node:http\` on both sides. Errors were 0, or there would be no figure.

${results}

The sources are in \`e2e/bench\`, a file for each path.`;
}
