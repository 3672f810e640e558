import {
  clientCredentialsOf,
  type DeviceAuthorizationRow,
  dueDeviceAuthorizations,
  endDeviceAuthorization,
  findDeviceAuthorization,
  findTokenConfig,
  insertDeviceAuthorization,
  keepPolling,
  noteHistory,
  readDocument,
  nextDevicePollAt as readNextPollAt,
  takeDevicePoll,
  writeBatch,
} from "@grantry/db";
import { requestTokenByDeviceCode, startDeviceAuthorization as startAtProvider } from "@grantry/oauth";
import { type DeviceAuthorization, ProblemError, type ProblemSlug, providerFailure, sayProblem } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { toInstant } from "../instants.ts";
import { requestTimeoutSeconds, sendFor } from "../settings.ts";
import { existingTokenConfig } from "../token-configs/existing.ts";
import { refusalOf, refuseUnlessInUse } from "../tokens/refusal.ts";
import { sayFailure } from "../tokens/status.ts";
import { keepGrant } from "./keep-grant.ts";
import { type AuthorizationOutcome, authorizationOutcome } from "./outcome.ts";

/** Beyond the request's own time: time to save. */
const POLL_BEYOND_REQUEST_MS = 15_000;

/**
 * Begins a device authorization: someone types a code on a page of the provider, on any device. From then on the
 * provider is asked by the clock and by whoever reads, one at a time, until it says how it ended.
 * @throws ProblemError grant-has-no-device-authorization, not-in-use, needs-settings, provider-refused
 * @see RFC 8628
 */
export async function startDeviceAuthorization(ctx: Context, nameOrId: string): Promise<DeviceAuthorization> {
  const { db, platform } = ctx;
  const { config } = await existingTokenConfig(ctx, nameOrId);
  refuseUnlessInUse(config);
  const document = await readDocument(db, platform.keys, config.id);
  if (config.grant !== "device_code" && !(config.grant === "authorization_code" && document.Grantry?.DeviceUrl)) {
    throw new ProblemError("grant-has-no-device-authorization", { parameters: { name: config.name } });
  }
  const begun = await startAtProvider(await sendFor(ctx), {
    document,
    credentials: await clientCredentialsOf(db, platform.keys, config.appRegistrationId),
    now: platform.now,
  });
  if (!begun.ok) throw refusalOf(config, begun.failure, ctx.language);
  const { deviceCode, expiresInSeconds, intervalSeconds, userCode, verificationUri, verificationUriComplete } =
    begun.started;
  const [id, now] = [newId(platform), platform.now()];
  await writeBatch(db, [
    ...(await insertDeviceAuthorization(db, platform.keys, {
      id,
      configId: config.id,
      deviceCode,
      userCode,
      verificationUri,
      verificationUriComplete,
      intervalSeconds,
      nextPollAt: now + intervalSeconds * 1000,
      language: ctx.language,
      settingsGeneration: config.settingsGeneration,
      startedAt: now,
      expiresAt: now + expiresInSeconds * 1000,
    })),
    audit(ctx, "authorization.started", { id: config.id, label: config.name }, { device: true }),
  ]);
  return getDeviceAuthorization(ctx, config.id, id);
}

/**
 * How far a device authorization is. Whoever reads also asks the provider, where it is time and nobody else does: so
 * that it goes on where there is no clock.
 * @throws ProblemError token-config-not-found, device-authorization-not-found
 */
export async function getDeviceAuthorization(ctx: Context, nameOrId: string, id: string): Promise<DeviceAuthorization> {
  const { config } = await existingTokenConfig(ctx, nameOrId);
  const row = await findDeviceAuthorization(ctx.db, { configId: config.id, id });
  if (!row) throw new ProblemError("device-authorization-not-found", { parameters: { name: id } });
  if (row.nextPollAt === null || row.nextPollAt > ctx.platform.now()) return viewOf(ctx, row);
  const poll = pollOnce(ctx, { id, configId: config.id });
  ctx.platform.afterResponse(poll);
  await poll;
  return viewOf(ctx, (await findDeviceAuthorization(ctx.db, { configId: config.id, id })) ?? row);
}

/** Asks about those that it is time to ask about. @returns how many were turned to */
export async function pollDeviceAuthorizations(ctx: Context, most: number): Promise<number> {
  const now = ctx.platform.now();
  const due = await dueDeviceAuthorizations(ctx.db, { now, limit: most });
  const polls = await Promise.allSettled(due.map((one) => pollOnce(ctx, one)));
  for (const poll of polls) {
    // One that breaks must not stop the others; it is due again when its time is over.
    if (poll.status === "rejected")
      ctx.platform.log("error", "device-authorization.broke", { error: String(poll.reason) });
  }
  return due.length;
}

