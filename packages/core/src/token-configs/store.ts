import {
  clearFailure,
  deleteUnusedAppRegistrations,
  forgetTokens,
  insertAppRegistration,
  isConflict,
  isUniqueViolation,
  noteChangedSettings,
  renameInApiKeys,
  renameInExchanges,
  type Statement,
  scheduleTokens,
  type TokenConfigRow,
  updateTokenConfig as updateStatements,
  writeBatch,
} from "@grantry/db";
import { refreshIsConfigured } from "@grantry/oauth";
import { isOn, ProblemError, type TokenConfigDocument } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { refreshMarginSeconds } from "../settings.ts";
import { nameTaken } from "./create.ts";
import { changedGrantSettings } from "./document.ts";
import { type NamedRegistration, registrationKeyOf, registrationOf } from "./registration.ts";
import { renewalsGoOn } from "./renewals-go-on.ts";
import { refuseOtherOrigin } from "./secret-origin.ts";
import { subjectOf } from "./subject.ts";

/**
 * Refuses an edit that would send the stored client secret to an origin that it was not entered for.
 * @throws ProblemError client-secret-needed
 */
export async function refuseMovedSecret(
  ctx: Context,
  edit: { former: TokenConfigDocument; registration: NamedRegistration },
): Promise<void> {
  const { former, registration } = edit;
  if (registration.known?.clientSecretSet) return; // entered for this origin
  const before = await registrationOf(ctx, former);
  if (before.known?.clientSecretSet) {
    refuseOtherOrigin({ from: before.key.tokenOrigin, to: registration.key.tokenOrigin });
  }
}

/** An edit that was checked: what a configuration becomes. */
export interface CheckedEdit {
  readonly readVersion: number;
  readonly name: string;
  readonly validity: string;
  readonly keepFresh: boolean;
  readonly former: TokenConfigDocument;
  readonly document: TokenConfigDocument;
  /** What is stored of the document: all of it, what we do not know too. */
  readonly stored: object;
  readonly registration: NamedRegistration;
  readonly secretEntered: boolean;
  /** What the edit changes at the registration. */
  readonly secretStatements: (appRegistrationId: string) => Promise<Statement[]>;
}

/**
 * Writes an edit in one batch, where the version is still the one that was read. Tokens of another origin are
 * forgotten; an old failure no longer counts when its cause may be gone; who named it by its former name follows.
 * @throws ProblemError changed-meanwhile, name-taken
 */
export async function storeEdit(ctx: Context, config: TokenConfigRow, edit: CheckedEdit): Promise<void> {
  const { db, platform } = ctx;
  const { document, former, registration } = edit;
  const now = platform.now();
  const appRegistrationId = registration.known?.id ?? newId(platform);
  const changedSettings = changedGrantSettings(former, document);
  const settingsChanged = changedSettings.length > 0;
  const moved = registrationKeyOf(former).tokenOrigin !== registration.key.tokenOrigin;
  try {
    await writeBatch(db, [
      insertAppRegistration(db, { id: appRegistrationId, ...registration.key, createdAt: now }),
      ...(await updateStatements(db, platform.keys, {
        id: config.id,
        name: edit.name,
        template: config.template,
        grant: config.grant,
        validity: edit.validity,
        subjectTokenConfig: subjectOf(document),
        refreshConfigured: refreshIsConfigured(document),
        keepFresh: edit.keepFresh,
        notifyExpiredToken: isOn(document.Notifications?.NotifyOnExpiredToken),
        notifyExpiredRefreshToken: isOn(document.Notifications?.NotifyOnExpiredRefreshToken),
        updatedAt: now,
        document: edit.stored,
        registration: registration.key,
        readVersion: edit.readVersion,
        settingsChanged,
      })),
      ...(await edit.secretStatements(appRegistrationId)),
      ...(moved ? forgetTokens(db, config.id) : []),
      ...(settingsChanged ? [noteChangedSettings(db, config.id, changedSettings)] : []),
      ...(edit.name === config.name
        ? []
        : [renameInApiKeys(db, config.name, edit.name), renameInExchanges(db, config.name, edit.name)]),
      ...(settingsChanged || edit.secretEntered ? [clearFailure(db, config.id)] : []),
      deleteUnusedAppRegistrations(db),
      ...(edit.secretEntered ? await renewalsGoOn(ctx, appRegistrationId) : []),
      scheduleTokens(db, { marginSeconds: await refreshMarginSeconds(ctx), now, configId: config.id }),
      audit(
        ctx,
        "token-config.updated",
        { id: config.id, label: edit.name },
        { changedSettings, secretEntered: edit.secretEntered },
      ),
    ]);
  } catch (error) {
    if (isConflict(error)) throw new ProblemError("changed-meanwhile", { cause: error });
    throw isUniqueViolation(error, "token_configs.name") ? nameTaken(edit.name) : error;
  }
}
