import { checkMailAccount, fetchMailAccount, listMailAccounts } from "@grantry/core";
import { type MailAccount, type MailFetch, ProblemError, sayProblem } from "@grantry/schema";
import { defineCommand } from "citty";
import { jsonOption, onDeployment } from "../console.ts";
import { exitCodes, printJson, printLine, printNote, printTable } from "../output.ts";

const PAGE = 200;
/** Nobody waits at a screen: as long as it takes. */
const limits = { messages: Number.MAX_SAFE_INTEGER, milliseconds: Number.MAX_SAFE_INTEGER };

const list = defineCommand({
  meta: { name: "list", description: "All mail accounts and how their fetching goes" },
  args: jsonOption,
  async run({ args }) {
    const items = await onDeployment(allAccounts);
    if (args.json) return printJson({ items });
    printTable(
      ["NAME", "TYPE", "HOST", "LOGIN", "VALIDITY", "STATE", "LAST FETCHED", "WAITING"],
      items.map((account) => [
        account.name,
        account.type,
        account.host,
        account.login,
        account.validity,
        account.lastError ? `${account.state}: ${account.lastError.title}` : account.state,
        account.lastFetchedAt ?? "never",
        String(account.waiting),
      ]),
    );
  },
});

const name = { type: "positional", valueHint: "mail-account", description: "name or id" } as const;

const check = defineCommand({
  meta: { name: "check", description: "Sign in and open the folder, step by step; changes nothing there" },
  args: { name: { ...name, required: true }, ...jsonOption },
  async run({ args }) {
    const result = await onDeployment((ctx) => checkMailAccount(ctx, args.name));
    if (!result.succeeded) process.exitCode = exitCodes.refused;
    if (args.json) return printJson(result);
    for (const { step, outcome, milliseconds, problem } of result.steps) {
      printLine(`${step.padEnd(8)}  ${outcome}${milliseconds === null ? "" : `  ${milliseconds} ms`}`);
      if (problem) printNote(`error: ${problem.title} ${problem.providerDescription ?? ""}\n${problem.action}`);
    }
    if (result.messages !== null) printLine(`${result.messages} messages in the folder.`);
  },
});

const fetch = defineCommand({
  meta: { name: "fetch", description: "Fetch now: one mail account, or every valid one" },
  args: { name: { ...name, required: false }, ...jsonOption },
  async run({ args }) {
    const fetched = await onDeployment(async (ctx) => {
      const names = args.name ? [args.name] : (await allAccounts(ctx)).filter(isValid).map(({ name }) => name);
      const results: { name: string; fetch: MailFetch | null }[] = [];
      for (const name of names) results.push({ name, fetch: await fetchOrSkip(ctx, name, names.length > 1) });
      return results;
    });
    const failed = fetched.some((one) => one.fetch?.problem);
    if (failed) process.exitCode = exitCodes.refused;
    if (args.json) return printJson({ items: fetched });
    for (const one of fetched) printFetch(one.name, one.fetch);
  },
});

type OnContext = Parameters<Parameters<typeof onDeployment>[0]>[0];

async function allAccounts(ctx: OnContext): Promise<MailAccount[]> {
  const items: MailAccount[] = [];
  for (let page = 1; ; page += 1) {
    const listed = await listMailAccounts(ctx, { page, pageSize: PAGE });
    items.push(...listed.items);
    if (items.length >= listed.total || listed.items.length === 0) return items;
  }
}

/** Of several, one that another host is fetching right now is left out. */
async function fetchOrSkip(ctx: OnContext, name: string, isOneOfMany: boolean): Promise<MailFetch | null> {
  try {
    return await fetchMailAccount(ctx, name, limits);
  } catch (error) {
    if (!isOneOfMany || !(error instanceof ProblemError)) throw error;
    printNote(`${name}: ${sayProblem(error, "en").title}`);
    return null;
  }
}

function printFetch(name: string, fetched: MailFetch | null): void {
  if (!fetched) return;
  const { found, stored, left, problem } = fetched;
  printLine(`${name}: ${found} found, ${stored} stored, ${left} left on the server`);
  if (problem) printNote(`error: ${name}: ${problem.title} ${problem.providerDescription ?? ""}\n${problem.action}`);
}

function isValid({ validity }: MailAccount): boolean {
  return validity === "valid";
}

export const mailAccountCommand = defineCommand({
  meta: { name: "mail-account", description: "Mail accounts" },
  subCommands: { list, check, fetch },
});
