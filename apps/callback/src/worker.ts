import { type EdgeEnvironment, edgeDatabase, edgePlatform, environmentFault } from "@grantry/core/platform.edge";
import { createCallback } from "./index.ts";

const callback = createCallback({
  contextOf: (c) => {
    const env: EdgeEnvironment = c.env;
    const waitUntil = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
    return { db: edgeDatabase(env), platform: edgePlatform(env, { waitUntil, mailNetworkWith: noMailNetwork }) };
  },
});

function noMailNetwork(): never {
  throw new Error("the callback reaches no mail servers");
}

export default {
  fetch(...[request, env, execution]: Parameters<typeof callback.fetch>): Response | Promise<Response> {
    const fault = environmentFault(env ?? {});
    return fault ? new Response(`${fault}\n`, { status: 503 }) : callback.fetch(request, env, execution);
  },
};
