import type { Context } from "./context.ts";
import { knownSchemaVersion, proveKeyRing, schemaReadiness } from "./readiness.ts";
import { currentSettings, isLoopback, redirectUriOf, sendFor } from "./settings.ts";
import { listTokenConfigs } from "./token-configs/list.ts";
import { getTokenConfig } from "./token-configs/view.ts";

const CLOCK_TOLERANCE_MS = 120_000;
const MOST_PROVIDERS = 20;

/** One thing that was looked at, and what to know about it. */
export interface Check {
  readonly name: string;
  readonly state: "good" | "warning" | "bad";
  readonly says: string;
}

/** Looks at everything that the main job needs: database, keys, addresses, and each provider with its clock. */
export async function checkDeployment(ctx: Context): Promise<Check[]> {
  return [await checkDatabase(ctx), await checkKeys(ctx), await checkAddress(ctx), ...(await checkProviders(ctx))];
}

async function checkDatabase(ctx: Context): Promise<Check> {
  const state = await schemaReadiness(ctx.db);
  if (!state.ready) return { name: "database", state: "bad", says: `${state.reason} ${state.action}` };
  return { name: "database", state: "good", says: `reachable, schema version ${knownSchemaVersion}` };
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
  const skewMs = Date.parse(answer.headers.get("date") ?? "") - ctx.platform.now();
  if (Math.abs(skewMs) > CLOCK_TOLERANCE_MS) {
    return {
      name,
      state: "warning",
      says: `reachable, but its clock differs by ${Math.round(skewMs / 1000)} s. Set this machine's clock.`,
    };
  }
  return { name, state: "good", says: "reachable, clocks agree" };
}
