import { type CommandDef, defineCommand, runCommand, showUsage } from "citty";
import manifest from "../package.json" with { type: "json" };
import { exitCodes, printFailure, printLine } from "./output.ts";

const main = defineCommand({
  meta: {
    name: "grantry",
    version: manifest.version,
    description: "Administers OAuth2 grants and gives out working access tokens",
  },
  // Loaded when called: a script that asks for a token does not wait for the server's parts.
  subCommands: {
    start: () => import("./commands/start.ts").then((module) => module.startCommand),
    serve: () => import("./commands/serve.ts").then((module) => module.serveCommand),
    migrate: () => import("./commands/migrate.ts").then((module) => module.migrateCommand),
    doctor: () => import("./commands/doctor.ts").then((module) => module.doctorCommand),
    "token-config": () => import("./commands/token-config/index.ts").then((module) => module.tokenConfigCommand),
    token: () => import("./commands/token.ts").then((module) => module.tokenCommand),
    setting: () => import("./commands/setting.ts").then((module) => module.settingCommand),
    "api-key": () => import("./commands/api-key.ts").then((module) => module.apiKeyCommand),
    key: () => import("./commands/key.ts").then((module) => module.keyCommand),
    "web-service": () => import("./commands/web-service.ts").then((module) => module.webServiceCommand),
    user: () => import("./commands/user.ts").then((module) => module.userCommand),
  },
});

const rawArgs = process.argv.slice(2);
if (rawArgs.length === 0 || rawArgs.includes("--help") || rawArgs.includes("-h")) {
  const [command, parent] = await commandOf(rawArgs);
  await showUsage(command, parent);
} else if (rawArgs[0] === "--version") {
  printLine(manifest.version);
} else {
  try {
    await runCommand(main, { rawArgs });
  } catch (error) {
    process.exitCode = printFailure(error);
  }
}
if (rawArgs.length === 0) process.exitCode = exitCodes.wrongUsage;

/** The command that the arguments name, and the one above it, for its help. */
async function commandOf(args: readonly string[]): Promise<[CommandDef, CommandDef | undefined]> {
  let command: CommandDef = main;
  let parent: CommandDef | undefined;
  for (const name of args.filter((arg) => !arg.startsWith("-"))) {
    const below = typeof command.subCommands === "function" ? await command.subCommands() : await command.subCommands;
    const next = below?.[name];
    if (!next) break;
    parent = command;
    command = typeof next === "function" ? await next() : await next;
  }
  return [command, parent];
}
