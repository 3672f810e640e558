import { type ClientCredentials, Secret, secret, type TokenConfigDocument } from "@grantry/schema";
import { authenticateClient, clientProofs } from "./client-authentication.ts";
import { speaksForMany } from "./issuer.ts";
import { encodeParameters } from "./request-parameters.ts";
import type { OutgoingAnswer, Send } from "./send.ts";

const MAX_BODY_BYTES = 64 * 1024;

/**
 * A request to an endpoint beside the token endpoint, at which the client proves itself in the same way: device
 * authorization (RFC 8628 §3.1), revocation (RFC 7009 §2.1). The next secret or key is tried after a 401.
 * @returns `answer`: `undefined` where a key is needed and there is none; `sent`: what must not be quoted
 */
export async function sendAuthenticated(
  send: Send,
  request: {
    url: string;
    document: TokenConfigDocument;
    credentials: ClientCredentials;
    parameters: Readonly<Record<string, string | Secret<string>>>;
    now: () => number;
  },
): Promise<{ answer: OutgoingAnswer | undefined; sent: Secret<string>[] }> {
  const { credentials, document, url } = request;
  const sent: Secret<string>[] = Object.values(request.parameters).filter((value) => value instanceof Secret);
  let answer: OutgoingAnswer | undefined;
  for (const proof of clientProofs(document, credentials)) {
    const audience = audienceOf(document) ?? url;
    const { authorization, parameters } = await authenticateClient(document, proof, { audience, now: request.now() });
    const own: Record<string, Secret<string>> = {
      ...parameters,
      ...(!authorization && { client_id: secret(document.ClientID ?? "") }),
      ...(proof.kind === "secret" && !authorization && { client_secret: proof.secret }),
    };
    sent.push(
      ...(authorization ? [authorization] : []),
      ...Object.values(parameters),
      ...(proof.kind === "secret" ? [proof.secret] : []),
    );
    const body = Object.entries({ ...request.parameters, ...own }).map(([name, value]): [string, string] => [
      name,
      typeof value === "string" ? value : value.reveal(),
    ]);
    answer = await send({
      method: "POST",
      url,
      headers: {
        accept: "application/json",
        "content-type": "application/x-www-form-urlencoded",
        ...(authorization && { authorization: authorization.reveal() }),
      },
      body: encodeParameters(body),
      maxBodyBytes: MAX_BODY_BYTES,
    });
    if (!answer.ok || answer.status !== 401) break;
  }
  return { answer, sent };
}

/** The issuer, where it is one and not many (RFC 7523 §3). */
function audienceOf({ Grantry }: TokenConfigDocument): string | undefined {
  const issuer = Grantry?.Issuer;
  return issuer === undefined || speaksForMany(issuer) ? undefined : issuer;
}
