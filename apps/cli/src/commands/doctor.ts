import { type Check, checkDeployment } from "@grantry/core";
import { defineCommand } from "citty";
import { jsonOption, onDeployment } from "../console.ts";
import { exitCodes, printJson, printLine } from "../output.ts";

const marks: Readonly<Record<Check["state"], string>> = { good: "ok  ", warning: "warn", bad: "bad " };

export const doctorCommand = defineCommand({
  meta: { name: "doctor", description: "Check database, keys, clock, FQDN, https, and that providers can be reached" },
  args: jsonOption,
  async run({ args }) {
    const checks = await onDeployment(checkDeployment);
    if (args.json) printJson({ checks });
    else for (const { state, name, says } of checks) printLine(`${marks[state]}  ${name}: ${says}`);
    if (checks.some(({ state }) => state === "bad")) process.exitCode = exitCodes.refused;
  },
});
