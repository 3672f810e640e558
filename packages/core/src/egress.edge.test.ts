import { describe, expect, test } from "vitest";
import { isPrivateLiteral, refusesAddress } from "./egress.edge.ts";

const strict = { timeoutMs: 1_000, proxy: null, noProxy: [], allowedPrivateHosts: [], loopbackAllowed: false };

describe("a Worker calls no address of a local network, however it is written", () => {
  test.each([
    "localhost.",
    "sub.localhost.",
    "db.internal.",
    "printer.local.",
    "router.home.arpa.",
    "0x7f.1",
    "2130706433",
    "10.0.0.1.",
    "224.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::ffff:10.0.0.1]",
    "[64:ff9b::10.0.0.1]",
    "[64:ff9b:1::10.0.0.1]",
    "[2002:a00:1::]",
    "[2001::a00:1]",
    "[fec0::1]",
    "[ff02::1]",
  ])("%s", async (host) => {
    expect(await refusesAddress(new URL(`https://${host}/`), strict)).toBe(true);
  });

  test.each(["::1", "::ffff:127.0.0.1", "fd00::1", "0x7f.1", "127.1", "no host"])("mail host %s", (host) => {
    expect(isPrivateLiteral(host)).toBe(true);
  });

  test.each(["login.example.com", "login.example.com.", "93.184.216.34", "[2606:4700::1111]", "[2001:4860::8888]"])(
    "%s is called",
    async (host) => {
      expect(await refusesAddress(new URL(`https://${host}/`), strict)).toBe(false);
    },
  );
});
