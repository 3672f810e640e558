import { currentSettings, originOf } from "@grantry/core";
import { type Environment, openContext, readEnvironment, serve, startTracing } from "@grantry/server";
import { makeFirstAdministratorLink } from "@grantry/sign-in";
import { defineCommand } from "citty";
import { printLine } from "../output.ts";
import { createEnvironmentAdministrator } from "./environment-administrator.ts";

export const serveCommand = defineCommand({
  meta: { name: "serve", description: "Serve the product (production: no practice provider)" },
  run: () => runServer(readEnvironment(process.env)),
});

/** Serves until SIGTERM or SIGINT. Prints the address, and on a database without users the link for the first one. */
export async function runServer(environment: Environment): Promise<void> {
  const tracing = await startTracing(environment);
  const opened = await openContext(environment, "create-and-migrate", tracing.tracer);
  const { ctx } = opened;
  await createEnvironmentAdministrator(ctx, environment);
  const serving = await serve(opened, environment);
  const origin = (await originOf(ctx)) ?? serving.origin;
  printLine(`Grantry is ready at ${origin}`);
  if (opened.keyRingMadeAt)
    printLine(`A key ring was made at ${opened.keyRingMadeAt}. Back it up: without it, nothing that is stored opens.`);
  const { FQDN } = await currentSettings(ctx);
  if (FQDN === undefined)
    printLine("FQDN is not set, so nothing can be authorized yet: grantry setting set FQDN your.host.name");
  const link = await makeFirstAdministratorLink(ctx, origin);
  if (link) printLine(`Create the first administrator (one hour, works once):\n  ${link.reveal()}`);

  await new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
  await serving.stop();
  await tracing.stop();
}
