import { runCommand, showUsage } from "citty";
import manifest from "../package.json" with { type: "json" };
import { commandNamed, main } from "./command-tree.ts";
import { exitCodes, printFailure, printLine } from "./output.ts";
import { refuseUnknownArguments } from "./unknown-arguments.ts";

const rawArgs = process.argv.slice(2);
if (rawArgs.length === 0 || rawArgs.includes("--help") || rawArgs.includes("-h")) {
  const { command, parent } = await commandNamed(rawArgs);
  await showUsage(command, parent);
} else if (rawArgs[0] === "--version") {
  printLine(manifest.version);
} else if (rawArgs[0] === "complete") {
  const { printCandidates } = await import("./complete.ts");
  await printCandidates(rawArgs.slice(1));
} else {
  try {
    await refuseUnknownArguments(await commandNamed(rawArgs));
    await runCommand(main, { rawArgs });
  } catch (error) {
    process.exitCode = printFailure(error);
  }
}
if (rawArgs.length === 0) process.exitCode = exitCodes.wrongUsage;
