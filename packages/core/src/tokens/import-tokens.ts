import { findTokenConfig, readTokenSecrets, saveToken, type TokenConfigRow, type TokenRow } from "@grantry/db";
import { inputRefused, ProblemError, secret, type TokenImportReport, type TokenImportRow } from "@grantry/schema";
import { type ListedToken, readTokenList } from "@grantry/token-config-file";
import { auditLine } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { toInstant } from "../instants.ts";
import { fromSeedTime, isTimeZone } from "../seed-time.ts";
import { refreshMarginSeconds } from "../settings.ts";

/**
 * Takes over running grants from the seed system's token list, so that a move costs no new consent: a refresh token
 * works wherever client ID and secret are the same. What is newer here stays. Three round trips for each grant.
 * @throws ProblemError token-list-refused, invalid-input
 */
export async function importTokens(
  ctx: Context,
  text: string,
  choice: { readonly dryRun: boolean; readonly timeZone: string },
): Promise<TokenImportReport> {
  const { dryRun, timeZone } = choice;
  if (!isTimeZone(timeZone)) {
    throw inputRefused([{ pointer: "/timeZone", message: "not-a-time-zone", parameters: { name: timeZone } }]);
  }
  const listed = readTokenList(text);
  if (listed.length === 0) throw new ProblemError("token-list-refused");
  const work = takeOverAll(ctx, listed, choice);
  ctx.platform.afterResponse(work); // who asked may leave
  return { dryRun, applied: !dryRun, entries: await work };
}

async function takeOverAll(
  ctx: Context,
  listed: readonly ListedToken[],
  choice: { readonly dryRun: boolean; readonly timeZone: string },
): Promise<TokenImportRow[]> {
  const entries: TokenImportRow[] = [];
  for (const entry of listed) entries.push(await takeOver(ctx, entry, choice));
  return entries;
}

async function takeOver(
  ctx: Context,
  { index, line, name, members }: ListedToken,
  { dryRun, timeZone }: { dryRun: boolean; timeZone: string },
): Promise<TokenImportRow> {
  const row = (outcome: TokenImportRow["outcome"], firstRefreshAt: number | null = null) => ({
    index,
    line,
    name,
    outcome,
    firstRefreshAt: toInstant(firstRefreshAt),
  });
  const found = await findTokenConfig(ctx.db, name);
  if (!found || found.config.name !== name) return row("not-found"); // a name, not an id
  const grant = grantOf(members, { timeZone, now: ctx.platform.now() });
  if (!grant) return row("empty");
  if ((found.token.accessObtainedAt ?? 0) >= grant.obtainedAt) return row("kept");
  if (dryRun) return row("taken-over");
  if (!(await save(ctx, found, grant))) return row("kept");
  const saved = await findTokenConfig(ctx.db, found.config.id);
  return row("taken-over", saved?.token.dueAt ? Math.max(saved.token.dueAt, ctx.platform.now()) : null);
}

interface ListedGrant {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly grantedAt: number;
  readonly obtainedAt: number;
  readonly accessExpiresAt: number | null;
  readonly refreshExpiresAt: number | undefined;
}

function grantOf(
  members: ListedToken["members"],
  { timeZone, now }: { timeZone: string; now: number },
): ListedGrant | undefined {
  const { Token: accessToken = "", RefreshToken: refreshToken = "" } = members ?? {};
  if (accessToken === "" && refreshToken === "") return undefined;
  const timeOf = (member: string) => fromSeedTime(members?.[member] ?? "", timeZone);
  const obtainedAt = Math.min(timeOf("ChangeTime") ?? now, now);
  return {
    accessToken,
    refreshToken,
    grantedAt: Math.min(timeOf("CreateTime") ?? obtainedAt, obtainedAt),
    obtainedAt,
    // Without an access token there is one that has expired: the refresh token gets the next.
    accessExpiresAt: accessToken === "" ? obtainedAt : (timeOf("TokenExpirationDate") ?? null),
    refreshExpiresAt: timeOf("RefreshTokenExpirationDate"),
  };
}

async function save(
  ctx: Context,
  { config, token }: { config: TokenConfigRow; token: TokenRow },
  grant: ListedGrant,
): Promise<boolean> {
  const { db, platform } = ctx;
  const { refreshToken: replaced } = await readTokenSecrets(db, platform.keys, config.id, platform.now());
  return saveToken(db, platform.keys, {
    configId: config.id,
    generation: token.generation,
    now: platform.now(),
    marginSeconds: await refreshMarginSeconds(ctx),
    token: {
      accessToken: secret(grant.accessToken),
      refreshToken: grant.refreshToken === "" ? undefined : secret(grant.refreshToken),
      replacedRefreshToken: replaced,
      tokenType: "Bearer",
      scope: undefined,
      account: undefined,
      accessExpiresAt: grant.accessExpiresAt,
      accessExpirySource: "provider",
      refreshExpiresAt: grant.refreshExpiresAt,
      refreshExpirySource: "provider",
      kind: "taken-over",
      obtainedAt: grant.obtainedAt,
      grantedAt: grant.grantedAt,
      settingsGeneration: config.settingsGeneration,
    },
    audit: auditLine(ctx, "token.taken-over", { id: config.id, label: config.name }),
    history: { id: newId(platform), at: platform.now(), durationMs: null },
  });
}
