import { type Secret, secret } from "@grantry/schema";

/** Who signs in, and with what. */
export type Credential =
  | { readonly kind: "password"; readonly login: string; readonly password: Secret<string> }
  | { readonly kind: "token"; readonly login: string; readonly accessToken: Secret<string> };

/** The ways of signing in that the protocols here know, the preferred ones first. */
export type Mechanism = "XOAUTH2" | "OAUTHBEARER" | "PLAIN";

const mechanismsFor: Readonly<Record<Credential["kind"], readonly Mechanism[]>> = {
  token: ["XOAUTH2", "OAUTHBEARER"],
  password: ["PLAIN"],
};

/** The mechanism to use of those that the server offers; `undefined`: none fits. */
export function mechanismFor(credential: Credential, offered: readonly string[]): Mechanism | undefined {
  const upper = offered.map((name) => name.toUpperCase());
  return mechanismsFor[credential.kind].find((mechanism) => upper.includes(mechanism));
}

/** What the client sends first, in base64 without line breaks. */
export function initialResponse(
  mechanism: Mechanism,
  credential: Credential,
  server: { readonly host: string; readonly port: number },
): Secret<string> {
  return secret(base64(textOf(mechanism, credential, server)));
}

/**
 * How a client answers the error that a server sends before it refuses a token: nothing, or one control character.
 * @see RFC 7628 §3.2.3
 */
export function answerToError(mechanism: Mechanism): string {
  return mechanism === "OAUTHBEARER" ? "AQ==" : "";
}

/** What a server may ask in one sign-in: for the first response, and for the answer to its error. */
export const MOST_CHALLENGES = 4;

/** What each mechanism that fits sends, before it becomes base64. */
export function saslTexts(credential: Credential, server: { host: string; port: number }): readonly string[] {
  return mechanismsFor[credential.kind].map((mechanism) => textOf(mechanism, credential, server));
}

function textOf(mechanism: Mechanism, credential: Credential, server: { host: string; port: number }): string {
  const { login } = credential;
  if (credential.kind === "password") return `\0${login}\0${credential.password.reveal()}`; // RFC 4616 §2
  const token = credential.accessToken.reveal();
  if (mechanism === "XOAUTH2") return `user=${login}\x01auth=Bearer ${token}\x01\x01`;
  // RFC 7628 §3.1; "=" and "," are escaped in a GS2 header (RFC 5801 §4).
  const name = login.replaceAll("=", "=3D").replaceAll(",", "=2C");
  return `n,a=${name},\x01host=${server.host}\x01port=${server.port}\x01auth=Bearer ${token}\x01\x01`;
}

/** Of a text in UTF-8, without line breaks. */
export function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}

/**
 * The error that servers send in base64 before they refuse a token, opened: a JSON object with `status`, `schemes` and
 * `scope` (RFC 7628 §3.2.2, and the same for XOAUTH2). `undefined`: it is none.
 */
export function openedError(line: string): string | undefined {
  const [, encoded] = /^\+ ?([A-Za-z0-9+/]{8,}={0,2})\s*$/.exec(line) ?? [];
  if (encoded === undefined) return undefined;
  try {
    const text = atob(encoded);
    return text.trimStart().startsWith("{") ? text : undefined;
  } catch {
    return undefined;
  }
}
