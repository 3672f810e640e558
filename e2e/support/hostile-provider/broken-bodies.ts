import { once } from "node:events";
import { gzipSync } from "node:zlib";
import { type Behaviour, type Exchange, sendText } from "./exchange.ts";

const BIG_BODY_BYTES = 50_000_000;
const MEGABYTE = 1_000_000;
/** Gzip members that follow each other unpack to one text: 20 of 50 MB are 1 GB out of about 1 MB. */
const BOMB_MEMBERS = 20;

/** Answers with status 200 whose body is not what a client can use, or not what it expects. */
export const brokenBodies = {
  "empty body": json(""),
  "[]": json("[]"),
  null: json("null"),
  "a string": json('"token"'),
  "cut JSON": json('{"access_token":"cut","expi'),
  "invalid UTF-8": ({ response }) =>
    sendText(response, {
      status: 200,
      headers: { "content-type": "application/json" },
      body: Buffer.concat([Buffer.from('{"access_token":"'), Buffer.from([0xff, 0xfe, 0xc3]), Buffer.from('"}')]),
    }),
  /** Parsers differ in which one they take: here the first is the one that the provider made. */
  "duplicate members": ({ response, goodAnswer }) => {
    const good = JSON.stringify(goodAnswer());
    const doubled = `${good.slice(0, -1)},"access_token":"second","expires_in":1}`;
    sendText(response, { status: 200, headers: { "content-type": "application/json" }, body: doubled });
  },
  /** As old providers do: the members of a good answer as a form. */
  "form-encoded": ({ response, goodAnswer }) =>
    sendText(response, {
      status: 200,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(
        Object.entries(goodAnswer()).map(([name, value]): [string, string] => [name, String(value)]),
      ).toString(),
    }),
  "JSON called text": ({ response, goodAnswer }) =>
    sendText(response, {
      status: 200,
      headers: { "content-type": "text/plain" },
      body: JSON.stringify(goodAnswer()),
    }),
  /** Good JSON, but 50 MB of it, without a length beforehand. */
  "50 MB body": sendBigBody,
  "gzip bomb": ({ response }) =>
    sendText(response, {
      status: 200,
      headers: { "content-type": "application/json", "content-encoding": "gzip" },
      body: bomb(),
    }),
} satisfies Record<string, Behaviour>;

function json(body: string): Behaviour {
  return ({ response }) => sendText(response, { status: 200, headers: { "content-type": "application/json" }, body });
}

async function sendBigBody({ response, goodAnswer }: Exchange): Promise<void> {
  response.writeHead(200, { "content-type": "application/json" });
  response.write(`${JSON.stringify(goodAnswer()).slice(0, -1)},"padding":"`);
  const piece = "a".repeat(MEGABYTE);
  const gone = once(response, "close");
  for (let sent = 0; sent < BIG_BODY_BYTES && !response.destroyed; sent += piece.length) {
    if (!response.write(piece)) await Promise.race([once(response, "drain"), gone]);
  }
  if (!response.destroyed) response.end('"}');
}

let madeBomb: Buffer | undefined;

function bomb(): Buffer {
  madeBomb ??= gzipSync(Buffer.alloc(BIG_BODY_BYTES, " "));
  return Buffer.concat(Array.from({ length: BOMB_MEMBERS }, () => madeBomb ?? Buffer.alloc(0)));
}
