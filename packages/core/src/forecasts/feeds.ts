import {
  type CalendarFeedRow,
  deleteCalendarFeed,
  findCalendarFeed,
  insertCalendarFeed,
  listCalendarFeeds as readAll,
  writeBatch,
} from "@grantry/db";
import {
  type CalendarFeed,
  type CalendarFeedInput,
  calendarSecretPrefix,
  type Language,
  ProblemError,
  type Secret,
  secret,
} from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId, newNonce } from "../ids.ts";
import { toInstant } from "../instants.ts";
import { originOf } from "../settings.ts";
import { calendarOf } from "./calendar.ts";
import { listForecasts } from "./list.ts";

/** Makes a feed in the maker's language. Its address is given out this once; what is stored is its SHA-256. */
export async function createCalendarFeed(
  ctx: Context,
  { name }: CalendarFeedInput,
): Promise<{ feed: CalendarFeed; path: Secret<string> }> {
  const address = `${calendarSecretPrefix}${newNonce(ctx.platform)}`;
  const row: CalendarFeedRow = {
    id: newId(ctx.platform),
    name,
    hash: await ctx.platform.hashOf(address),
    language: ctx.language,
    createdAt: ctx.platform.now(),
    createdBy: ctx.actor.label,
  };
  await writeBatch(ctx.db, [
    insertCalendarFeed(ctx.db, row),
    audit(ctx, "calendar-feed.created", { id: row.id, label: name }),
  ]);
  return { feed: viewOf(row), path: secret(`/api/v1/calendar/${address}.ics`) };
}

export async function listCalendarFeeds(ctx: Context): Promise<CalendarFeed[]> {
  return (await readAll(ctx.db)).map(viewOf);
}

/** @throws ProblemError calendar-feed-not-found */
export async function revokeCalendarFeed(ctx: Context, id: string): Promise<void> {
  const feed = (await readAll(ctx.db)).find((row) => row.id === id);
  if (!feed) throw new ProblemError("calendar-feed-not-found");
  await writeBatch(ctx.db, [
    deleteCalendarFeed(ctx.db, id),
    audit(ctx, "calendar-feed.revoked", { id, label: feed.name }),
  ]);
}

/**
 * The calendar at an address: whoever knows it may read it.
 * @param file `grc_….ics`
 * @throws ProblemError calendar-feed-not-found
 */
export async function readCalendar(ctx: Context, file: string): Promise<string> {
  const [, address] = /^(grc_[\w-]{43})\.ics$/.exec(file) ?? [];
  const feed = address === undefined ? undefined : await findCalendarFeed(ctx.db, await ctx.platform.hashOf(address));
  if (!feed) throw new ProblemError("calendar-feed-not-found");
  const language = feed.language as Language; // written by createCalendarFeed
  const { items } = await listForecasts({ ...ctx, language });
  return calendarOf(items, { now: ctx.platform.now(), origin: await originOf(ctx), name: `Grantry · ${feed.name}` });
}

function viewOf({ id, name, language, createdAt, createdBy }: CalendarFeedRow): CalendarFeed {
  return { id, name, language: language as Language, createdAt: toInstant(createdAt), createdBy };
}
