import { once } from "node:events";
import { Agent, createServer, get, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { drain } from "./drain.ts";

async function listening(listener: RequestListener): Promise<Server> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

const asking = new Agent({ keepAlive: true, maxSockets: 1 });

async function ask(server: Server): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const [response] = (await once(get({ host: "127.0.0.1", port, agent: asking }), "response")) as [IncomingMessage];
  return text(response);
}

test("what is under way is answered before the server ends", async () => {
  const server = await listening((_request, response) => void setTimeout(() => response.end("whole"), 200));
  const answer = ask(server);
  await wait(50);
  await drain(server, 10_000);
  expect(await answer).toBe("whole");
});

test("a caller that asks again and again on the same connection keeps no server alive", async () => {
  const server = await listening((_request, response) => void setTimeout(() => response.end("again"), 200));
  let answers = 0;
  const caller = (async () => {
    for (;;) {
      await ask(server);
      answers += 1;
    }
  })().catch((error: Error) => error);
  await wait(100);
  await drain(server, 60_000);
  expect(await caller).toBeInstanceOf(Error);
  expect(answers).toBe(1);
}, 5_000);

test("what never ends is cut off when patience is over", async () => {
  const server = await listening((_request, response) => void response.write("begun"));
  const answer = ask(server).catch((error: Error) => error);
  await wait(50);
  await drain(server, 200);
  expect(await answer).toBeInstanceOf(Error);
}, 5_000);
