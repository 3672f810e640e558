import { type EdgeEnvironment, edgeDatabase, edgePlatform } from "@grantry/core/platform.edge";
import { createCallback } from "./index.ts";

const callback = createCallback({
  contextOf: (c) => {
    const env: EdgeEnvironment = c.env;
    return { db: edgeDatabase(env), platform: edgePlatform(env, (work) => c.executionCtx.waitUntil(work)) };
  },
});

export default { fetch: callback.fetch };