/** When the next is to be asked about, ms; `null`: none is open. */
export async function nextDevicePollAt(ctx: Context): Promise<number | null> {
  return readNextPollAt(ctx.db);
}

/** Asks the provider once, unless someone else does. */
async function pollOnce(ctx: Context, of: { id: string; configId: string }): Promise<void> {
  const { db, platform } = ctx;
  const now = platform.now();
  const until = now + (await requestTimeoutSeconds(ctx)) * 1000 + POLL_BEYOND_REQUEST_MS;
  const row = await findDeviceAuthorization(db, of);
  if (!row || row.endedAt !== null) return;
  const deviceCode = await takeDevicePoll(db, platform.keys, { id: of.id, now, until });
  if (!deviceCode) return;
  if (row.expiresAt <= now) {
    return end(ctx, row, { kind: "failed", failure: { class: "user", explanation: "device-code-expired" } });
  }
  const found = await findTokenConfig(db, of.configId);
  if (!found) return;
  if (found.config.settingsGeneration !== row.settingsGeneration) {
    const parameters = { name: found.config.name };
    return end(ctx, row, { kind: "refused", slug: "settings-changed-meanwhile", parameters });
  }
  const document = await readDocument(db, platform.keys, of.configId);
  const polled = await requestTokenByDeviceCode(await sendFor(ctx), {
    document,
    credentials: await clientCredentialsOf(db, platform.keys, found.config.appRegistrationId),
    deviceCode,
    intervalSeconds: row.intervalSeconds,
    now: platform.now,
  });
  switch (polled.kind) {
    case "pending": {
      const { failure: trouble, intervalSeconds } = polled;
      return keepPolling(db, { id: of.id, at: platform.now() + intervalSeconds * 1000, intervalSeconds, trouble });
    }
    case "ended":
      return end(ctx, row, { kind: "failed", failure: polled.failure });
    case "granted":
      return end(ctx, row, await keepGrant(ctx, { ...found, document, got: polled.outcome.token, startedAt: now }));
  }
}

async function end(ctx: Context, row: DeviceAuthorizationRow, outcome: AuthorizationOutcome): Promise<void> {
  const now = ctx.platform.now();
  await endDeviceAuthorization(ctx.db, { id: row.id, outcome: JSON.stringify(outcome), now });
  if (outcome.kind === "granted") return;
  const { kind: _kind, ...facts } = outcome;
  const cause = "failure" in facts ? facts.failure : facts;
  const found = await findTokenConfig(ctx.db, row.configId);
  if (!found) return;
  await writeBatch(ctx.db, [
    audit(ctx, "authorization.failed", { id: row.configId, label: found.config.name }, { cause }),
    ...noteHistory(row.configId, {
      id: newId(ctx.platform),
      at: now,
      kind: "authorization",
      durationMs: now - row.startedAt,
      cause,
    }),
  ]);
}

function viewOf(ctx: Context, row: DeviceAuthorizationRow): DeviceAuthorization {
  const outcome = row.outcome === null ? null : authorizationOutcome.parse(JSON.parse(row.outcome));
  return {
    id: row.id,
    status: statusOf(outcome),
    userCode: row.userCode,
    verificationUri: row.verificationUri,
    verificationUriComplete: row.verificationUriComplete,
    startedAt: toInstant(row.startedAt),
    expiresAt: toInstant(row.expiresAt),
    nextPollAt: toInstant(row.nextPollAt),
    account: outcome?.kind === "granted" ? outcome.account : null,
    problem: problemOf(ctx, row, outcome),
  };
}

function statusOf(outcome: AuthorizationOutcome | null): DeviceAuthorization["status"] {
  if (outcome === null) return "pending";
  if (outcome.kind === "granted") return "granted";
  if (outcome.kind === "refused") return "failed";
  switch (outcome.failure.explanation) {
    case "declined":
      return "denied";
    case "device-code-expired":
      return "expired";
    default:
      return "failed";
  }
}

function problemOf(
  ctx: Context,
  { endedAt, trouble }: DeviceAuthorizationRow,
  outcome: AuthorizationOutcome | null,
): DeviceAuthorization["problem"] {
  if (outcome?.kind === "failed") return sayFailure(outcome.failure, ctx.language, endedAt);
  if (outcome?.kind === "refused") {
    return sayProblem(new ProblemError(outcome.slug as ProblemSlug, { parameters: outcome.parameters }), ctx.language);
  }
  return trouble === null ? null : sayFailure(providerFailure.parse(JSON.parse(trouble)), ctx.language, null);
}
