import { defineCommand } from "citty";
import { jsonOption, onDeployment } from "../../console.ts";
import { printAuthorizationUrl } from "../authorize-token.ts";

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
    await onDeployment((ctx) => printAuthorizationUrl(ctx, args.name, args.json ?? false));
  },
});
