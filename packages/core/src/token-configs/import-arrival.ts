import { beginImport, dropImport, importArrived, isUniqueViolation, keepImportPiece } from "@grantry/db";
import { ProblemError, secret } from "@grantry/schema";
import { decode, type FileEntry, FileRefused, readEntries } from "@grantry/token-config-file";
import type { Context } from "../context.ts";
import { fileRefusal } from "./file-refusal.ts";

/** Entries of a piece at most: few enough not to hold a host for long, and to be checked well before a lease ends. */
const MOST_ENTRIES = 100;
/** A piece ends with the entry that reaches this, UTF-16 units. */
const MOST_LENGTH = 512 * 1024;

/** Entries that are read, checked and put aside together. */
export interface Piece {
  readonly entries: readonly FileEntry[];
  /** The entries as JSON. */
  readonly text: string;
}

/**
 * The pieces of a file, one after the other.
 * @throws ProblemError file-refused
 */
export function* piecesOf(ctx: Pick<Context, "language">, file: Uint8Array): Generator<Piece> {
  let entries: FileEntry[] = [];
  let texts: string[] = [];
  let length = 0;
  const piece = (): Piece => ({ entries, text: `[${texts.join()}]` });
  for (const entry of readable(ctx, file)) {
    const text = JSON.stringify(entry);
    entries.push(entry);
    texts.push(text);
    length += text.length;
    if (entries.length < MOST_ENTRIES && length < MOST_LENGTH) continue;
    yield piece();
    [entries, texts, length] = [[], [], 0];
  }
  if (entries.length > 0) yield piece();
}

function* readable(ctx: Pick<Context, "language">, file: Uint8Array): Generator<FileEntry> {
  try {
    yield* readEntries(decode(file));
  } catch (error) {
    throw error instanceof FileRefused ? fileRefusal(error, ctx.language) : error;
  }
}

/**
 * Takes a file in, sealed, so that whichever host is there can bring its import to the end. Round trips: two, and one
 * for each piece.
 * @throws ProblemError file-refused; changed-meanwhile when there is an import of this id
 */
export async function takeIn(
  ctx: Context,
  file: Uint8Array,
  given: { readonly id: string; readonly overwrite: boolean; readonly leaveOutRefused: boolean },
): Promise<void> {
  const { actor, db, platform } = ctx;
  const { id } = given;
  try {
    await beginImport(db, { ...given, actorId: actor.id, actor, startedAt: platform.now() });
  } catch (error) {
    throw isUniqueViolation(error, "imports.id") ? new ProblemError("changed-meanwhile", { cause: error }) : error;
  }
  try {
    let number = 0;
    for (const { entries, text } of piecesOf(ctx, file)) {
      await keepImportPiece(db, platform.keys, { importId: id, number, size: entries.length, entries: secret(text) });
      number += 1;
      await platform.wait(0); // others have their turn
    }
    await importArrived(db, id, platform.now());
  } catch (error) {
    await dropImport(db, id);
    throw error;
  }
}
