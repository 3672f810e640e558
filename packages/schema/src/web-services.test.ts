import { expect, test } from "vitest";
import { webServiceInput } from "./web-services.ts";

const inputWith = (ca: string) =>
  webServiceInput.safeParse({ name: "A", type: "rest", endpoint: "https://a.example/", tls: { ca } }).success;

test("an own authority is a certificate in PEM; a hundred thousand characters of beginnings cost nothing", () => {
  expect(inputWith("-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----")).toBe(true);
  expect(inputWith("")).toBe(true);
  expect(inputWith("-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----")).toBe(false);
  const started = performance.now();
  expect(inputWith("-----BEGIN CERTIFICATE-----".repeat(3_700))).toBe(false);
  expect(performance.now() - started).toBeLessThan(100);
});
