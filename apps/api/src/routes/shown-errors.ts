import { explainShownError } from "@grantry/core";
import { explainShownErrorRoute } from "@grantry/schema";
import { type ApiApp, guarded } from "../mount.ts";

export function mountShownErrors(app: ApiApp): void {
  app.openapi(guarded(app, explainShownErrorRoute), (c) =>
    c.json(explainShownError(c.var.context, c.req.valid("json").text), 200),
  );
}
