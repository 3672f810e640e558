import { type ClientCredentials, secret, type TokenConfigDocument } from "@grantry/schema";
import { fillPlaceholders } from "../placeholders.ts";
import type { OutgoingAnswer, OutgoingRequest, Send } from "../send.ts";
import { findTemplate } from "../templates/index.ts";

/** An answer as the host hands it over. */
export function answer(status: number, body: string | Uint8Array | object = "", headers: Record<string, string> = {}) {
  const text = typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return {
    ok: true,
    status,
    headers: new Headers(headers),
    body: bytes,
    truncated: false,
  } as const satisfies OutgoingAnswer;
}

/** A provider that gives these answers in turn, and remembers what it was asked. */
export function providerThatGives(...answers: OutgoingAnswer[]): {
  send: Send;
  requests: OutgoingRequest[];
  bodies: () => URLSearchParams[];
} {
  const requests: OutgoingRequest[] = [];
  return {
    requests,
    bodies: () => requests.map(({ body }) => new URLSearchParams(body)),
    send: async (request) => {
      requests.push(request);
      const next = answers[requests.length - 1];
      if (!next) throw new Error("asked more often than expected");
      return next;
    },
  };
}

/** Client secrets in the order in which they are tried. */
export function secrets(...texts: string[]): ClientCredentials {
  return { clientSecrets: texts.map(secret), clientKeys: [] };
}

/** A template's document, filled in. */
export function documentOf(templateId: string, change: Partial<TokenConfigDocument> = {}): TokenConfigDocument {
  const template = findTemplate(templateId);
  if (!template) throw new Error(`there is no template ${templateId}`);
  const places = { practiceOrigin: "http://127.0.0.1:9000", tenant: "contoso.example" };
  const document = fillPlaceholders(template.document, places);
  return {
    ...document,
    ClientID: "client-1",
    ...change,
    Grantry: { ...document.Grantry, Template: templateId, ...change.Grantry },
  };
}

/** An unsigned id_token with these claims. */
export function idTokenWith(claims: unknown): string {
  const encode = (value: unknown) => {
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    return btoa(String.fromCharCode(...bytes))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replaceAll("=", "");
  };
  return `${encode({ alg: "none" })}.${encode(claims)}.`;
}
