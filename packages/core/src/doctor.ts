import { databaseClock } from "@grantry/db";
import type { Context } from "./context.ts";
import { CLOCK_TOLERANCE_MS, clockAheadMs } from "./provider-clock.ts";
import { knownSchemaVersion, proveKeyRing, schemaReadiness } from "./readiness.ts";
import { currentSettings, isLoopback, redirectUriOf, sendFor } from "./settings.ts";
import { listTokenConfigs } from "./token-configs/list.ts";
import { getTokenConfig } from "./token-configs/view.ts";

/** What hosts of one database may be off by: leases of renewals bear it. */
const HOST_CLOCK_TOLERANCE_MS = 30_000;
const MOST_PROVIDERS = 20;

/** One thing that was looked at, and what to know about it. */
export interface Check {
  readonly name: string;
  readonly state: "good" | "warning" | "bad";
  readonly says: string;
}

/** Looks at everything that the main job needs: database, keys, addresses, and each provider with its clock. */
export async function checkDeployment(ctx: Context): Promise<Check[]> {
  return [
    await checkDatabase(ctx),
    ...(ctx.db.isRemote ? [await checkClock(ctx)] : []), // an embedded database has this machine's
    await checkKeys(ctx),
    await checkAddress(ctx),
    ...(await checkProviders(ctx)),
  ];
}

async function checkDatabase(ctx: Context): Promise<Check> {
  const state = await schemaReadiness(ctx.db);
  if (!state.ready) return { name: "database", state: "bad", says: `${state.reason} ${state.action}` };
  return { name: "database", state: "good", says: `reachable, schema version ${knownSchemaVersion}` };
}

async function checkClock({ db, platform }: Context): Promise<Check> {
  const asked = platform.now();
  const theirs = await databaseClock(db);
  const aheadMs = theirs - (asked + platform.now()) / 2;
  if (Math.abs(aheadMs) <= HOST_CLOCK_TOLERANCE_MS) {
    return { name: "clock", state: "good", says: "agrees with the database's" };
  }
  return {
    name: "clock",
    state: "bad",
    says: `${differenceInWords(aheadMs, "the database's")} Beyond 30 s two hosts may renew one token at once. Set the clocks by NTP.`,
  };
}

/** “This machine's clock is 5 minutes behind …'s.” */
function differenceInWords(aheadMs: number, whose: string): string {
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  const long =
    seconds < 120
      ? `${seconds} s`
      : seconds < 7200
        ? `${Math.round(seconds / 60)} minutes`
        : `${Math.round(seconds / 3600)} hours`;
  return `This machine's clock is ${long} ${aheadMs > 0 ? "behind" : "ahead of"} ${whose}.`;
}

async function checkKeys(ctx: Context): Promise<Check> {
  await proveKeyRing(ctx);
  return { name: "key ring", state: "good", says: `opens what is stored; ${ctx.platform.keys.keys.length} key(s)` };
}

async function checkAddress(ctx: Context): Promise<Check> {
  const { FQDN, HttpType } = await currentSettings(ctx);
  const redirectUri = await redirectUriOf(ctx);
  if (redirectUri === null)
    return { name: "address", state: "bad", says: "FQDN is not set. grantry setting set FQDN your.host.name" };
  if (HttpType === "http" && !isLoopback(FQDN ?? "")) {
    return {
      name: "address",
      state: "warning",
      says: `${redirectUri} is not https; most providers refuse it. Serve by https, then set HttpType https.`,
    };
  }
  return { name: "address", state: "good", says: `redirect URI ${redirectUri}` };
}

async function checkProviders(ctx: Context): Promise<Check[]> {
  const page = await listTokenConfigs(ctx, { sort: "name", page: 1, pageSize: 200 });
  const urls = await Promise.all(
    page.items.map(async ({ id }) => (await getTokenConfig(ctx, id)).tokenConfig.tokenUrl),
  );
  const origins = [...new Set(urls.filter((url) => URL.canParse(url)).map((url) => new URL(url).origin))].slice(
    0,
    MOST_PROVIDERS,
  );
  return Promise.all(origins.map((origin) => checkProvider(ctx, origin)));
}

async function checkProvider(ctx: Context, origin: string): Promise<Check> {
  const name = `provider ${new URL(origin).host}`;
  const send = await sendFor(ctx);
  const answer = await send({ method: "GET", url: `${origin}/`, headers: {}, maxBodyBytes: 1024 });
  if (!answer.ok)
    return {
      name,
      state: "bad",
      says: `cannot be reached (${answer.reason}). Check network, proxy and Egress::AllowedPrivateHosts.`,
    };
  const aheadMs = clockAheadMs(answer, ctx.platform.now());
  if (aheadMs === undefined) return { name, state: "good", says: "reachable; it does not tell the time" };
  if (Math.abs(aheadMs) > CLOCK_TOLERANCE_MS) {
    const says = `reachable. ${differenceInWords(aheadMs, "the provider's")} Signed requests are refused then: set this machine's clock by NTP.`;
    return { name, state: "warning", says };
  }
  return { name, state: "good", says: "reachable, clocks agree" };
}
