import {
  Set as Asn1Set,
  BitString,
  Constructed,
  Integer,
  Null,
  ObjectIdentifier,
  Sequence,
  UTCTime,
  Utf8String,
} from "asn1js";
import { der, parse } from "./asn1.ts";
import { clientKeyOf, type ReadClientKey } from "./private-key.ts";

const rsa = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
} as const;
const CONTEXT = 3;
/** Clocks differ: the certificate holds from a little earlier. */
const BACKDATED_MS = 3_600_000;

/**
 * Makes a key pair and a self-signed certificate to register at the provider. The provider trusts it because it was
 * registered, so it says nothing but a name.
 * @param made `now` and `expiresAt`: ms; `serial`: 16 random bytes
 * @see RFC 5280 §4.1
 */
export async function makeClientKey(made: {
  commonName: string;
  serial: Uint8Array<ArrayBuffer>;
  now: number;
  expiresAt: number;
}): Promise<ReadClientKey> {
  const pair = await crypto.subtle.generateKey(rsa, true, ["sign", "verify"]);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey));
  const privateKey = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
  const content = new Sequence({ value: contentOf(made, publicKey) });
  const signature = await crypto.subtle.sign(rsa.name, pair.privateKey, der(content));
  const certificate = new Sequence({ value: [content, signatureAlgorithm(), new BitString({ valueHex: signature })] });
  return clientKeyOf(privateKey, [der(certificate)], made.now);
}

function contentOf(made: Parameters<typeof makeClientKey>[0], publicKey: Uint8Array<ArrayBuffer>) {
  const name = () =>
    new Sequence({
      value: [
        new Asn1Set({
          value: [
            new Sequence({
              value: [new ObjectIdentifier({ value: "2.5.4.3" }), new Utf8String({ value: made.commonName })],
            }),
          ],
        }),
      ],
    });
  const serial = made.serial.map((byte, index) => (index === 0 ? (byte & 0x3f) | 0x40 : byte)); // positive, and no leading zero
  return [
    new Constructed({ idBlock: { tagClass: CONTEXT, tagNumber: 0 }, value: [new Integer({ value: 2 })] }), // X.509 v3
    new Integer({ valueHex: serial }),
    signatureAlgorithm(),
    name(),
    new Sequence({
      value: [
        new UTCTime({ valueDate: new Date(made.now - BACKDATED_MS) }),
        new UTCTime({ valueDate: new Date(made.expiresAt) }),
      ],
    }),
    name(),
    parse(publicKey),
  ];
}

/** sha256WithRSAEncryption (RFC 4055 §5). */
function signatureAlgorithm(): Sequence {
  return new Sequence({ value: [new ObjectIdentifier({ value: "1.2.840.113549.1.1.11" }), new Null()] });
}
