import { stripVTControlCharacters } from "node:util";
import { renderUsage, runCommand } from "citty";
import manifest from "../package.json" with { type: "json" };
import { commandNamed, main, type NamedCommand } from "./command-tree.ts";
import { exitCodes, printFailure, printLine, printNote } from "./output.ts";
import { refuseUnknownArguments } from "./unknown-arguments.ts";

const rawArgs = process.argv.slice(2);
if (rawArgs.length === 0 || rawArgs.includes("--help") || rawArgs.includes("-h")) {
  await printHelp(await commandNamed(rawArgs));
} else if (rawArgs[0] === "--version") {
  printLine(manifest.version);
} else if (rawArgs[0] === "complete") {
  const { printCandidates } = await import("./complete.ts");
  await printCandidates(rawArgs.slice(1));
} else {
  const named = await commandNamed(rawArgs);
  try {
    await refuseUnknownArguments(named);
    await runCommand(main, { rawArgs });
  } catch (error) {
    process.exitCode = printFailure(error);
    if (process.exitCode === exitCodes.wrongUsage) printNote(`How it is called: ${named.path.join(" ")} --help`);
  }
}
if (rawArgs.length === 0) process.exitCode = exitCodes.wrongUsage;

/** Help with the whole of the command's name; colours only where someone sees them. */
async function printHelp({ command, path }: NamedCommand): Promise<void> {
  const above = path.slice(0, -1).join(" ");
  const usage = await renderUsage(command, above === "" ? undefined : { meta: { name: above } });
  printLine(process.stdout.isTTY ? usage : stripVTControlCharacters(usage));
}
