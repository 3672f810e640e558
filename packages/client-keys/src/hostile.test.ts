import { type BaseBlock, Constructed, Integer, ObjectIdentifier, OctetString, Sequence } from "asn1js";
import { expect, test, vi } from "vitest";
import { der } from "./asn1.ts";
import { ClientKeyRefused } from "./faults.ts";
import { readPem } from "./pem.ts";
import { readPkcs12 } from "./pkcs12.ts";

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const sequence = (...value: BaseBlock[]) => new Sequence({ value });
const name = (value: string) => new ObjectIdentifier({ value });
const bytes = (valueHex: Uint8Array<ArrayBuffer>) => new OctetString({ valueHex });
const tagged = (inner: BaseBlock) => new Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: [inner] });
const DATA = "1.2.840.113549.1.7.1";

/** Locked by PBES2 with as many rounds as are taken at all. */
const dear = () => {
  const derivation = sequence(
    name("1.2.840.113549.1.5.12"),
    sequence(bytes(new Uint8Array(8)), new Integer({ value: 2_000_000 })),
  );
  const scheme = sequence(name("2.16.840.1.101.3.4.1.42"), bytes(new Uint8Array(16)));
  return sequence(name("1.2.840.113549.1.5.13"), sequence(derivation, scheme));
};
const file = (...safes: BaseBlock[]) =>
  base64(der(sequence(new Integer({ value: 3 }), sequence(name(DATA), tagged(bytes(der(sequence(...safes))))))));

async function faultOf(reading: Promise<unknown>): Promise<string> {
  const thrown = await reading.catch((error: unknown) => error);
  return thrown instanceof ClientKeyRefused ? thrown.fault : String(thrown);
}

test("a file of many locked keys is refused before any is unlocked", async () => {
  const derive = vi.spyOn(crypto.subtle, "deriveKey");
  const key = () => sequence(name("1.2.840.113549.1.12.10.1.2"), tagged(sequence(dear(), bytes(new Uint8Array(32)))));
  const safe = sequence(name(DATA), tagged(bytes(der(sequence(...Array.from({ length: 500 }, key))))));
  expect(await faultOf(readPkcs12(file(safe), "p", 0))).toBe("several-private-keys");
  const locked = () => {
    const content = sequence(name(DATA), dear(), bytes(new Uint8Array(32)));
    return sequence(name("1.2.840.113549.1.7.6"), tagged(sequence(new Integer({ value: 0 }), content)));
  };
  expect(await faultOf(readPkcs12(file(...Array.from({ length: 500 }, locked)), "p", 0))).toBe("damaged");
  expect(derive).not.toHaveBeenCalled();
  derive.mockRestore();
});

test.each([
  ["indefinite", [0x30, 0x80]],
  ["definite", [0x30, 0x84, 0x7f, 0xff, 0xff, 0xff]],
])("a structure nested without end (%s) is no such file", async (_title, level) => {
  const nested = Uint8Array.from({ length: 150_000 }, (_, at) => level[at % level.length] ?? 0);
  expect(await faultOf(readPkcs12(base64(nested), "p", 0))).toBe("no-pkcs12");
});

test("beginnings without an end cost no more than their length", async () => {
  const started = performance.now();
  expect(await faultOf(readPem("-----BEGIN A-----".repeat(11_700), "", 0))).toBe("no-pem");
  expect(performance.now() - started).toBeLessThan(300);
});
