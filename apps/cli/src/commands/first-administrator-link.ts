import { originOf } from "@grantry/core";
import { ProblemError } from "@grantry/schema";
import { makeFirstAdministratorLink } from "@grantry/sign-in";
import { defineCommand } from "citty";
import { onDeployment } from "../console.ts";
import { printLine } from "../output.ts";

export const firstAdministratorLinkCommand = defineCommand({
  meta: {
    name: "first-administrator-link",
    description: "Print a link that creates the first administrator (one hour, works once)",
  },
  async run() {
    const link = await onDeployment(async (ctx) => {
      const origin = await originOf(ctx);
      if (origin === null) throw new ProblemError("fqdn-needed");
      return makeFirstAdministratorLink(ctx, origin);
    });
    printLine(
      link
        ? `Create the first administrator (one hour, works once):\n  ${link.reveal()}`
        : "There are users already, so no link is needed: sign in, or use grantry user reset-password.",
    );
  },
});
