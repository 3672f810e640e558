import { createChannel, listChannels, removeChannel, testChannel } from "@grantry/core";
import {
  type Channel,
  channelInput,
  channelKinds,
  inputErrorsOf,
  inputRefused,
  languages,
  severities,
} from "@grantry/schema";
import { defineCommand } from "citty";
import { jsonOption, onDeployment, readStandardInput } from "../console.ts";
import { exitCodes, printJson, printLine, printNote, printTable, UsageError } from "../output.ts";

const list = defineCommand({
  meta: { name: "list", description: "Where notifications are sent to, and how that goes" },
  args: jsonOption,
  async run({ args }) {
    const items = await onDeployment(listChannels);
    if (args.json) return printJson({ items });
    printTable(
      ["NAME", "KIND", "TO", "LANGUAGE", "SEVERITIES", "VALIDITY", "STATE", "LAST DELIVERED", "WAITING"],
      items.map((channel) => [
        channel.name,
        channel.kind,
        channel.kind === "email" ? channel.recipient : channel.webhookUrl,
        channel.language,
        channel.severities.join(" "),
        channel.validity,
        stateOf(channel),
        channel.lastDeliveredAt ?? "never",
        String(channel.waiting),
      ]),
    );
  },
});

const add = defineCommand({
  meta: { name: "add", description: "Add a channel; a webhook's secret comes from standard input" },
  args: {
    name: { type: "positional", description: "unique", required: true },
    to: { type: "positional", description: "the webhook's URL, or an e-mail address", required: true },
    kind: {
      type: "string",
      default: "webhook",
      valueHint: channelKinds.join("|"),
      description: channelKinds.join(", "),
    },
    "mail-account": { type: "string", valueHint: "mail-account", description: "that e-mail is sent through" },
    language: {
      type: "string",
      default: "en",
      valueHint: languages.join("|"),
      description: `of what is sent: ${languages.join(", ")}`,
    },
    severity: {
      type: "string",
      default: severities.join(","),
      valueHint: severities.join("|"),
      description: "what is sent: one or more, separated by commas",
    },
    ...jsonOption,
  },
  async run({ args }) {
    const kind = choiceOf("kind", args.kind, channelKinds);
    const language = choiceOf("language", args.language, languages);
    const listed = args.severity.split(",").map((part) => choiceOf("severity", part.trim(), severities));
    const mailAccountId = args["mail-account"];
    if ((kind === "email") !== (mailAccountId !== undefined))
      throw new UsageError("--mail-account is for --kind email, which needs it.");
    const destination =
      kind === "email"
        ? { recipient: args.to, mailAccountId }
        : { webhookUrl: args.to, webhookSecret: await secretFromInput() };
    const given = {
      name: args.name,
      kind,
      ...destination,
      language,
      severities: listed,
    };
    const input = channelInput.safeParse(given);
    if (!input.success) throw inputRefused(inputErrorsOf(input.error.issues, given));
    const { channel } = await onDeployment((ctx) => createChannel(ctx, input.data));
    if (args.json) printJson(channel);
    else printLine(`${channel.name} is told what needs attention.`);
  },
});

const name = { type: "positional", valueHint: "channel", description: "name or id", required: true } as const;

const test = defineCommand({
  meta: { name: "test", description: "Send a test message now, also to one that is out of use" },
  args: { name, ...jsonOption },
  async run({ args }) {
    const result = await onDeployment((ctx) => testChannel(ctx, args.name));
    const { problem } = result;
    if (problem) process.exitCode = exitCodes.refused;
    if (args.json) return printJson(result);
    if (problem) printNote(`error: ${problem.title} ${problem.providerDescription ?? ""}\n${problem.action}`);
    else printLine("Delivered.");
  },
});

const remove = defineCommand({
  meta: { name: "remove", description: "Delete a channel and what waits for it" },
  args: { name, ...jsonOption },
  async run({ args }) {
    await onDeployment((ctx) => removeChannel(ctx, args.name));
    if (args.json) printJson({ removed: args.name });
    else printLine(`${args.name} is deleted.`);
  },
});

function choiceOf<T extends string>(option: string, given: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === given);
  if (found === undefined) throw new UsageError(`--${option} has “${given}”; it takes ${choices.join(", ")}.`);
  return found;
}

function stateOf({ validity, lastError }: Channel): string {
  if (validity !== "valid") return "not-in-use";
  return lastError ? `failing: ${lastError.title}` : "working";
}

async function secretFromInput(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write("Secret, whsec_… (ends with Ctrl+D): ");
  return readStandardInput();
}

export const channelCommand = defineCommand({
  meta: { name: "channel", description: "Where notifications are sent to" },
  subCommands: { list, add, test, remove },
});
