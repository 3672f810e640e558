import { deleteSetting, putSetting, readSettings, type SettingRow, scheduleTokens, writeBatch } from "@grantry/db";
import type { Send } from "@grantry/oauth";
import {
  inputErrorsOf,
  inputRefused,
  isSettingName,
  type Language,
  ProblemError,
  type SettingName,
  type SettingValue,
  type SettingView,
  say,
  settingMeanings,
  settings,
} from "@grantry/schema";
import { audit } from "./audit.ts";
import type { Context } from "./context.ts";
import type { EgressRules } from "./egress.ts";
import { withoutPassword, withStoredPassword } from "./hidden-password.ts";
import { toInstant } from "./instants.ts";
import { watchClock } from "./provider-clock.ts";
import { memory } from "./remembered.ts";

type Values = { readonly [N in SettingName]: SettingValue<N> | undefined };
/** Under one key, {@link allSettings}. */
export const rememberedSettings = memory<readonly SettingRow[]>(["settings"]);
export const allSettings = "all";

async function storedSettings(ctx: Pick<Context, "db">): Promise<readonly SettingRow[]> {
  return (await rememberedSettings.recall(ctx.db, allSettings, () => readSettings(ctx.db))) ?? [];
}

/** What was made of rows that are remembered: every request asks for settings, some of them several times. */
const inForce = new WeakMap<readonly SettingRow[], { readonly loopbackHost: string | null; readonly values: Values }>();

/** All settings as they are in force. One statement at most. */
export async function currentSettings(ctx: Pick<Context, "db" | "platform">): Promise<Values> {
  const rows = await storedSettings(ctx);
  const { loopbackHost } = ctx.platform;
  const known = inForce.get(rows);
  if (known?.loopbackHost === loopbackHost) return known.values;
  const values = valuesOf(rows, loopbackHost);
  inForce.set(rows, { loopbackHost, values });
  return values;
}

function valuesOf(rows: readonly SettingRow[], loopbackHost: string | null): Values {
  const stored = new Map(rows.map(({ name, value }) => [name, value]));
  const values: Record<string, unknown> = {};
  for (const [name, { defaultValue }] of Object.entries(settings)) values[name] = stored.get(name) ?? defaultValue;
  values["FQDN"] ??= loopbackHost ?? undefined;
  values["HttpType"] ??= isLoopback(String(values["FQDN"] ?? "")) ? "http" : "https";
  return values as Values; // each was checked by its own rule when it was stored
}

/** When a setting was last set; `null`: it is at its default. */
export async function settingChangedAt(ctx: Pick<Context, "db">, name: SettingName): Promise<number | null> {
  return (await storedSettings(ctx)).find((row) => row.name === name)?.updatedAt ?? null;
}

/** Whether a host, with or without port, is this machine. */
export function isLoopback(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/:\d+$/, "")
    .replace(/^\[|\]$/g, "");
  return name === "localhost" || name.endsWith(".localhost") || name === "::1" || /^127\.\d+\.\d+\.\d+$/.test(name);
}

/** `HttpType://FQDN` of the pages; `null` while FQDN is not known. */
export async function originOf(ctx: Context): Promise<string | null> {
  const { FQDN, HttpType } = await currentSettings(ctx);
  return FQDN === undefined ? null : `${HttpType}://${FQDN}`;
}

/** Path of the callback below the origin, without `.pl`. */
export async function callbackPath(ctx: Context): Promise<string> {
  const values = await currentSettings(ctx);
  return `/${values.ScriptAlias}${values["OAuth2::RedirectPath"]}`;
}

/** What an administrator registers at the provider; `null` while FQDN is not known. */
export async function redirectUriOf(ctx: Context): Promise<string | null> {
  const origin = await originOf(ctx);
  return origin === null ? null : `${origin}${await callbackPath(ctx)}`;
}

/** The way out, as the settings bound it. */
export async function sendFor(ctx: Context): Promise<Send> {
  const send = ctx.platform.sendWith(await egressRules(ctx));
  return async (request) => {
    const answer = await send(request);
    watchClock(ctx.platform, request.url, answer);
    return answer;
  };
}

