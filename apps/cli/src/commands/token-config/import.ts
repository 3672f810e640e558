import { importTokenConfigs } from "@grantry/core";
import { type ImportReport, type ImportRow, ProblemError } from "@grantry/schema";
import { defineCommand } from "citty";
import { jsonOption, onDeployment, readInputFile } from "../../console.ts";
import { exitCodes, printJson, printLine, printTable } from "../../output.ts";

export const importCommand = defineCommand({
  meta: { name: "import", description: "Import configurations from a file in the seed system's format" },
  args: {
    file: { type: "positional", description: "the file, or - for standard input", required: true },
    overwrite: { type: "boolean", description: "replace configurations of the same name; their tokens stay" },
    "dry-run": { type: "boolean", description: "say what would become of each entry, change nothing" },
    "leave-out-refused": { type: "boolean", description: "import the rest when entries are refused" },
    ...jsonOption,
  },
  async run({ args }) {
    const file = await readInputFile(args.file);
    const choice = {
      overwrite: args.overwrite ?? false,
      dryRun: args["dry-run"] ?? false,
      leaveOutRefused: args["leave-out-refused"] ?? false,
    };
    try {
      const report = await onDeployment((ctx) => importTokenConfigs(ctx, file, choice));
      if (report.entries.some(({ outcome }) => outcome === "refused")) process.exitCode = exitCodes.refused;
      if (args.json) return printJson(report);
      printRows(report.entries);
      printLine(inWords(report));
    } catch (error) {
      if (error instanceof ProblemError && error.slug === "import-refused") {
        if (args.json) printJson(error.members);
        else printRows(error.members["entries"] as readonly ImportRow[]); // put there by importTokenConfigs
      }
      throw error;
    }
  },
});

/** How many of each, and whether it was done. A dry run that finds something refused says so by its exit code too. */
function inWords({ applied, entries, dryRun }: ImportReport): string {
  const outcomes = [...new Set(entries.map(({ outcome }) => outcome))];
  const counts = outcomes.map((kind) => `${entries.filter(({ outcome }) => outcome === kind).length} ${kind}`);
  const isChanged = applied && outcomes.some((kind) => kind === "added" || kind === "overwritten");
  const end = dryRun ? "Nothing was changed: this was a dry run." : "Nothing was changed.";
  return `${counts.join(", ")}. ${isChanged ? "Imported." : end}`;
}

function printRows(rows: readonly ImportRow[]): void {
  printTable(
    ["LINE", "OUTCOME", "NAME", ""],
    rows.map(({ line, outcome, name, clientSecretMissing, problem }) => [
      String(line),
      outcome,
      name ?? "–",
      problem?.detail ?? (clientSecretMissing ? "client secret missing" : ""),
    ]),
  );
}
