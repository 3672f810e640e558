import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type BehaviourName, behaviours } from "./behaviours.ts";
import { type Exchange, type RecordedRequest, sendJson, sendText } from "./exchange.ts";
import { IssuedTokens } from "./issued-tokens.ts";
import { type Redirect, type RedirectName, redirectLocation } from "./redirects.ts";
import type { Rotation } from "./rotated-grants.ts";

const SLOW_MS = 3_000;
const ACCESS_TOKEN_SECONDS = 3_600;

/** What the token endpoint does with one request: a behaviour, one with its own duration, or an answer in full. */
export type Step =
  | BehaviourName
  | { readonly behaviour: BehaviourName; readonly ms: number }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

export interface HostileProvider {
  /** Its issuer too. */
  readonly origin: string;
  readonly tokenUrl: string;
  readonly authorizationUrl: string;
  /** One step for each of the next requests to the token endpoint; then good answers again. */
  readonly script: (...steps: readonly Step[]) => void;
  /** The same for the authorization endpoint. */
  readonly scriptRedirects: (...steps: readonly (RedirectName | Redirect)[]) => void;
  /** Every request to the token endpoint, oldest first, with what it sent. */
  readonly requests: () => readonly RecordedRequest[];
  /** Grants that it revoked because a replaced refresh token came back. */
  readonly revokedGrants: () => number;
  /** Lets the answers go that are `held`. */
  readonly release: () => void;
  readonly close: () => Promise<void>;
}

/**
 * Starts a provider on loopback that misbehaves as its script says, and is a plain good one otherwise: with `rotation`
 * a strict one, that takes each refresh token once.
 */
export async function startHostileProvider(
  given: { accessTokenSeconds?: number; rotation?: Rotation } = {},
): Promise<HostileProvider> {
  const issued = new IssuedTokens(given.accessTokenSeconds ?? ACCESS_TOKEN_SECONDS, given.rotation);
  const steps: Step[] = [];
  const redirectSteps: (RedirectName | Redirect)[] = [];
  const requests: RecordedRequest[] = [];
  const held = new Set<() => void>();
  let lastRedirect: URLSearchParams | undefined;

  const server = createServer((request, response) => {
    response.on("error", () => response.destroy()); // the client left: that is its right
    handle(request, response).catch((error: unknown) => {
      if (!response.destroyed) sendText(response, { status: 599, body: String(error) });
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const recorded = await record(request);
    const { pathname, searchParams } = new URL(recorded.path, origin);
    if (pathname === "/authorize") return authorize(searchParams, response);
    if (pathname !== "/token") return sendText(response, { status: 404 });
    requests.push(recorded);
    // The rounds of a redirect to itself are one behaviour, not steps of the script.
    const step = searchParams.has("round") ? "redirect to itself" : (steps.shift() ?? "good");
    await answer(step, { recorded, response });
  }

  async function answer(step: Step, { recorded, response }: Pick<Exchange, "recorded" | "response">): Promise<void> {
    if (typeof step === "object" && "status" in step) return sendText(response, step);
    const [name, ms] = typeof step === "string" ? [step, SLOW_MS] : [step.behaviour, step.ms];
    if (name === "good" && issued.usesCodeAgain(recorded)) {
      return sendJson(response, 400, { error: "invalid_grant", error_description: "The code was used before." });
    }
    if (issued.refusesRefreshToken(recorded)) {
      return sendJson(response, 400, { error: "invalid_grant", error_description: "The refresh token is not good." });
    }
    await behaviours[name]({
      recorded,
      response,
      tokenUrl: `${origin}/token`,
      ms,
      goodAnswer() {
        issued.usesCodeAgain(recorded);
        return issued.answerTo(recorded);
      },
      released: () =>
        new Promise((resolve) => {
          held.add(resolve);
          response.once("close", resolve);
        }),
    });
  }

  function authorize(request: URLSearchParams, response: ServerResponse): void {
    const location = redirectLocation(
      { request, last: lastRedirect, issuer: origin },
      redirectSteps.shift() ?? "good",
      () => issued.newCode(),
    );
    if (location) sendText(response, { status: 302, headers: { location: location.href } });
    else sendText(response, { status: 400, body: "redirect_uri is missing or no address" });
    lastRedirect = location?.searchParams;
  }

  function release(): void {
    for (const go of held) go();
    held.clear();
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    tokenUrl: `${origin}/token`,
    authorizationUrl: `${origin}/authorize`,
    script: (...added) => void steps.push(...added),
    scriptRedirects: (...added) => void redirectSteps.push(...added),
    requests: () => requests,
    revokedGrants: () => issued.revoked,
    release,
    async close() {
      server.close();
      server.closeAllConnections();
      release();
      await once(server, "close");
    },
  };
}

async function record(request: IncomingMessage): Promise<RecordedRequest> {
  const at = Date.now();
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
  return { at, method: request.method ?? "", path: request.url ?? "/", headers: request.headers, form };
}
