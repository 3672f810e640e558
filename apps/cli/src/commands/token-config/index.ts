import { defineCommand } from "citty";
import { authorizeUrlCommand } from "./authorize-url.ts";
import { exportCommand } from "./export.ts";
import { importCommand } from "./import.ts";
import { listCommand } from "./list.ts";

export const tokenConfigCommand = defineCommand({
  meta: { name: "token-config", description: "Token configurations" },
  subCommands: {
    list: listCommand,
    export: exportCommand,
    import: importCommand,
    "authorize-url": authorizeUrlCommand,
  },
});
