import { writeFile } from "node:fs/promises";
import { exportTokenConfigs } from "@grantry/core";
import { defineCommand } from "citty";
import { allValuesOf, jsonOption, onDeployment } from "../../console.ts";
import { printJson, printNote, printText, UsageError } from "../../output.ts";

export const exportCommand = defineCommand({
  meta: { name: "export", description: "Write configurations as YAML in the seed system's format; tokens never" },
  args: {
    name: {
      type: "string",
      valueHint: "configuration",
      description: "name or id; again for each further one; left out: all",
    },
    output: { type: "string", valueHint: "file", description: "file to write (mode 0600); left out: standard output" },
    secrets: {
      type: "string",
      valueHint: "include|omit",
      default: "omit",
      description: "include or omit client secrets",
    },
    ...jsonOption,
  },
  async run({ args, rawArgs }) {
    const { output, secrets } = args;
    if (secrets !== "include" && secrets !== "omit") {
      throw new UsageError(`--secrets is “${secrets}”; it takes include or omit.`);
    }
    const names = allValuesOf(rawArgs, "name");
    const { text, warnings } = await onDeployment((ctx) =>
      exportTokenConfigs(ctx, { tokenConfigs: names.length > 0 ? names : undefined, secrets }),
    );
    for (const warning of warnings) printNote(`warning: ${warning}`);
    if (output !== undefined) await writeFile(output, text, { mode: 0o600 });
    if (args.json) printJson(output === undefined ? { yaml: text, warnings } : { output, warnings });
    else if (output === undefined) printText(text);
  },
});
