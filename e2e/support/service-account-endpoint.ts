import { type KeyObject, verify } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A token endpoint for service accounts, as Google's: it checks the assertion's signature and claims (RFC 7523 §3). */
export interface ServiceAccountEndpoint {
  readonly origin: string;
  /** Whom tokens were given for. */
  readonly subjects: string[];
  close(): Promise<void>;
}

/** Starts one that knows a single account. */
export async function startServiceAccountEndpoint(account: {
  readonly address: string;
  readonly publicKey: KeyObject;
}): Promise<ServiceAccountEndpoint> {
  const subjects: string[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const claims = claimsIn(new URLSearchParams(body).get("assertion") ?? "", account.publicKey);
    const isGood = claims?.iss === account.address && claims.aud === `${origin}/token`;
    if (isGood) subjects.push(claims.sub);
    response.writeHead(isGood ? 200 : 400, { "content-type": "application/json" });
    response.end(
      JSON.stringify(
        isGood
          ? { access_token: "of-an-assertion", expires_in: 3600, token_type: "Bearer" }
          : { error: "invalid_grant" },
      ),
    );
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`; // listening on TCP
  return { origin, subjects, close: () => new Promise((closed) => server.close(() => closed())) };
}

interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
}

function claimsIn(assertion: string, publicKey: KeyObject): Claims | undefined {
  const [header = "", claims = "", signature = ""] = assertion.split(".");
  const isSigned = verify("sha256", Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, "base64url"));
  return isSigned ? (JSON.parse(Buffer.from(claims, "base64url").toString()) as Claims) : undefined;
}
