import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A token endpoint, and a revocation endpoint at `/revoke`, on this machine: rotates refresh tokens, revokes the grant when an old one comes back, exchanges its own access tokens. */
export interface TokenEndpoint {
  readonly url: string;
  /** What was asked, in order. */
  readonly requests: readonly URLSearchParams[];
  /** The next request is answered like this, in place of what it deserves. */
  readonly answerNext: (answer: ScriptedAnswer) => void;
  /** The next request is worked on at once, and gets its answer when it is released. */
  readonly holdNext: () => HeldRequest;
  /** From now on every request is answered like this, where nothing else is planned; `null`: as it deserves again. */
  readonly setOutage: (answer: ScriptedAnswer | null) => void;
  /** From now on the client must prove itself by this secret. */
  readonly setClientSecret: (secret: string) => void;
  /** The grant that this refresh token belongs to is withdrawn, as by its account's owner. */
  readonly withdraw: (refreshToken: string) => void;
  /** Whether a request with this refresh token would be answered with a token. */
  readonly wouldTake: (refreshToken: string) => boolean;
  /** From now on access tokens live this long; `undefined`: the answer does not say. */
  readonly setLifetime: (seconds: number | string | undefined) => void;
  /** What the person at the device does; until then requests by device code are pending. */
  readonly decideDevice: (decision: "allow" | "deny") => void;
  readonly close: () => Promise<void>;
}

interface HeldRequest {
  readonly arrived: Promise<void>;
  readonly release: () => void;
}

interface ScriptedAnswer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The request counts, and is worked on, but its answer is cut off. */
  readonly lost?: boolean;
}

/** Starts one; `good` is the code that it takes. */
export async function startTokenEndpoint(): Promise<TokenEndpoint> {
  const requests: URLSearchParams[] = [];
  const scripted: ScriptedAnswer[] = [];
  const held: { arrived: () => void; released: Promise<void> }[] = [];
  const grants = new Grants();
  let outage: ScriptedAnswer | null = null;
  const server = createServer(async (request, response) => {
    const parameters = new URLSearchParams(await textOf(request));
    requests.push(parameters);
    if (request.url === "/device") return send(response, 200, JSON.stringify(deviceAnswer));
    const planned = scripted.shift() ?? outage ?? undefined;
    const deserve = () => (request.url === "/revoke" ? grants.revoke(parameters) : grants.answer(parameters));
    const deserved = !planned || planned.lost ? deserve() : undefined;
    const holding = held.shift();
    holding?.arrived();
    await holding?.released;
    if (planned?.lost) request.socket.destroy();
    else if (planned) send(response, planned.status, planned.body ?? "", planned.headers);
    else if (deserved) send(response, deserved.status, JSON.stringify(deserved.body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return {
    url: `http://127.0.0.1:${address.port}/token`,
    requests,
    answerNext: (answer) => scripted.push(answer),
    holdNext() {
      const arrived = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      held.push({ arrived: arrived.resolve, released: released.promise });
      return { arrived: arrived.promise, release: released.resolve };
    },
    setOutage(answer) {
      outage = answer;
    },
    setClientSecret(secret) {
      grants.clientSecret = secret;
    },
    withdraw: (refreshToken) => grants.withdraw(refreshToken),
    wouldTake: (refreshToken) => grants.isInForce(refreshToken),
    setLifetime(seconds) {
      grants.lifetime = seconds;
    },
    decideDevice(decision) {
      grants.deviceDecision = decision;
    },
    async close() {
      if (!server.listening) return; // a test had it go away
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** RFC 8628 §3.2. */
const deviceAnswer = {
  device_code: "device-code-1",
  user_code: "WDJB-MJHT",
  verification_uri: "https://login.example.com/device",
  verification_uri_complete: "https://login.example.com/device?user_code=WDJB-MJHT",
  expires_in: 600,
  interval: 5,
};

class Grants {
  deviceDecision: "allow" | "deny" | undefined;
  lifetime: number | string | undefined = 3600;
  /** `null`: any is taken. */
  clientSecret: string | null = null;
  #issued = 0;
  readonly #accessTokens = new Set<string>();
  /** The refresh token in force of each grant; `null`: revoked. */
  readonly #current = new Map<number, string | null>();

  answer(parameters: URLSearchParams): { status: number; body: object } {
    if (this.clientSecret !== null && parameters.get("client_secret") !== this.clientSecret) {
      return { ...refused("invalid_client"), status: 401 };
    }
    switch (parameters.get("grant_type")) {
      case "client_credentials":
        return { status: 200, body: this.#accessToken() };
      case "authorization_code":
        return parameters.get("code") === "good" ? this.#rotate(++this.#issued) : refused("invalid_grant");
      case "urn:ietf:params:oauth:grant-type:device_code":
        if (this.deviceDecision === undefined) return refused("authorization_pending");
        return this.deviceDecision === "allow" ? this.#rotate(++this.#issued) : refused("access_denied");
      case "urn:ietf:params:oauth:grant-type:token-exchange":
        return this.#exchange(parameters.get("subject_token") ?? "");
      case "urn:ietf:params:oauth:grant-type:jwt-bearer":
        return { status: 200, body: this.#accessToken() };
      case "refresh_token":
        return this.#refresh(parameters.get("refresh_token") ?? "");
      default:
        return refused("unsupported_grant_type");
    }
  }

  /** Ends the whole grant (RFC 7009 §2.1); what is not known is as good as revoked (§2.2). */
  revoke(parameters: URLSearchParams): { status: number; body: object } {
    this.withdraw(parameters.get("token") ?? "");
    return { status: 200, body: {} };
  }

  withdraw(refreshToken: string): void {
    this.#current.set(grantOf(refreshToken), null);
  }

  isInForce(refreshToken: string): boolean {
    return this.#current.get(grantOf(refreshToken)) === refreshToken;
  }

  #exchange(subjectToken: string): { status: number; body: object } {
    if (!this.#accessTokens.has(subjectToken)) return refused("invalid_grant");
    const body = { ...this.#accessToken(), issued_token_type: "urn:ietf:params:oauth:token-type:access_token" };
    return { status: 200, body };
  }

  #refresh(refreshToken: string): { status: number; body: object } {
    const grant = grantOf(refreshToken);
    const current = this.#current.get(grant);
    if (current === refreshToken) return this.#rotate(grant);
    this.#current.set(grant, null);
    return refused("invalid_grant");
  }

  #rotate(grant: number): { status: number; body: object } {
    const refreshToken = `refresh-${grant}-${++this.#issued}`;
    this.#current.set(grant, refreshToken);
    return { status: 200, body: { ...this.#accessToken(), refresh_token: refreshToken } };
  }

  #accessToken(): object {
    const accessToken = `access-${++this.#issued}`;
    this.#accessTokens.add(accessToken);
    return { access_token: accessToken, token_type: "Bearer", expires_in: this.lifetime };
  }
}

function grantOf(refreshToken: string): number {
  return Number(/^refresh-(\d+)-/.exec(refreshToken)?.[1]);
}

function refused(error: string): { status: number; body: object } {
  return { status: 400, body: { error } };
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(body);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString("utf8");
}
