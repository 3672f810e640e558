import { startAuthorization } from "@grantry/core";
import { defineCommand } from "citty";
import { jsonOption, onDeployment } from "../../console.ts";
import { printJson, printLine } from "../../output.ts";

export const authorizeUrlCommand = defineCommand({
  meta: {
    name: "authorize-url",
    description: "Start an authorization and print where to send a browser: single use, ten minutes, any browser",
  },
  args: {
    name: {
      type: "positional",
      valueHint: "configuration",
      description: "name or id of the configuration",
      required: true,
    },
    ...jsonOption,
  },
  async run({ args }) {
    const { authorizationUrl, expiresAt } = await onDeployment((ctx) => startAuthorization(ctx, args.name));
    if (args.json) printJson({ authorizationUrl, expiresAt: new Date(expiresAt).toISOString() });
    else printLine(authorizationUrl.href);
  },
});
