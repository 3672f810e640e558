import { type ClientKey, type Secret, secret } from "@grantry/schema";
import { modifyAssertion, PrivateKeyJwt } from "oauth4webapi";
import { keyNames, signingKey } from "./signing-key.ts";

const LIVES_SECONDS = 60;
/** Clocks differ: an assertion from the future is refused. */
const BACKDATED_SECONDS = 30;

/**
 * The parameters by which a client proves itself with a key: an assertion of its own, good for one request.
 * @param request `audience`: the token endpoint; `now`: ms
 * @see RFC 7523 §2.2, §3, OpenID Connect Core §9 (private_key_jwt)
 */
export async function clientAssertion(
  key: ClientKey,
  request: { clientId: string; audience: string; now: number },
): Promise<Record<string, Secret<string>>> {
  const body = new URLSearchParams();
  const issuedAt = Math.floor(request.now / 1000) - BACKDATED_SECONDS;
  const proof = PrivateKeyJwt(await signingKey(key), {
    [modifyAssertion](header, claims) {
      Object.assign(header, { typ: "JWT", ...keyNames(key) });
      const expiresAt = issuedAt + BACKDATED_SECONDS + LIVES_SECONDS;
      Object.assign(claims, { aud: request.audience, iat: issuedAt, nbf: issuedAt, exp: expiresAt });
    },
  });
  await proof({ issuer: request.audience }, { client_id: request.clientId }, body, new Headers());
  return Object.fromEntries([...body].map(([name, value]) => [name, secret(value)]));
}
