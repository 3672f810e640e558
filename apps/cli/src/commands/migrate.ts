import { openContext, openDatabase, readEnvironment } from "@grantry/server";
import { defineCommand } from "citty";
import { printLine } from "../output.ts";
import { createEnvironmentAdministrator } from "./environment-administrator.ts";

export const migrateCommand = defineCommand({
  meta: { name: "migrate", description: "Make the database, or bring its schema up to this program" },
  async run() {
    const environment = readEnvironment(process.env);
    const { db, state } = await openDatabase(environment, "create-and-migrate");
    db.client.close();
    if (environment.administrator) {
      const opened = await openContext(environment, "refuse-missing");
      await createEnvironmentAdministrator(opened.ctx, environment).finally(opened.close);
    }
    printLine(`${environment.databaseUrl} is up to date${state === "new" ? " (new)" : ""}.`);
  },
});
