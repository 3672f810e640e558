import { createApiKey, type Platform } from "@grantry/core";
import { type Scope, secret } from "@grantry/schema";
import { createUser } from "@grantry/sign-in";
import {
  administrator,
  type Deployment,
  startDeployment,
  startTokenEndpoint,
  type TokenEndpoint,
} from "@grantry/testing";
import { createApi } from "../app.ts";

export const password = "a long enough password";

/** The API on a deployment of its own, with a real token endpoint to talk to. */
export interface ServedApi {
  readonly deployment: Deployment;
  readonly endpoint: TokenEndpoint;
  /** Sends a request as a browser on the product's own pages does, with what `init` adds or takes away. */
  readonly ask: (method: string, path: string, init?: Asked) => Promise<Response>;
  /** The `Cookie` header of a new session. */
  readonly signIn: () => Promise<string>;
  readonly apiKey: (scopes: readonly Scope[], tokenConfigs?: readonly string[]) => Promise<string>;
  readonly close: () => Promise<void>;
}

export interface Asked {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is, in place of `body` as JSON. */
  readonly text?: string;
}

/**
 * Starts one. The client's address is what `x-test-address` says.
 * @param platformFor what each request finds of the deployment's platform; left out: that itself
 */
export async function serveApi(platformFor: (given: Platform) => Platform = (given) => given): Promise<ServedApi> {
  const deployment = await startDeployment();
  const endpoint = await startTokenEndpoint();
  const api = createApi({
    contextOf: () => ({ db: deployment.db, platform: platformFor(deployment.platform) }),
    maxImportBytes: 20 * 1024 * 1024,
    addressOf: (c) => c.req.header("x-test-address") ?? null,
  });
  const ask: ServedApi["ask"] = async (method, path, { body, headers = {}, text } = {}) =>
    api.request(
      `http://localhost:8080${path.startsWith("/api/") || /^\/(healthz|metrics)/.test(path) ? "" : "/api/v1"}${path}`,
      {
        method,
        headers: {
          host: "localhost:8080",
          "sec-fetch-site": "same-origin",
          ...((body !== undefined || text !== undefined) && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(text !== undefined && { body: text }),
      },
    );
  await createUser(deployment.ctx, { email: administrator.label, role: "administrator", password: secret(password) });
  return {
    deployment,
    endpoint,
    ask,
    async signIn() {
      const answer = await ask("POST", "/auth/sign-in/email", { body: { email: administrator.label, password } });
      return answer.headers
        .getSetCookie()
        .map((cookie) => cookie.split(";")[0])
        .join("; ");
    },
    async apiKey(scopes, tokenConfigs) {
      const made = await createApiKey(deployment.ctx, {
        name: "test",
        scopes: [...scopes],
        tokenConfigs: tokenConfigs ? [...tokenConfigs] : null,
      });
      return made.key.reveal();
    },
    async close() {
      await deployment.close();
      await endpoint.close();
    },
  };
}

/** A configuration that gets its token from the endpoint by client credentials. */
export function configInput({ url }: TokenEndpoint, name: string) {
  return {
    name,
    template: "exchange-online-app",
    clientId: "4f0a1f9e-7d7c-4f0e-9a55-0c6d3b1f2a3b",
    clientSecret: "the-client-secret",
    placeholders: { tenant: "contoso.onmicrosoft.com" },
    tokenUrl: url,
  };
}

/** A configuration that is authorized by a person in a browser. */
export function codeConfigInput({ url }: TokenEndpoint, name: string) {
  return {
    name,
    template: "custom",
    clientId: "the-client",
    clientSecret: "the-client-secret",
    scope: "mail",
    authorizationUrl: new URL("/authorize", url).href,
    tokenUrl: url,
    refreshUrl: url,
  };
}
