import { type ArgsDef, type CommandDef, defineCommand } from "citty";
import manifest from "../package.json" with { type: "json" };

export const main = defineCommand({
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
    "mail-account": () => import("./commands/mail-account.ts").then((module) => module.mailAccountCommand),
    channel: () => import("./commands/channel.ts").then((module) => module.channelCommand),
    "web-service": () => import("./commands/web-service.ts").then((module) => module.webServiceCommand),
    user: () => import("./commands/user.ts").then((module) => module.userCommand),
    completion: () => import("./commands/completion.ts").then((module) => module.completionCommand),
  },
});

/** A command of the tree, and what of the arguments is left for it. */
export interface NamedCommand {
  readonly command: CommandDef;
  /** How it is called, from the program on: `["grantry", "setting", "set"]`. */
  readonly path: readonly string[];
  readonly rest: readonly string[];
}

/** The command that the arguments name; options before it do not count. */
export async function commandNamed(args: readonly string[]): Promise<NamedCommand> {
  let found: NamedCommand = { command: main, path: ["grantry"], rest: args };
  for (;;) {
    const { command, path, rest } = found;
    const at = rest.findIndex((arg) => !arg.startsWith("-"));
    const name = rest[at] ?? "";
    const next = at === -1 ? undefined : await subCommand(command, name);
    if (!next) return found;
    found = { command: next, path: [...path, name], rest: rest.toSpliced(at, 1) };
  }
}

/** Names of the commands below one. */
export async function subCommandNames({ subCommands }: CommandDef): Promise<string[]> {
  return Object.keys((typeof subCommands === "function" ? await subCommands() : await subCommands) ?? {});
}

/** What a command takes, by name. */
export async function argsOf({ args }: CommandDef): Promise<ArgsDef> {
  return (typeof args === "function" ? await args() : await args) ?? {};
}

async function subCommand({ subCommands }: CommandDef, name: string): Promise<CommandDef | undefined> {
  const below = typeof subCommands === "function" ? await subCommands() : await subCommands;
  const next = below && Object.hasOwn(below, name) ? below[name] : undefined;
  return typeof next === "function" ? next() : next;
}
