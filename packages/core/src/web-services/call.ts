import { ProblemError } from "@grantry/schema";
import type { Context } from "../context.ts";
import type { StreamedAnswer } from "../egress.ts";
import { currentSettings, egressRules } from "../settings.ts";
import { accessTokenFor } from "../tokens/access-token-for.ts";
import { accessTokenInsteadOf } from "../tokens/instead-of-refused.ts";
import { type Credentials, credentialsOf } from "./credentials.ts";
import { mayRenew, noteRefusedAnew } from "./refused-anew.ts";
import type { CallableService } from "./service.ts";

export type Headers = readonly (readonly [name: string, value: string])[];

export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  /** A stream goes once: a call whose token is refused is then not repeated. */
  readonly body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;
  readonly signal?: AbortSignal | undefined;
}

/** A call as it went. */
export interface Called {
  readonly answer: StreamedAnswer;
  /** As sent, secrets and all. */
  readonly url: URL;
  readonly headers: Headers;
  /** What of it must not be shown. */
  readonly secrets: readonly string[];
  /** The token was refused once and the call repeated with another. */
  readonly tokenRenewed: boolean;
}

/**
 * Calls a web service with what authenticates it put in. A token that is refused (401) is renewed once, and the call
 * repeated; nothing is sent when there is no token to send.
 * @throws ProblemError what accessTokenFor refuses
 */
export async function callService(ctx: Context, service: CallableService, outgoing: Outgoing): Promise<Called> {
  const token = await tokenOf(ctx, service);
  const first = await send(ctx, service, { outgoing, token });
  const { tokenConfigId } = service.row;
  if (token === null || tokenConfigId === null || !first.answer.ok || first.answer.status !== 401) return first;
  if (!mayRenew(ctx, service.row.id)) return first;
  const renewal = accessTokenInsteadOf(ctx, tokenConfigId, token);
  if (outgoing.body instanceof ReadableStream) {
    ctx.platform.afterResponse(renewal); // this one is lost; the caller's next try finds the new token
    return first;
  }
  const renewed = await renewal.catch(() => null); // then the service's own answer says more
  if (renewed === null) return first;
  await first.answer.body?.cancel();
  const second = await send(ctx, service, { outgoing, token: renewed.accessToken });
  if (second.answer.ok && second.answer.status === 401) noteRefusedAnew(ctx, service.row.id);
  return { ...second, secrets: [...first.secrets, ...second.secrets], tokenRenewed: true };
}

async function tokenOf(ctx: Context, { row, tokenConfigName }: CallableService): Promise<string | null> {
  if (row.tokenConfigId === null) return null;
  try {
    return (await accessTokenFor(ctx, row.tokenConfigId)).accessToken;
  } catch (error) {
    if (error instanceof ProblemError) {
      const { slug, message } = error;
      const subject = { webService: row.name, tokenConfig: tokenConfigName, tokenConfigId: row.tokenConfigId };
      ctx.platform.log("error", "web-service.no-token", { ...subject, slug, message });
    }
    throw error;
  }
}

async function send(
  ctx: Context,
  service: CallableService,
  { outgoing, token }: { outgoing: Outgoing; token: string | null },
): Promise<Called> {
  const credentials = credentialsOf(service, { token, settings: await currentSettings(ctx) });
  const url = withQuery(outgoing.url, credentials);
  const headers = withHeaders(outgoing.headers, credentials);
  const stream = ctx.platform.streamWith({
    ...(await egressRules(ctx)),
    timeoutMs: service.details.timeoutSeconds * 1000,
  });
  const { method, body, signal } = outgoing;
  const answer = await stream({ method, url: url.href, headers, body, tls: service.details.tls, signal });
  return { answer, url, headers, secrets: credentials.secrets, tokenRenewed: false };
}

/** What the web service says wins over what the call says. */
function withHeaders(headers: Headers, credentials: Credentials): Headers {
  const names = new Set(credentials.headers.map(([name]) => name.toLowerCase()));
  return [...headers.filter(([name]) => !names.has(name.toLowerCase())), ...credentials.headers];
}

function withQuery(url: URL, { query }: Credentials): URL {
  const complete = new URL(url);
  if (query) complete.searchParams.set(...query);
  return complete;
}
