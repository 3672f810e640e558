import { importTokenConfigs } from "@grantry/core";
import { type ImportRow, ProblemError } from "@grantry/schema";
import { defineCommand } from "citty";
import { jsonOption, onDeployment, readInputFile } from "../../console.ts";
import { printJson, printLine, printTable } from "../../output.ts";

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
      if (args.json) return printJson(report);
      printRows(report.entries);
      printLine(report.applied ? "Imported." : "Nothing was changed: this was a dry run.");
    } catch (error) {
      if (error instanceof ProblemError && error.slug === "import-refused") {
        if (args.json) printJson(error.members);
        else printRows(error.members["entries"] as readonly ImportRow[]); // put there by importTokenConfigs
      }
      throw error;
    }
  },
});

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
