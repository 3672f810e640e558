import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { addressesToTry } from "./addresses-to-try.ts";
import type { MailFault } from "./mail-fault.ts";
import { nodeMailNetwork } from "./network.node.ts";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close();
    await once(server, "close");
  }
});

/** A server that greets and closes. */
async function listening(host: string): Promise<number> {
  const server = createServer((socket) => socket.end(`greeting from ${host}`)).listen(0, host);
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}

const network = (more: object = {}) =>
  nodeMailNetwork({ timeoutMs: 2_000, isListed: () => true, isPublic: () => false, ...more });

async function greetingAt(addresses: readonly string[], port: number): Promise<string> {
  const socket = await network().connect(addresses, port);
  const greeting = new TextDecoder().decode((await socket.read()) ?? new Uint8Array());
  socket.close();
  return greeting;
}

test("the next address is tried where one takes no connection", async () => {
  const port = await listening("127.0.0.1");
  expect(await greetingAt(["::1", "127.0.0.1"], port)).toBe("greeting from 127.0.0.1");
  expect(await greetingAt(["127.0.0.2", "127.0.0.3", "127.0.0.1"], port)).toBe("greeting from 127.0.0.1");
});

test("the first address that can be reached is the one that is used", async () => {
  const port = await listening("127.0.0.2");
  const other = createServer((socket) => socket.end("greeting from the wrong one")).listen(port, "127.0.0.3");
  servers.push(other);
  await once(other, "listening");
  expect(await greetingAt(["127.0.0.2", "127.0.0.3"], port)).toBe("greeting from 127.0.0.2");
});

test("where none can be reached, all are named", async () => {
  const port = await listening("127.0.0.1");
  const fault = await network()
    .connect(["127.0.0.2", "127.0.0.3"], port)
    .catch((error: MailFault) => error.failure);
  expect(fault).toMatchObject({
    explanation: "connection-refused",
    said: "127.0.0.2 ECONNREFUSED, 127.0.0.3 ECONNREFUSED",
  });
});

test("an address that never answers takes only its share of the time", async () => {
  const port = await listening("127.0.0.1");
  const startedAt = performance.now();
  // Reserved for documentation (RFC 5737): whether a network drops it or refuses it, the next one is tried.
  expect(await greetingAt(["192.0.2.1", "127.0.0.1"], port)).toBe("greeting from 127.0.0.1");
  expect(performance.now() - startedAt).toBeLessThan(1_900);
});

test("each address is judged for itself: of a name that has a private one, the public ones are left", async () => {
  const isListed = () => false;
  expect(await network({ isListed, isPublic: () => true }).resolve("localhost", 993)).toContain("127.0.0.1");
  const refusing = network({ isListed, isPublic: (address: string) => address !== "127.0.0.1" && address !== "::1" });
  await expect(refusing.resolve("localhost", 993)).rejects.toMatchObject({
    failure: { explanation: "blocked-address" },
  });
  await expect(refusing.resolve("127.0.0.1", 993)).rejects.toMatchObject({
    failure: { explanation: "blocked-address" },
  });
});

test("families are tried in turns, in the name service's order, eight at most", () => {
  expect(addressesToTry(["::1", "::2", "::3", "10.0.0.1", "10.0.0.2"])).toEqual([
    "::1",
    "10.0.0.1",
    "::2",
    "10.0.0.2",
    "::3",
  ]);
  expect(addressesToTry(["10.0.0.1", "::1", "::2"])).toEqual(["10.0.0.1", "::1", "::2"]);
  expect(addressesToTry(Array.from({ length: 20 }, (_, index) => `10.0.0.${index}`))).toHaveLength(8);
  expect(addressesToTry([])).toEqual([]);
});
