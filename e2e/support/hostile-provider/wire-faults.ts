import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { type Behaviour, sendJson, sendText } from "./exchange.ts";

const JSON_HEADERS = { "content-type": "application/json" };

/** Faults of time, connection and address; most have a good answer behind them that the client does not get. */
export const wireFaults = {
  /** The status line comes after `ms`. */
  "slow headers": async ({ response, ms, goodAnswer }) => {
    await wait(ms);
    sendJson(response, 200, goodAnswer());
  },
  /** The status line comes at once, the body in pieces over `ms`. */
  "slow body": async ({ response, ms, goodAnswer }) => {
    const body = JSON.stringify(goodAnswer());
    const pieces = body.match(/[\s\S]{1,16}/g) ?? [];
    response.writeHead(200, JSON_HEADERS);
    for (const piece of pieces) {
      response.write(piece);
      await wait(ms / pieces.length);
    }
    response.end();
  },
  /** A good answer that waits for `release()`: by then a lease may have ended. The tokens are made before the wait. */
  held: async ({ response, goodAnswer, released }) => {
    const answer = goodAnswer();
    await released();
    sendJson(response, 200, answer);
  },
  "never answers": () => {},

  "reset before the headers": ({ response, goodAnswer }) => {
    goodAnswer();
    reset(response);
  },
  "reset before the body": async ({ response, goodAnswer }) => {
    const body = JSON.stringify(goodAnswer());
    response.writeHead(200, { ...JSON_HEADERS, "content-length": String(Buffer.byteLength(body)) });
    response.flushHeaders();
    await untilSent(response);
    reset(response);
  },
  "reset inside the body": async ({ response, goodAnswer }) => {
    const body = JSON.stringify(goodAnswer());
    response.writeHead(200, { ...JSON_HEADERS, "content-length": String(Buffer.byteLength(body)) });
    response.write(body.slice(0, body.length / 2));
    await untilSent(response);
    reset(response);
  },

  /** Each request that follows it is sent on again. */
  "redirect to itself": ({ response, recorded, tokenUrl }) => {
    const round = Number(new URL(recorded.path, tokenUrl).searchParams.get("round") ?? 0) + 1;
    sendText(response, { status: 307, headers: { location: `${tokenUrl}?round=${round}` } });
  },
  /** Where cloud machines find their own credentials. */
  "redirect to a metadata address": ({ response }) =>
    sendText(response, { status: 307, headers: { location: "http://169.254.169.254/latest/meta-data/" } }),
  /** To an address that would be called with the client secret. */
  "redirect to another origin": ({ response }) =>
    sendText(response, { status: 308, headers: { location: "http://other.example/token" } }),
} satisfies Record<string, Behaviour>;

/** Ends the connection with RST, as a crashed host or a firewall does. */
function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

/** Until what was written has left this process: a reset throws away what waits. */
async function untilSent(response: ServerResponse): Promise<void> {
  while ((response.socket?.writableLength ?? 0) > 0) await wait(1);
  await wait(20); // for the client to read it: the kernel drops on RST what was received but not read
}
