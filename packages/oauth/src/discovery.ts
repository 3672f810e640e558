import type { ProviderFailure } from "@grantry/schema";
import * as z from "zod";
import { maySpeakFor } from "./issuer.ts";
import { refusalOfNetwork } from "./provider-error.ts";
import { quoting } from "./quote.ts";
import type { Send } from "./send.ts";

const MAX_BODY_BYTES = 1024 * 1024;

/** Metadata of an authorization server, as far as it is used here (RFC 8414 §2, RFC 8628 §4). */
const metadata = z.looseObject({
  issuer: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  device_authorization_endpoint: z.url().optional().catch(undefined),
  revocation_endpoint: z.url().optional().catch(undefined),
  /** RFC 9207 §3. */
  authorization_response_iss_parameter_supported: z.boolean().catch(false),
  scopes_supported: z.array(z.string()).catch([]),
});

export interface Discovered {
  readonly issuer: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  /** Empty: the provider offers none. */
  readonly deviceUrl: string;
  readonly revocationUrl: string;
  /** It promises to name itself in every redirect. */
  readonly issuerRequired: boolean;
  readonly scopesSupported: readonly string[];
}

export type DiscoveryOutcome =
  | { readonly ok: true; readonly discovered: Discovered }
  | { readonly ok: false; readonly why: "not-found" | "not-metadata"; readonly url: string }
  | { readonly ok: false; readonly why: "unreachable"; readonly url: string; readonly failure: ProviderFailure }
  | {
      readonly ok: false;
      readonly why: "other-issuer";
      readonly url: string;
      readonly asked: string;
      /** Whom the document speaks for. */
      readonly got: string;
    };

/**
 * Reads a provider's metadata from its issuer or from the address of the document itself. What it says of itself must
 * be the issuer that was asked (RFC 8414 §3.3): a document that names another one is refused, but for what
 * {@link maySpeakFor} knows of providers with many tenants.
 * @see OpenID Connect Discovery 1.0 §4, RFC 8414 §3
 */
export async function discoverProvider(send: Send, address: URL): Promise<DiscoveryOutcome> {
  let last: DiscoveryOutcome = { ok: false, why: "not-found", url: address.href };
  for (const { url, issuer } of candidates(address)) {
    const answer = await send({
      method: "GET",
      url,
      headers: { accept: "application/json" },
      maxBodyBytes: MAX_BODY_BYTES,
    });
    if (!answer.ok) return { ok: false, why: "unreachable", url, failure: refusalOfNetwork(answer, quoting([])) };
    if (answer.status !== 200 || answer.truncated) continue;
    const read = metadata.safeParse(jsonOf(answer.body));
    if (!read.success) last = { ok: false, why: "not-metadata", url };
    else if (!maySpeakFor(issuer, read.data.issuer))
      last = { ok: false, why: "other-issuer", url, asked: issuer, got: read.data.issuer };
    else return { ok: true, discovered: discoveredFrom(read.data) };
  }
  return last;
}

function discoveredFrom(read: z.infer<typeof metadata>): Discovered {
  return {
    issuer: read.issuer,
    authorizationUrl: read.authorization_endpoint,
    tokenUrl: read.token_endpoint,
    deviceUrl: read.device_authorization_endpoint ?? "",
    revocationUrl: read.revocation_endpoint ?? "",
    issuerRequired: read.authorization_response_iss_parameter_supported,
    scopesSupported: read.scopes_supported,
  };
}

/** Where the document may lie, and the issuer that it then speaks for. */
function candidates(address: URL): { url: string; issuer: string }[] {
  const text = `${address.origin}${address.pathname}`;
  const [, before, kind, after = ""] =
    /^(.*)\/\.well-known\/(openid-configuration|oauth-authorization-server)(\/.*)?$/.exec(text) ?? [];
  if (kind !== undefined) return [{ url: address.href, issuer: `${before}${after}` }];
  const issuer = withoutSlash(text);
  const path = withoutSlash(address.pathname);
  return [
    { url: `${issuer}/.well-known/openid-configuration`, issuer },
    { url: `${address.origin}/.well-known/oauth-authorization-server${path}`, issuer },
  ];
}

function withoutSlash(text: string): string {
  return text.replace(/\/$/, "");
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined; // told as what it is: no metadata
  }
}
