import { listChannels, listMailAccounts, listTokenConfigs } from "@grantry/core";
import { settings } from "@grantry/schema";
import type { ArgDef, ArgsDef } from "citty";
import { argsOf, commandNamed, subCommandNames } from "./command-tree.ts";
import { onDeployment } from "./console.ts";
import { printLine } from "./output.ts";
import { escaped, isQuoted, wordsOf } from "./shell-words.ts";
import { takesValue } from "./unknown-arguments.ts";

/**
 * Prints what can stand where the cursor is, one a line; nothing when that cannot be told, whatever the reason: a shell
 * has no place for a complaint. Called as `complete bash LINE`, or `complete zsh|fish WORD…`, the last one begun.
 */
export async function printCandidates([shell = "", ...given]: readonly string[]): Promise<void> {
  const line = given[0] ?? "";
  const words = shell === "bash" ? wordsOf(line).slice(1) : given;
  const begun = words.at(-1) ?? "";
  const candidates = await candidatesFor(words).catch(() => []);
  for (const candidate of candidates) {
    if (!candidate.startsWith(begun)) continue;
    // Bash ends a word at each colon: what stands before the last one is not to be written again.
    const from = shell === "bash" ? begun.lastIndexOf(":") + 1 : 0;
    printLine(shell === "bash" && !isQuoted(line) ? escaped(candidate.slice(from)) : candidate.slice(from));
  }
}

async function candidatesFor(words: readonly string[]): Promise<readonly string[]> {
  const [before, begun] = [words.slice(0, -1), words.at(-1) ?? ""];
  const { command, rest } = await commandNamed(before);
  if (command.subCommands) return subCommandNames(command);
  const args = await argsOf(command);
  const asked = optionAskedFor(args, rest.at(-1));
  if (asked) return valuesOf(asked, begun);
  if (begun.startsWith("-")) return optionsOf(args, rest);
  const positionals = Object.values(args).filter(({ type }) => type === "positional");
  const next = positionals[positionalsIn(args, rest)];
  return next ? valuesOf(next, begun) : [];
}

function optionAskedFor(args: ArgsDef, last: string | undefined): ArgDef | undefined {
  const option = last?.startsWith("--") ? args[last.slice(2)] : undefined;
  return takesValue(option, last ?? "") ? option : undefined;
}

function optionsOf(args: ArgsDef, rest: readonly string[]): string[] {
  const options = Object.entries(args).filter(([, { type }]) => type !== "positional");
  const names = options.map(([name, { default: value }]) => (value === true ? `--no-${name}` : `--${name}`));
  return [...names, "--help"].filter((name) => !rest.includes(name) || name === "--name"); // the one that repeats
}

function positionalsIn(args: ArgsDef, rest: readonly string[]): number {
  const values = rest.filter((arg, at) => !arg.startsWith("-") && !optionAskedFor(args, rest[at - 1]));
  return values.length;
}

/** What an argument takes, by its hint: one of a few words, a setting, the name of a thing. */
async function valuesOf({ valueHint = "" }: ArgDef, begun: string): Promise<readonly string[]> {
  if (valueHint.includes("|")) return valueHint.split("|");
  if (valueHint === "setting") return Object.keys(settings);
  if (valueHint === "configuration") return configurationNames(begun);
  if (valueHint === "mail-account") return mailAccountNames(begun);
  if (valueHint === "channel") return (await onDeployment(listChannels)).map(({ name }) => name);
  return [];
}

async function configurationNames(begun: string): Promise<string[]> {
  const wanted = { ...(begun !== "" && { q: begun }), sort: "name", page: 1, pageSize: 200 };
  const { items } = await onDeployment((ctx) => listTokenConfigs(ctx, wanted));
  return items.map(({ name }) => name);
}

async function mailAccountNames(begun: string): Promise<string[]> {
  const wanted = { ...(begun !== "" && { q: begun }), page: 1, pageSize: 200 };
  const { items } = await onDeployment((ctx) => listMailAccounts(ctx, wanted));
  return items.map(({ name }) => name);
}
