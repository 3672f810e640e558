import {
  type ClientAuthentication,
  type ClientCredentials,
  type ClientKey,
  type Secret,
  secret,
  type TokenConfigDocument,
} from "@grantry/schema";
import { clientAssertion } from "./client-assertion.ts";

/** One thing by which the client can prove itself. */
export type ClientProof =
  | { readonly kind: "secret"; readonly secret: Secret<string> }
  | { readonly kind: "key"; readonly key: ClientKey }
  | { readonly kind: "nothing" };

/** How the client proves itself with one of them. */
interface ClientAuthenticationParts {
  /** The `Authorization` header, where the proof goes there. */
  readonly authorization: Secret<string> | undefined;
  /** Parameters that carry the proof beyond what the document describes. */
  readonly parameters: Readonly<Record<string, Secret<string>>>;
  /** Internal names that must leave the body. */
  readonly withheld: readonly string[];
}

/** How a document's client proves itself; in the body unless it says otherwise, as in the seed system. */
export function clientAuthenticationOf(document: TokenConfigDocument): ClientAuthentication {
  return document.Grantry?.ClientAuthentication ?? "client_secret_post";
}

/** What there is to prove the client with, in the order in which it is tried. Empty: a key is needed, and there is none. */
export function clientProofs(document: TokenConfigDocument, credentials: ClientCredentials): ClientProof[] {
  const method = clientAuthenticationOf(document);
  if (method === "private_key_jwt") return credentials.clientKeys.map((key) => ({ kind: "key", key }));
  if (method === "none" || credentials.clientSecrets.length === 0) return [{ kind: "nothing" }];
  return credentials.clientSecrets.map((clientSecret) => ({ kind: "secret", secret: clientSecret }));
}

/**
 * The parts of a request by which the client proves itself.
 * @param request `audience`: whom an assertion is for; `now`: the clock, ms
 * @see RFC 6749 §2.3.1 (in body or header), RFC 7523 §2.2 (assertion), RFC 7636 (a public client without any)
 */
export async function authenticateClient(
  document: TokenConfigDocument,
  proof: ClientProof,
  request: { audience: string; now: number },
): Promise<ClientAuthenticationParts> {
  const inBody = { authorization: undefined, parameters: {}, withheld: [] };
  switch (proof.kind) {
    case "nothing":
      return { ...inBody, withheld: ["ClientSecret"] };
    case "key": {
      const parameters = await clientAssertion(proof.key, { ...request, clientId: document.ClientID ?? "" });
      return { ...inBody, parameters, withheld: ["ClientSecret"] };
    }
    case "secret":
      if (clientAuthenticationOf(document) !== "client_secret_basic") return inBody;
      return {
        ...inBody,
        authorization: basicCredentials(document.ClientID ?? "", proof.secret),
        withheld: ["ClientID", "ClientSecret"],
      };
  }
}

/**
 * `Basic` credentials: both parts form-encoded, joined, encoded (RFC 6749 §2.3.1). The form's own encoder leaves `-`,
 * `.`, `_` and `*` bare, so that providers who forget to decode still read most client IDs.
 */
function basicCredentials(clientId: string, clientSecret: Secret<string>): Secret<string> {
  const encode = (text: string) => new URLSearchParams([["", text]]).toString().slice(1);
  return secret(`Basic ${btoa(`${encode(clientId)}:${encode(clientSecret.reveal())}`)}`);
}
