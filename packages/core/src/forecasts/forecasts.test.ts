import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { convertIcsCalendar } from "ts-ics";
import { expect, test } from "vitest";
import { addClientSecret, listAppRegistrations } from "../app-registrations.ts";
import { authorizedMailbox, storedToken } from "../testing/mailbox.ts";
import { getTokenConfig } from "../token-configs/view.ts";
import { calendarOf } from "./calendar.ts";
import { createCalendarFeed, readCalendar, revokeCalendarFeed } from "./feeds.ts";
import { listForecasts } from "./list.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);

const DAY_MS = 86_400_000;
const kinds = async () => (await listForecasts(deployment.ctx)).items.map(({ kind }) => kind);

test("an authorization under a provider's testing rule ends after its days", async () => {
  const id = await authorizedMailbox(deployment, endpoint, { refreshTokenDays: 7 });
  expect((await getTokenConfig(deployment.ctx, id)).tokenConfig.token.refreshTokenExpirySource).toBe("rule");
  const { items } = await listForecasts(deployment.ctx);
  const ends = items.find(({ kind }) => kind === "refresh-token-ends");
  expect(ends).toMatchObject({ id: `refresh-token-ends:${id}`, href: `/token-configs/${id}` });
  expect(Date.parse(ends?.at ?? "") - deployment.platform.now()).toBeGreaterThan(6.9 * DAY_MS);
  expect(Date.parse(ends?.at ?? "") - deployment.platform.now()).toBeLessThanOrEqual(7 * DAY_MS);
});

test("what the provider says of the refresh token's end counts before any rule, and a renewal keeps it", async () => {
  const answer = { access_token: "a", refresh_token: "r", expires_in: 60, refresh_token_expires_in: 30 * 86_400 };
  endpoint.answerNext({ status: 200, body: JSON.stringify(answer) });
  await authorizedMailbox(deployment, endpoint, { refreshTokenDays: 7 });
  const { refreshExpiresAt, refreshExpirySource } = await storedToken(deployment, "Mailbox");
  expect(refreshExpirySource).toBe("provider");
  expect((refreshExpiresAt ?? 0) - deployment.platform.now()).toBeGreaterThan(29 * DAY_MS);
});

test("an idle rule is told only while nothing renews the token", async () => {
  await authorizedMailbox(deployment, endpoint);
  await deployment.db.client.execute("UPDATE token_configs SET template = 'exchange-online'");
  expect(await kinds()).toEqual(["next-refresh"]);
  await deployment.db.client.execute("UPDATE tokens SET due_at = NULL");
  const { items } = await listForecasts(deployment.ctx);
  expect(items.map(({ kind }) => kind)).toEqual(["refresh-token-unused"]);
  expect(Date.parse(items[0]?.at ?? "") - deployment.platform.now()).toBeGreaterThan(89 * DAY_MS);
});

test("a client secret's end is told while it is less than 90 days ahead, with who needs it", async () => {
  await authorizedMailbox(deployment, endpoint);
  const [registration] = await listAppRegistrations(deployment.ctx);
  await deployment.db.client.execute("DELETE FROM client_secrets");
  const expiresAt = new Date(deployment.platform.now() + 100 * DAY_MS).toISOString();
  await addClientSecret(deployment.ctx, registration?.id ?? "", { clientSecret: "new", expiresAt });
  expect(await kinds()).not.toContain("client-secret-ends");
  deployment.pass(20 * DAY_MS);
  const german = { ...deployment.ctx, language: "de" } as const;
  const { items } = await listForecasts(german);
  expect(items.find(({ kind }) => kind === "client-secret-ends")).toMatchObject({
    title: "Das Client-Secret von the-client endet.",
    action: expect.stringContaining("Mailbox"),
  });
});

test("a feed is read at its address alone, in its maker's language, until it is revoked", async () => {
  await authorizedMailbox(deployment, endpoint, { name: "Büro; a,b\\c", refreshTokenDays: 7 });
  const { feed, path } = await createCalendarFeed({ ...deployment.ctx, language: "de" }, { name: "Team" });
  const file = path.reveal().split("/").at(-1) ?? "";
  const stored = JSON.stringify((await deployment.db.client.execute("SELECT * FROM calendar_feeds")).rows);
  expect(stored).not.toContain(file.slice(4, 20));
  const { events = [] } = convertIcsCalendar(undefined, await readCalendar(deployment.ctx, file));
  expect(events).toHaveLength(1);
  expect(events[0]?.summary).toBe("Das Refresh-Token von „Büro; a,b\\c“ endet.");
  expect(events[0]?.uid).toMatch(/^refresh-token-ends:[\w-]+@grantry$/);
  const { refreshExpiresAt } = await storedToken(deployment, "Büro; a,b\\c");
  expect(events[0]?.start.date.getTime()).toBe(Math.floor((refreshExpiresAt ?? 0) / 1000) * 1000);
  await revokeCalendarFeed(deployment.ctx, feed.id);
  await expect(readCalendar(deployment.ctx, file)).rejects.toMatchObject({ slug: "calendar-feed-not-found" });
});

test.each(["", "grc_.ics", "../key-ring", `grc_${"a".repeat(43)}.ics`, `grc_${"a".repeat(43)}`])(
  "the address %j opens nothing",
  async (file) => {
    await expect(readCalendar(deployment.ctx, file)).rejects.toMatchObject({ slug: "calendar-feed-not-found" });
  },
);

test("no line is longer than 75 octets, no character is cut, every line ends with CRLF (RFC 5545 §3.1)", () => {
  const title = "„Übergrößenträger 🔑“ ".repeat(20);
  const item = {
    id: "x",
    kind: "client-secret-ends",
    at: "2026-03-01T12:00:00.000Z",
    title,
    action: "a\nb",
    href: "/",
  } as const;
  const text = calendarOf([item], { now: Date.parse("2026-01-01T00:00:00Z"), origin: "https://g.example", name: "G" });
  const lines = text.split("\r\n");
  expect(lines.at(-1)).toBe("");
  for (const line of lines) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).not.toMatch(/[\n\r\uFFFD]/);
  }
  const [event] = convertIcsCalendar(undefined, text).events ?? [];
  expect(event?.summary).toBe(title);
  expect(event?.description).toBe("a\nb");
  expect(event?.stamp.date.toISOString()).toBe("2026-01-01T00:00:00.000Z");
});
