import {
  type ClientCredentials,
  type ProviderFailure,
  type RequestDescription,
  type Secret,
  secret,
  type TokenConfigDocument,
} from "@grantry/schema";
import * as z from "zod";
import { parseMembers } from "../answer-members.ts";
import { sendAuthenticated } from "../authenticated-request.ts";
import { refusalOfAnswer, refusalOfNetwork, refusalOfSettings } from "../provider-error.ts";
import { quoting } from "../quote.ts";
import { DEVICE_CODE_GRANT } from "../request-blocks.ts";
import type { Send } from "../send.ts";
import { requestToken } from "../token-request.ts";
import type { TokenOutcome } from "../token-response.ts";
import { grantOf } from "./index.ts";

const DEFAULT_INTERVAL_SECONDS = 5;
/** RFC 8628 §3.5: added with every `slow_down`, for good. */
const SLOW_DOWN_SECONDS = 5;
const LONGEST_INTERVAL_SECONDS = 60;

const page = z.url({ protocol: /^https?$/ }).max(2000);
const started = z.looseObject({
  device_code: z
    .string()
    .regex(/^[\x21-\x7e]+$/)
    .max(4000),
  user_code: z
    .string()
    .regex(/^[\x20-\x7e]+$/)
    .max(100),
  verification_uri: page,
  verification_uri_complete: page.optional().catch(undefined),
  expires_in: z.coerce.number().int().min(1).max(86_400),
  interval: z.coerce.number().min(1).max(86_400).transform(Math.ceil).catch(DEFAULT_INTERVAL_SECONDS),
});

/** A begun device authorization: what a person types on which page, and what we ask with until they have. */
export interface DeviceAuthorizationStart {
  readonly deviceCode: Secret<string>;
  readonly userCode: string;
  readonly verificationUri: string;
  readonly verificationUriComplete: string | null;
  readonly expiresInSeconds: number;
  readonly intervalSeconds: number;
}

interface DeviceRequest {
  readonly document: TokenConfigDocument;
  readonly credentials: ClientCredentials;
  readonly now: () => number;
}

/**
 * Begins a device authorization. Pages that are no http or https addresses are not taken: they become links.
 * @see RFC 8628 §3.1, §3.2
 */
export async function startDeviceAuthorization(
  send: Send,
  { credentials, document, now }: DeviceRequest,
): Promise<{ ok: true; started: DeviceAuthorizationStart } | { ok: false; failure: ProviderFailure }> {
  const url = document.Grantry?.DeviceUrl ?? "";
  if (!URL.canParse(url)) return { ok: false, failure: refusalOfSettings("no-device-url") };
  const { answer, sent } = await sendAuthenticated(send, {
    url,
    document,
    credentials,
    parameters: { scope: document.Scope ?? "" },
    now,
  });
  const quote = quoting(sent);
  if (!answer) return { ok: false, failure: refusalOfSettings("no-client-key") };
  if (!answer.ok) return { ok: false, failure: refusalOfNetwork(answer, quote) };
  const { host } = new URL(url);
  const text = new TextDecoder().decode(answer.body).trim();
  const members = parseMembers(text, {});
  if (answer.status >= 300 || !members) {
    const received = { status: answer.status, headers: answer.headers, text, members, now: now() };
    return { ok: false, failure: { ...refusalOfAnswer(received, quote), host, httpStatus: answer.status } };
  }
  const said = Object.fromEntries(Object.keys(started.shape).map((name) => [name, members.named(name)]));
  said["verification_uri"] ??= members.named("verification_url"); // as Google calls it
  const read = started.safeParse(said);
  if (!read.success) return { ok: false, failure: { class: "config", explanation: "device-answer-unusable", host } };
  return {
    ok: true,
    started: {
      deviceCode: secret(read.data.device_code),
      userCode: read.data.user_code,
      verificationUri: read.data.verification_uri,
      verificationUriComplete: read.data.verification_uri_complete ?? null,
      expiresInSeconds: read.data.expires_in,
      intervalSeconds: read.data.interval,
    },
  };
}

/** What asking once led to. */
export type DevicePoll =
  | { readonly kind: "pending"; readonly intervalSeconds: number; readonly failure: ProviderFailure | null }
  | { readonly kind: "granted"; readonly outcome: TokenOutcome & { readonly ok: true } }
  | { readonly kind: "ended"; readonly failure: ProviderFailure };

/**
 * Asks once whether the person has allowed it. Where nothing usable came back, asking goes on at twice the interval.
 * @see RFC 8628 §3.4, §3.5
 */
export async function requestTokenByDeviceCode(
  send: Send,
  request: DeviceRequest & { readonly deviceCode: Secret<string>; readonly intervalSeconds: number },
): Promise<DevicePoll> {
  const { document, intervalSeconds } = request;
  const outcome = await requestToken(send, {
    document,
    description: tokenRequestByDevice(document),
    credentials: request.credentials,
    values: { DeviceCode: request.deviceCode },
    extra: {},
    now: request.now,
  });
  if (outcome.ok) return { kind: "granted", outcome };
  const { failure } = outcome;
  if (failure.error === "authorization_pending") return { kind: "pending", intervalSeconds, failure: null };
  if (failure.error === "slow_down") {
    return { kind: "pending", intervalSeconds: intervalSeconds + SLOW_DOWN_SECONDS, failure: null };
  }
  if (failure.class === "transient") {
    const twice = Math.min(intervalSeconds * 2, LONGEST_INTERVAL_SECONDS);
    const slower = Math.max(intervalSeconds, twice, failure.retryAfterSeconds ?? 0);
    return { kind: "pending", intervalSeconds: slower, failure };
  }
  if (failure.error === "invalid_grant") {
    return { kind: "ended", failure: { ...failure, class: "user", explanation: "device-code-gone" } };
  }
  return { kind: "ended", failure };
}

/** The document's own request by device code, or what it becomes where the document signs in at a browser. */
function tokenRequestByDevice({
  Requests: requests,
  ...document
}: TokenConfigDocument): RequestDescription | undefined {
  if (grantOf({ ...document, Requests: requests }) === "device_code") return requests.TokenByDeviceCode;
  const byCode = requests.TokenByAuthorizationCode;
  if (!byCode) return undefined;
  const { code: _code, redirect_uri: _redirectUri, ...mapping } = byCode.Request.AutofilledParametersMapping ?? {};
  return {
    ...byCode,
    Request: {
      URL: byCode.Request.URL,
      Parameters: { grant_type: DEVICE_CODE_GRANT },
      AutofilledParametersMapping: { ...mapping, device_code: "DeviceCode" },
    },
  };
}
