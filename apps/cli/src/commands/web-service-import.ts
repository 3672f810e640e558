import { importNewWebService, importOpenApi } from "@grantry/core";
import { type OpenApiImportReport, type OpenApiImportRow, ProblemError } from "@grantry/schema";
import { defineCommand } from "citty";
import { jsonOption, onDeployment, readInputFile } from "../console.ts";
import { printJson, printLine, printTable } from "../output.ts";

export const importCommand = defineCommand({
  meta: { name: "import", description: "Make invokers from an OpenAPI 3.0 or 3.1 document" },
  args: {
    service: { type: "positional", description: "name or id of the web service", required: true },
    file: { type: "positional", description: "the document, JSON or YAML, or - for standard input", required: true },
    create: { type: "boolean", description: "make the web service, at the document's first server" },
    endpoint: { type: "string", description: "with --create: its address, where the document's is not the one" },
    "token-config": { type: "string", description: "with --create: whose token it is called with" },
    "dry-run": { type: "boolean", description: "say what would become of each operation, change nothing" },
    "leave-out-refused": { type: "boolean", description: "import the rest when operations are refused" },
    ...jsonOption,
  },
  async run({ args }) {
    const file = await readInputFile(args.file);
    const choice = { dryRun: args["dry-run"] ?? false, leaveOutRefused: args["leave-out-refused"] ?? false };
    const service = { name: args.service, endpoint: args.endpoint, tokenConfig: args["token-config"] };
    try {
      const report = await onDeployment((ctx) =>
        args.create ? importNewWebService(ctx, service, file, choice) : importOpenApi(ctx, args.service, file, choice),
      );
      if (args.json) return printJson(report);
      printRows(report.entries);
      printLine(lastLine(report));
    } catch (error) {
      if (error instanceof ProblemError && error.slug === "import-refused") {
        if (args.json) printJson(error.members);
        else printRows(error.members["entries"] as readonly OpenApiImportRow[]); // put there by the import
      }
      throw error;
    }
  },
});

function printRows(rows: readonly OpenApiImportRow[]): void {
  printTable(
    ["METHOD", "PATH", "OUTCOME", "INVOKER", ""],
    rows.map(({ method, path, outcome, name, notes, problem }) => [
      method || "–",
      path,
      outcome,
      name,
      problem?.detail ?? notes.join(" "),
    ]),
  );
}

function lastLine({ applied, webService }: OpenApiImportReport): string {
  return applied ? `Imported into ${webService.name}.` : "Nothing was changed: this was a dry run.";
}
