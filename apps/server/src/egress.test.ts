import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { connect, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import type { EgressRules } from "@grantry/core";
import { afterEach, describe, expect, test } from "vitest";
import { sendWith } from "./egress.ts";
import { refusesAddress } from "./egress-route.ts";

const strict: EgressRules = {
  timeoutMs: 2_000,
  proxy: null,
  noProxy: [],
  allowedPrivateHosts: [],
  loopbackAllowed: false,
};
const onLoopback = { ...strict, loopbackAllowed: true };
const MAX_BYTES = 64 * 1024;
const running: Server[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  }
});

async function serve(answer: RequestListener): Promise<{ url: string; host: string; server: Server }> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  running.push(server);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return { url: `http://127.0.0.1:${address.port}/`, host: `127.0.0.1:${address.port}`, server };
}

const get = (url: string, rules: EgressRules = onLoopback) =>
  sendWith(rules)({ method: "GET", url, headers: {}, maxBodyBytes: MAX_BYTES });

describe("refuses before anything is sent", () => {
  test.each([
    "http://example.com/",
    "http://127.0.0.1/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://10.0.0.1/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://[fd00::1]/",
    "https://[fe80::1]/",
    "https://0.0.0.0/",
    "https://localhost/",
    "https://sub.localhost/",
  ])("%s", async (url) => {
    expect(await get(url, strict)).toMatchObject({ ok: false, reason: expect.stringMatching(/blocked|dns/) });
  });

  test("loopback is this machine's only while the product itself is there", async () => {
    const { url } = await serve((_request, response) => response.end("here"));
    expect(await get(url, strict)).toMatchObject({ ok: false, reason: "blocked" });
    expect(await get(url)).toMatchObject({ ok: true, status: 200 });
  });

  test("the metadata address stays closed while loopback is open", async () => {
    expect(await get("http://169.254.169.254/")).toMatchObject({ ok: false, reason: "blocked" });
  });
});

describe("a listed private host", () => {
  test("by http:// is reached plainly, on that port alone", async () => {
    const { url, host } = await serve((_request, response) => response.end("here"));
    const rules = { ...strict, allowedPrivateHosts: [`http://${host}`] };
    expect(await get(url, rules)).toMatchObject({ ok: true });
    const other = await serve((_request, response) => response.end("there"));
    expect(await get(other.url, rules)).toMatchObject({ ok: false, reason: "blocked" });
  });

  test("without http:// is not reached plainly", async () => {
    const { url, host } = await serve((_request, response) => response.end("here"));
    expect(await get(url, { ...strict, allowedPrivateHosts: [host] })).toMatchObject({ ok: false, reason: "blocked" });
  });
});

describe("an answer", () => {
  test("that redirects is not followed", async () => {
    let asked = 0;
    const { url } = await serve((_request, response) => {
      asked += 1;
      response.writeHead(302, { location: "/elsewhere" }).end();
    });
    expect(await get(url)).toMatchObject({ ok: true, status: 302 });
    expect(asked).toBe(1);
  });

  test("is read up to the limit", async () => {
    const { url } = await serve((_request, response) => response.end(Buffer.alloc(1_000_000, "a")));
    const answer = await get(url);
    expect(answer).toMatchObject({ ok: true, truncated: true });
    expect(answer.ok && answer.body.length).toBe(MAX_BYTES);
  });

  test("that unpacks to more than the limit is read up to it", async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const { url } = await serve((_request, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(bomb),
    );
    const answer = await get(url);
    expect(answer).toMatchObject({ ok: true, truncated: true });
    expect(answer.ok && answer.body.length).toBe(MAX_BYTES);
  });

  test.each<[string, RequestListener]>([
    ["never comes", () => undefined],
    ["stops in the middle", (_request, response) => response.writeHead(200).write("{")],
  ])("that %s ends with the time limit", async (_title, listener) => {
    const { url } = await serve(listener);
    const began = performance.now();
    expect(await get(url, { ...onLoopback, timeoutMs: 300 })).toMatchObject({ ok: false, reason: "timeout" });
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  test("that breaks off is a reset, a closed port is refused, an unknown name has no address", async () => {
    const { url } = await serve((request) => request.socket.destroy());
    expect(await get(url)).toMatchObject({ ok: false, reason: "reset" });
    const gone = await serve(() => undefined);
    running.pop();
    gone.server.close();
    await once(gone.server, "close");
    expect(await get(gone.url)).toMatchObject({ ok: false, reason: "refused" });
    expect(await get("https://no-such-name.invalid/", strict)).toMatchObject({ ok: false, reason: "dns" });
  });
});

describe("parity 24: a proxy", () => {
  test("is used for the outside, and not for the hosts that are excepted", async () => {
    const tunnels: string[] = [];
    const proxy = await serve(() => undefined);
    proxy.server.on("connect", (request, socket: Socket) => {
      tunnels.push(request.url ?? "");
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    });
    const rules = { ...strict, proxy: proxy.url };
    expect(await get("https://example.com/", rules)).toMatchObject({ ok: false });
    expect(tunnels).toEqual(["example.com:443"]);
    await get("https://no-such-name.invalid/", { ...rules, noProxy: ["no-such-name.invalid"] });
    expect(tunnels).toHaveLength(1);
  });

  test("is not a way around the rules", async () => {
    const proxy = await serve(() => undefined);
    proxy.server.on("connect", (_request, socket: Socket) => connect(1, "127.0.0.1").on("error", () => socket.end()));
    const rules = { ...strict, proxy: proxy.url };
    expect(await get("https://169.254.169.254/", rules)).toMatchObject({ ok: false, reason: "blocked" });
    expect(await get("http://example.com/", rules)).toMatchObject({ ok: false, reason: "blocked" });
  });
});

describe("an address is judged before anything is sent", () => {
  const judge = (url: string, rules: Partial<EgressRules> = {}) =>
    refusesAddress(new URL(url), { ...strict, ...rules });

  test("by itself, and by what its name resolves to", async () => {
    expect(await judge("https://10.0.0.1/token")).toBe(true);
    expect(await judge("https://localhost/token")).toBe(true);
    expect(await judge("https://localhost/token", { loopbackAllowed: true })).toBe(false);
    expect(await judge("https://10.0.0.1/token", { allowedPrivateHosts: ["10.0.0.1"] })).toBe(false);
    expect(await judge("http://example.com/token")).toBe(true);
  });

  test("a name that is not known, no time to look it up, a proxy that does: nothing is said against it", async () => {
    expect(await judge("https://nowhere.invalid/token")).toBe(false);
    expect(await judge("https://localhost/token", { timeoutMs: 0 })).toBe(false);
    expect(await judge("https://sso.example.com/token", { proxy: "http://proxy.example.com:3128" })).toBe(false);
  });
});
