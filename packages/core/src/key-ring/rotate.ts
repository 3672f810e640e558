import {
  endKeyRotation,
  heldKeys,
  insertKeyRotation,
  isConflict,
  promoteRotatedKey,
  type RingKey,
  rotatedKeyIds,
  type Statement,
  writeBatch,
} from "@grantry/db";
import { ProblemError } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { reseal } from "./reseal.ts";
import { type KeyRingFacts, type KeyRingState, keyRingFacts, keyRingStateOf } from "./state.ts";

const KEY_BYTES = 32;

/**
 * Starts a rotation: a new key joins the ring, from where {@link advanceKeyRotation} goes on. While one is under way
 * nothing is started; one whose key was lost before any ring held it is given up first.
 * @throws ProblemError key-ring-in-environment where this program cannot change its ring
 */
export async function startKeyRotation(ctx: Context): Promise<void> {
  const { platform } = ctx;
  const file = platform.keyRingFile;
  if (file === null) throw new ProblemError("key-ring-in-environment");
  const facts = await keyRingFacts(ctx);
  await giveUpLostRotation(ctx, facts);
  if (platform.keys.keys.length > 1) return;
  const key = { id: await newKeyId(ctx), key: platform.randomBytes(KEY_BYTES) };
  const [held] = await heldKeys({ keys: [key] });
  const opened = await onlyOnce(ctx, [
    ...insertKeyRotation({
      id: newId(platform),
      keyId: key.id,
      fingerprint: held?.fingerprint ?? "",
      startedAt: platform.now(),
      startedBy: ctx.actor.label,
    }),
    audit(ctx, "key-rotation.started", subjectOf(key.id)),
  ]);
  if (opened) file.write([...platform.keys.keys, key]);
}

/**
 * Takes the next step of a rotation, whoever started it: promotes the new key, reseals, lets the old one go. Each step
 * may be taken by several hosts at once, and again after a process was killed.
 * @param most values that are resealed at most
 * @returns where it stood before the step
 */
export async function advanceKeyRotation(ctx: Context, most: number): Promise<KeyRingState> {
  const facts = await keyRingFacts(ctx);
  const state = keyRingStateOf(facts);
  switch (state.kind) {
    case "to-promote":
      await promote(ctx, facts, state.keyId);
      break;
    case "to-reseal":
      await reseal(ctx, most);
      break;
    case "to-let-go":
      await letGo(ctx, facts, state.keyIds);
      break;
  }
  return state;
}

async function promote(ctx: Context, { rotation }: KeyRingFacts, keyId: string): Promise<void> {
  const { keys } = ctx.platform.keys;
  const isNew = ({ id }: RingKey) => id === keyId;
  ctx.platform.keyRingFile?.write([...keys.filter(isNew), ...keys.filter((key) => !isNew(key))]);
  if (!rotation) return;
  await onlyOnce(ctx, [
    ...promoteRotatedKey(rotation.id, ctx.platform.now()),
    audit(ctx, "key-rotation.promoted", subjectOf(keyId)),
  ]);
}

/** Nothing is sealed with these keys, and no host seals with them any more. */
async function letGo(ctx: Context, { rotation }: KeyRingFacts, keyIds: readonly string[]): Promise<void> {
  const file = ctx.platform.keyRingFile;
  if (file === null) return; // whoever set the environment takes them out
  if (await spoolIsSealedWith(ctx, keyIds)) return;
  file.write(ctx.platform.keys.keys.filter(({ id }) => !keyIds.includes(id)));
  if (!rotation) return;
  await onlyOnce(ctx, [
    ...endKeyRotation(rotation.id, ctx.platform.now()),
    audit(ctx, "key-rotation.ended", subjectOf(rotation.keyId), { letGo: keyIds }),
  ]);
}

/** An answer that waits on disk opens with the key it was sealed with; it is saved, and sealed anew, before long. */
async function spoolIsSealedWith({ platform }: Context, keyIds: readonly string[]): Promise<boolean> {
  const entries = (await platform.spool?.entries()) ?? [];
  return entries.some(({ sealed }) => keyIds.some((id) => sealed.startsWith(`v1.${id}.`)));
}

/** A process was killed between noting the rotation and writing its key: nothing was ever sealed with it. */
async function giveUpLostRotation(ctx: Context, facts: KeyRingFacts): Promise<void> {
  const { rotation, hosts } = facts;
  if (!rotation || keyRingStateOf(facts).kind !== "key-not-here") return;
  if (hosts.some(({ keys }) => keys.some(({ id }) => id === rotation.keyId))) return;
  await onlyOnce(ctx, [
    ...endKeyRotation(rotation.id, ctx.platform.now()),
    audit(ctx, "key-rotation.given-up", subjectOf(rotation.keyId)),
  ]);
}

/** `k2` after `k1`; a name is never given twice. */
async function newKeyId({ db, platform }: Context): Promise<string> {
  const known = [...platform.keys.keys.map(({ id }) => id), ...(await rotatedKeyIds(db))];
  const numbers = known.map((id) => Number(/^k(\d{1,9})$/.exec(id)?.[1] ?? 0));
  return `k${Math.max(...numbers) + 1}`;
}

/** `false` when another host did it first. */
async function onlyOnce(ctx: Context, statements: readonly Statement[]): Promise<boolean> {
  try {
    await writeBatch(ctx.db, statements);
    return true;
  } catch (error) {
    if (isConflict(error)) return false;
    throw error;
  }
}

function subjectOf(keyId: string) {
  return { id: keyId, label: keyId };
}