/** What the settings say about outgoing requests. */
export async function egressRules(ctx: Context): Promise<EgressRules> {
  const values = await currentSettings(ctx);
  return {
    timeoutMs: (await requestTimeoutSeconds(ctx)) * 1000,
    proxy: values["WebUserAgent::Proxy"] ?? null,
    noProxy: values["WebUserAgent::NoProxy"] ?? [],
    allowedPrivateHosts: values["Egress::AllowedPrivateHosts"] ?? [],
    loopbackAllowed: isLoopback(values.FQDN ?? ""),
  };
}

/** Seconds that one request to a provider may take. */
export async function requestTimeoutSeconds(ctx: Context): Promise<number> {
  return (await currentSettings(ctx))["WebUserAgent::Timeout"] ?? settings["WebUserAgent::Timeout"].defaultValue;
}

/** Seconds before expiry from which an access token counts as due. */
export async function refreshMarginSeconds(ctx: Context): Promise<number> {
  return (await currentSettings(ctx))["Token::RefreshMargin"] ?? settings["Token::RefreshMargin"].defaultValue;
}

/** Days for which a token's history is kept. */
export async function historyRetentionDays(ctx: Context): Promise<number> {
  return (await currentSettings(ctx))["History::RetentionDays"] ?? settings["History::RetentionDays"].defaultValue;
}

export async function listSettings(ctx: Context): Promise<SettingView[]> {
  const stored = (await rememberedSettings.renew(ctx.db, allSettings, () => readSettings(ctx.db))) ?? [];
  const values: Readonly<Record<string, unknown>> = await currentSettings(ctx);
  return Object.keys(settings)
    .filter(isSettingName)
    .map((name) =>
      viewOf(name, { value: values[name], row: stored.find((row) => row.name === name), language: ctx.language }),
    );
}

export async function getSetting(ctx: Context, name: string): Promise<SettingView> {
  const known = knownName(name);
  const view = (await listSettings(ctx)).find((setting) => setting.name === known);
  if (!view) throw new ProblemError("setting-not-found", { parameters: { name } });
  return view;
}

export async function setSetting(ctx: Context, name: string, value: unknown): Promise<SettingView> {
  const known = knownName(name);
  const parsed = settings[known].schema.safeParse(value);
  if (!parsed.success) {
    throw inputRefused(
      inputErrorsOf(parsed.error.issues, value).map((error) => ({ ...error, pointer: `/value${error.pointer}` })),
    );
  }
  const stored = (await storedSettings(ctx)).find((row) => row.name === known)?.value;
  const kept = withStoredPassword(parsed.data, stored);
  const row = { name: known, value: kept, updatedAt: ctx.platform.now(), updatedBy: ctx.actor.label };
  await writeBatch(ctx.db, [
    putSetting(ctx.db, row),
    audit(ctx, "setting.set", { id: known, label: known }, { value: withoutPassword(kept) }),
  ]);
  await rescheduleAfter(ctx, known);
  return getSetting(ctx, known);
}

export async function resetSetting(ctx: Context, name: string): Promise<SettingView> {
  const known = knownName(name);
  await writeBatch(ctx.db, [deleteSetting(ctx.db, known), audit(ctx, "setting.reset", { id: known, label: known })]);
  await rescheduleAfter(ctx, known);
  return getSetting(ctx, known);
}

async function rescheduleAfter(ctx: Context, name: SettingName): Promise<void> {
  if (name !== "Token::RefreshMargin") return;
  await writeBatch(ctx.db, [
    scheduleTokens(ctx.db, { marginSeconds: await refreshMarginSeconds(ctx), now: ctx.platform.now() }),
  ]);
}

function knownName(name: string): SettingName {
  if (isSettingName(name)) return name;
  throw new ProblemError("setting-not-found", { parameters: { name } });
}

function viewOf(
  name: SettingName,
  now: { value: unknown; row: SettingRow | undefined; language: Language },
): SettingView {
  const jsonOf = (value: unknown) => (value === undefined ? null : (value as SettingView["value"])); // JSON came in, JSON goes out
  return {
    name,
    meaning: say(settingMeanings[name], now.language),
    value: jsonOf(withoutPassword(now.value)),
    defaultValue: jsonOf(settings[name].defaultValue),
    isDefault: now.row === undefined,
    updatedAt: toInstant(now.row?.updatedAt ?? null),
    updatedBy: now.row?.updatedBy ?? null,
  };
}
