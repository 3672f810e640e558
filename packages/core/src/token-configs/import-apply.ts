import {
  applyImport,
  clearFailure,
  clearFailuresOf,
  deleteUnusedAppRegistrations,
  dropImport,
  forgetTokens,
  scheduleTokens,
  stageImportEntries,
  writeBatch,
} from "@grantry/db";
import { isOn, secret } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { refreshMarginSeconds } from "../settings.ts";
import type { EntryMembers } from "./export.ts";
import type { Accepted, ImportPlan, Judged } from "./import-plan.ts";
import { subjectOf } from "./subject.ts";
import { templateOfDocument } from "./template-of-document.ts";

/** Puts accepted entries aside, sealed, until the whole file is known to be good. */
export async function stage(ctx: Context, importId: string, judged: readonly Judged[]): Promise<void> {
  const entries = judged.flatMap(({ accepted }) => (accepted ? [stagedEntry(accepted)] : []));
  if (entries.length === 0) return;
  await stageImportEntries(ctx.db, ctx.platform.keys, { importId, now: ctx.platform.now(), entries });
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
    document: secret(JSON.stringify(entry.documentAsCame)),
    entryMembers: secret(
      JSON.stringify({ version: (accepted.readVersion ?? 0) + 1, members: entry.members } satisfies EntryMembers),
    ),
  };
}

/** Makes what was put aside real, in one batch. */
export async function applyStaged(
  ctx: Context,
  importId: string,
  { counts, plan }: { counts: Readonly<Record<string, number>>; plan: ImportPlan },
): Promise<void> {
  const { db, platform } = ctx;
  const now = platform.now();
  await writeBatch(db, [
    ...applyImport(importId, now),
    ...plan.forgotten.flatMap((id) => forgetTokens(db, id)),
    ...plan.cleared.map((id) => clearFailure(db, id)),
    ...[...plan.secretsEnteredAt].flatMap((id) => clearFailuresOf(db, id)),
    deleteUnusedAppRegistrations(db),
    scheduleTokens(db, { marginSeconds: await refreshMarginSeconds(ctx), now }),
    audit(ctx, "token-configs.imported", { id: importId, label: "YAML" }, counts),
  ]);
}

/** Removes what was put aside, when it is not to become real. */
export async function dropStaged(ctx: Context, importId: string): Promise<void> {
  await dropImport(ctx.db, importId, ctx.platform.now());
}
