import {
  applyImport,
  clearFailure,
  clearFailuresOf,
  deleteUnusedAppRegistrations,
  endImport,
  forgetTokens,
  type ImportLease,
  importConsequences,
  type Statement,
  scheduleTokens,
  stagedImportEntries,
  writeBatch,
} from "@grantry/db";
import { isOn, secret } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { refreshMarginSeconds } from "../settings.ts";
import type { EntryMembers } from "./export.ts";
import type { Accepted, Judged } from "./import-plan.ts";
import type { ImportCounts } from "./import-rows.ts";
import { subjectOf } from "./subject.ts";
import { templateOfDocument } from "./template-of-document.ts";

/** What puts accepted entries aside, sealed, until the whole file is known to be good. */
export function stagedOf(ctx: Context, importId: string, judged: readonly Judged[]): Promise<Statement[]> {
  const entries = judged.flatMap(({ accepted }) => (accepted ? [stagedEntry(accepted)] : []));
  return stagedImportEntries(ctx.db, ctx.platform.keys, { importId, now: ctx.platform.now(), entries });
}

function stagedEntry({ entry, registration, ...accepted }: Accepted) {
  const { document } = entry;
  return {
    position: accepted.position,
    configId: accepted.configId,
    readVersion: accepted.readVersion,
    name: entry.name,
    template: templateOfDocument(document),
    grant: accepted.grant,
    validity: entry.validity,
    tokenOrigin: registration.tokenOrigin,
    clientId: registration.clientId,
    registrationId: registration.id,
    newClientSecret: accepted.newClientSecret,
    subjectTokenConfig: subjectOf(document),
    refreshConfigured: accepted.refreshConfigured,
    keepFresh: document.Grantry?.KeepFresh === undefined || isOn(document.Grantry.KeepFresh),
    notifyExpiredToken: isOn(document.Notifications?.NotifyOnExpiredToken),
    notifyExpiredRefreshToken: isOn(document.Notifications?.NotifyOnExpiredRefreshToken),
    settingsChanged: accepted.settingsChanged,
    tokenBecomes: accepted.tokenBecomes,
    document: secret(JSON.stringify(entry.documentAsCame)),
    entryMembers: secret(
      JSON.stringify({ version: (accepted.readVersion ?? 0) + 1, members: entry.members } satisfies EntryMembers),
    ),
  };
}

/**
 * Makes what was put aside real and the import ended, in one batch; one more statement before it.
 * @throws what `isConflict` and `isUniqueViolation` know, when something has changed meanwhile
 */
export async function applyStaged(ctx: Context, lease: ImportLease, counts: ImportCounts): Promise<void> {
  const { db, platform } = ctx;
  const now = platform.now();
  const { forgotten, secretsEnteredAt, triedAgain } = await importConsequences(db, lease.id);
  await writeBatch(db, [
    ...applyImport(lease.id, now),
    ...forgotten.flatMap((id) => forgetTokens(db, id)),
    ...triedAgain.map((id) => clearFailure(db, id)),
    ...secretsEnteredAt.flatMap((id) => clearFailuresOf(db, id)),
    deleteUnusedAppRegistrations(db),
    scheduleTokens(db, { marginSeconds: await refreshMarginSeconds(ctx), now }),
    audit(ctx, "token-configs.imported", { id: lease.id, label: "YAML" }, counts),
    ...endImport(db, lease, { outcome: "applied", problem: null, counts, now }),
  ]);
}
