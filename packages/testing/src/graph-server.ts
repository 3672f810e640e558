import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type GraphAnswer, refusal } from "./graph-answers.ts";
import { GraphFolders } from "./graph-folders.ts";

/** What Microsoft Graph was asked. */
interface RecordedGraphRequest {
  readonly method: string;
  /** Below `/v1.0`, decoded, with its query. */
  readonly path: string;
  /** The token's value is not kept: `Bearer #1` is the first one that came, `Bearer #2` the second. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Told `GET /mailFolders/inbox`, without the mailbox before it and the query after it. */
type Fitting = RegExp | ((asked: string) => boolean);

/** What a request gets in place of what it deserves. */
type GraphFault =
  /** With the body that Graph gives this status, or with these very bytes. */
  | { readonly status: number; readonly code?: string; readonly retryAfter?: number; readonly body?: string }
  /** Half of the answer, then the connection is gone; the request has taken effect. */
  | "cut-off"
  /** Gone before the request has taken effect. */
  | "not-reached";

/**
 * A mailbox of Microsoft Graph on this machine that keeps what it was asked. It answers as documented: pages of ten
 * unless asked otherwise, hidden folders only when asked for, newest messages first unless ordered, MIME by
 * `/messages/{id}/$value` alone.
 * @see https://learn.microsoft.com/graph/api/resources/mail-api-overview
 */
export interface GraphServer {
  readonly port: number;
  readonly requests: readonly RecordedGraphRequest[];
  readonly folders: GraphFolders;
  /** Access tokens that are taken; at first any. */
  accepts: (token: string) => boolean;
  /** What the next so many requests that fit get. */
  readonly fail: (fitting: Fitting, fault: GraphFault, times?: number) => void;
  /** Where the next page of a listing is said to be; `undefined`: where it is. */
  nextLink: ((honest: string) => string) | undefined;
  /** Messages that were sent, as MIME. */
  readonly sent: readonly string[];
  readonly close: () => Promise<void>;
}

/** Starts one, for the mailbox of `login` and for `me`. */
export async function startGraphServer(login: string): Promise<GraphServer> {
  const requests: RecordedGraphRequest[] = [];
  const tokens: string[] = [];
  const planned: { fitting: Fitting; fault: GraphFault; left: number }[] = [];
  const sent: string[] = [];

  const faultFor = (asked: string): GraphFault | undefined => {
    const plan = planned.find(
      ({ fitting, left }) => left > 0 && (fitting instanceof RegExp ? fitting.test(asked) : fitting(asked)),
    );
    if (plan) plan.left -= 1;
    return plan?.fault;
  };

  const deserved = (request: RecordedGraphRequest, token: string, path: string): GraphAnswer => {
    if (!given.accepts(token)) return refusal(401, "InvalidAuthenticationToken");
    if (path === "") return refusal(404, "ErrorInvalidUser");
    if (request.method === "POST" && path === "/sendMail") {
      sent.push(Buffer.from(request.body, "base64").toString("utf8"));
      return { status: 202 };
    }
    const url = new URL(`http://127.0.0.1:${given.port}/v1.0${request.path}`);
    return given.folders.answer(request.method, path, url, given.nextLink ?? ((honest) => honest));
  };

  const server = createServer(async (incoming, response) => {
    const token = /^Bearer (.+)$/.exec(incoming.headers.authorization ?? "")?.[1] ?? "";
    if (!tokens.includes(token)) tokens.push(token);
    const request = await recorded(incoming, tokens.indexOf(token) + 1);
    requests.push(request);
    const path = pathInMailbox(request.path, login);
    const fault = faultFor(`${request.method} ${path}`);
    if (fault === "not-reached") return void incoming.socket.destroy();
    if (typeof fault === "object") return send(response, refusal(fault.status, fault.code, fault));
    const answer = deserved(request, token, path);
    if (fault === "cut-off") return cutOff(response, answer);
    send(response, answer);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  const given: GraphServer = {
    port: address.port,
    requests,
    folders: new GraphFolders(),
    accepts: () => true,
    fail: (fitting, fault, times = 1) => planned.push({ fitting, fault, left: times }),
    nextLink: undefined,
    sent,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return given;
}

/** What follows the mailbox, without the query; empty: another mailbox. */
function pathInMailbox(path: string, login: string): string {
  const [bare = ""] = path.split("?");
  const base = ["/me", `/users/${login}`].find((one) => bare.startsWith(`${one}/`));
  return base === undefined ? "" : bare.slice(base.length);
}

async function recorded(incoming: IncomingMessage, tokenNumber: number): Promise<RecordedGraphRequest> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(Buffer.from(piece as Uint8Array));
  return {
    method: incoming.method ?? "",
    path: decodeURIComponent((incoming.url ?? "").replace(/^\/v1\.0/, "")),
    headers: { ...incoming.headers, authorization: `Bearer #${tokenNumber}` },
    body: Buffer.concat(pieces).toString("utf8"),
  };
}

function send(response: ServerResponse, { status, headers, body }: GraphAnswer): void {
  response.writeHead(status, { ...headers }).end(body);
}

function cutOff(response: ServerResponse, { status, headers, body = "" }: GraphAnswer): void {
  if (body.length === 0) return void response.destroy();
  response.writeHead(status, { ...headers, "content-length": String(body.length + 1) });
  response.write(body.slice(0, Math.ceil(body.length / 2)), () => response.destroy());
}
