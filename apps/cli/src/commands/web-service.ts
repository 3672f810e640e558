import { listWebServices, runInvoker } from "@grantry/core";
import { defineCommand } from "citty";
import { jsonOption, onDeployment, readInputFile } from "../console.ts";
import { exitCodes, printJson, printLine, printNote, printTable, UsageError } from "../output.ts";
import { importCommand } from "./web-service-import.ts";

const run = defineCommand({
  meta: { name: "run", description: "Run an invoker of a web service; prints what the service answers" },
  args: {
    service: { type: "positional", description: "name or id of the web service", required: true },
    invoker: { type: "positional", description: "name of the invoker", required: true },
    data: { type: "string", description: "file with the data as JSON, or - for standard input" },
    ...jsonOption,
  },
  async run({ args }) {
    const data = args.data === undefined ? {} : dataOf(await readInputFile(args.data), args.data);
    const ran = await onDeployment((ctx) => runInvoker(ctx, { service: args.service, name: args.invoker }, data));
    if (args.json) printJson(ran);
    else
      printLine(
        ran.returned === null || typeof ran.returned === "string"
          ? (ran.returned ?? ran.body)
          : JSON.stringify(ran.returned, null, 2),
      );
    if (ran.complaint === null) return;
    printNote(`error: ${ran.complaint.title}. ${ran.complaint.detail}\n${ran.complaint.action}`);
    process.exitCode = exitCodes.refused;
  },
});

function dataOf(bytes: Uint8Array, file: string): Record<string, unknown> {
  try {
    const data: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof data === "object" && data !== null && !Array.isArray(data)) return { ...data };
  } catch {
    // said below, like JSON that is no object
  }
  throw new UsageError(`${file} holds no JSON object, such as {"id": 1}.`);
}

const list = defineCommand({
  meta: { name: "list", description: "Web services" },
  args: jsonOption,
  async run({ args }) {
    const page = await onDeployment((ctx) => listWebServices(ctx, { sort: "name", page: 1, pageSize: 200 }));
    if (args.json) return printJson(page);
    printTable(
      ["NAME", "TYPE", "ENDPOINT", "AUTHENTICATION", "VALIDITY"],
      page.items.map(({ name, type, endpoint, authentication, tokenConfig, validity }) => [
        name,
        type,
        endpoint,
        tokenConfig?.name ?? authentication,
        validity,
      ]),
    );
  },
});

export const webServiceCommand = defineCommand({
  meta: { name: "web-service", description: "Web services and their invokers" },
  subCommands: { list, run, import: importCommand },
});
