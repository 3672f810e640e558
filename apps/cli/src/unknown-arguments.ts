import type { ArgDef } from "citty";
import { argsOf, type NamedCommand } from "./command-tree.ts";
import { UsageError } from "./output.ts";

/** Refuses what a command does not know, instead of going on without it. @throws UsageError */
export async function refuseUnknownArguments({ command, rest }: NamedCommand): Promise<void> {
  if (command.subCommands) return; // its own complaint names the commands
  const args = await argsOf(command);
  const positionals = Object.values(args).filter(({ type }) => type === "positional");
  let given = 0;
  for (let at = 0; at < rest.length; at += 1) {
    const arg = rest[at] ?? "";
    if (!arg.startsWith("-") || arg === "-") given += 1;
    else if (takesValue(optionOf(args, arg), arg)) at += 1;
  }
  const takesMore = positionals.some(({ valueHint }) => valueHint?.endsWith("…"));
  if (given > positionals.length && !takesMore) {
    throw new UsageError(`That is more than it takes: ${rest.join(" ")}. Names with spaces go in quotes.`);
  }
}

/** The option that an argument names. @throws UsageError when there is none */
export function optionOf(args: Readonly<Record<string, ArgDef>>, arg: string): ArgDef | undefined {
  const name = arg.replace(/^--?/, "").replace(/=.*$/s, "");
  const known = Object.entries(args).filter(([, { type }]) => type !== "positional");
  const found = known.find(([option, { type }]) => option === name || (type === "boolean" && name === `no-${option}`));
  if (found) return found[1];
  const possible = known.map(([option]) => `--${option}`).join(", ");
  throw new UsageError(`There is no option --${name} here; ${possible ? `possible: ${possible}` : "it takes none"}.`);
}

/** Whether an option's value is the argument after it. */
export function takesValue(option: ArgDef | undefined, arg: string): boolean {
  return option !== undefined && option.type !== "boolean" && !arg.includes("=");
}
