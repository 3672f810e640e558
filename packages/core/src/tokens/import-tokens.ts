import { type GrantFromElsewhere, type ReplaceableToken, replaceableTokens, takeOverTokens } from "@grantry/db";
import {
  type AuditAction,
  inputRefused,
  ProblemError,
  secret,
  type TokenImportReport,
  type TokenImportRow,
} from "@grantry/schema";
import { type ListedToken, readTokenList } from "@grantry/token-config-file";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { toInstant } from "../instants.ts";
import { type ReadSeedTime, seedTimeReader } from "../seed-time.ts";
import { refreshMarginSeconds } from "../settings.ts";

/** Grants that are saved together at most: few enough that nobody waits long for the database. */
const MOST_GRANTS = 250;
/** A piece ends with the grant whose tokens reach this, UTF-16 units. */
const MOST_LENGTH = 512 * 1024;

/**
 * Takes over running grants from the seed system's token list, so that a move costs no new consent: a refresh token
 * works wherever client ID and secret are the same. What is newer here stays. It goes on when whoever asked has left;
 * where its host is killed, what it has taken over stays, and the same list again brings the rest. Two round trips for
 * each 250 grants.
 * @throws ProblemError token-list-refused, invalid-input
 */
export async function importTokens(
  ctx: Context,
  text: string,
  { dryRun, timeZone }: { readonly dryRun: boolean; readonly timeZone: string },
): Promise<TokenImportReport> {
  const timeOf = seedTimeReader(timeZone);
  if (!timeOf) {
    throw inputRefused([{ pointer: "/timeZone", message: "not-a-time-zone", parameters: { name: timeZone } }]);
  }
  const listed = readTokenList(text);
  if (listed.length === 0) throw new ProblemError("token-list-refused");
  const work = takeOverAll(ctx, listed, { dryRun, timeOf });
  ctx.platform.afterResponse(work); // who asked may leave
  return { dryRun, applied: !dryRun, entries: await work };
}

interface How {
  readonly dryRun: boolean;
  readonly timeOf: ReadSeedTime;
  readonly marginSeconds: number;
}

async function takeOverAll(
  ctx: Context,
  listed: readonly ListedToken[],
  choice: Omit<How, "marginSeconds">,
): Promise<TokenImportRow[]> {
  const marginSeconds = await refreshMarginSeconds(ctx);
  const rows: TokenImportRow[] = [];
  for (const piece of piecesOf(listed)) {
    rows.push(...(await takeOver(ctx, piece, { ...choice, marginSeconds })));
    await ctx.platform.wait(0); // others have their turn
  }
  return rows;
}

/** Entries in their order, such that no name stands twice in a piece: the second is compared with what the first left. */
function* piecesOf(listed: readonly ListedToken[]): Generator<readonly ListedToken[]> {
  let piece = new Map<string, ListedToken>();
  let length = 0;
  for (const entry of listed) {
    if (piece.size >= MOST_GRANTS || length >= MOST_LENGTH || piece.has(entry.name)) {
      yield [...piece.values()];
      piece = new Map();
      length = 0;
    }
    piece.set(entry.name, entry);
    length += (entry.members?.["Token"] ?? "").length + (entry.members?.["RefreshToken"] ?? "").length;
  }
  yield [...piece.values()];
}

async function takeOver(
  ctx: Context,
  piece: readonly ListedToken[],
  { dryRun, timeOf, marginSeconds }: How,
): Promise<TokenImportRow[]> {
  const { actor, db, platform } = ctx;
  const now = platform.now();
  const here = await replaceableTokens(
    db,
    piece.map(({ name }) => name),
  );
  const judged = piece.map((entry) => ({
    entry,
    ...judge(ctx, entry, { replaces: here.get(entry.name), timeOf, now }),
  }));
  const action: AuditAction = "token.taken-over";
  const dueAt = await takeOverTokens(db, platform.keys, {
    grants: dryRun ? [] : judged.flatMap(({ grant }) => grant ?? []),
    now,
    marginSeconds,
    audit: { actor, action },
  });
  return judged.map(({ entry: { index, line, name }, outcome, grant }) => {
    const due = grant ? dueAt.get(grant.replaces.configId) : undefined;
    const isOvertaken = grant !== undefined && !dryRun && due === undefined; // a newer one came meanwhile
    return {
      index,
      line,
      name,
      outcome: isOvertaken ? "kept" : outcome,
      firstRefreshAt: due ? toInstant(Math.max(due, now)) : null,
    };
  });
}

interface Judged {
  readonly outcome: TokenImportRow["outcome"];
  readonly grant?: GrantFromElsewhere;
}

function judge(
  { platform }: Pick<Context, "platform">,
  { members }: ListedToken,
  { replaces, timeOf, now }: { replaces: ReplaceableToken | undefined; timeOf: ReadSeedTime; now: number },
): Judged {
  if (!replaces) return { outcome: "not-found" };
  const { Token: accessToken = "", RefreshToken: refreshToken = "" } = members ?? {};
  if (accessToken === "" && refreshToken === "") return { outcome: "empty" };
  const timeIn = (member: string) => timeOf(members?.[member] ?? "");
  const obtainedAt = Math.min(timeIn("ChangeTime") ?? now, now);
  if ((replaces.accessObtainedAt ?? 0) >= obtainedAt) return { outcome: "kept" };
  const grant = {
    replaces,
    accessToken: secret(accessToken),
    refreshToken: refreshToken === "" ? undefined : secret(refreshToken),
    grantedAt: Math.min(timeIn("CreateTime") ?? obtainedAt, obtainedAt),
    obtainedAt,
    // Without an access token there is one that has expired: the refresh token gets the next.
    accessExpiresAt: accessToken === "" ? obtainedAt : (timeIn("TokenExpirationDate") ?? null),
    refreshExpiresAt: timeIn("RefreshTokenExpirationDate") ?? null,
    auditId: newId(platform),
    historyId: newId(platform),
  };
  return { outcome: "taken-over", grant };
}
