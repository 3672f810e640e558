import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { setSetting } from "../settings.ts";
import { authorizedMailbox } from "../testing/mailbox.ts";
import { requestToken } from "../tokens/request-token.ts";
import { dismissNotification, undoDismissal } from "./dismiss.ts";
import { notificationsFor } from "./list.ts";
import { notificationsStamp } from "./stamp.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
beforeEach(async () => {
  for (const name of ["A", "B"]) await authorizedMailbox(deployment, endpoint, { name });
});

const other = (): Context => ({
  ...deployment.ctx,
  actor: { kind: "user", id: "other", role: "administrator", label: "other@example.org" },
});
const shown = async (ctx: Context = deployment.ctx) =>
  (await notificationsFor(ctx)).filter(({ dismissedAt }) => dismissedAt === null);

async function withdraw(name: string): Promise<void> {
  endpoint.answerNext({ status: 400, body: JSON.stringify({ error: "invalid_grant" }) });
  await requestToken(deployment.ctx, name, "refresh_token").catch(() => undefined);
}

async function dismissAll(): Promise<void> {
  for (const { id } of await shown()) await dismissNotification(deployment.ctx, id);
}

test("who dismisses does not see it again, others do; it can be undone", async () => {
  await withdraw("A");
  const before = await notificationsStamp(deployment.ctx);
  const ids = (await shown()).map(({ id }) => id);
  expect(ids).not.toEqual([]);
  await dismissAll();
  expect(await shown()).toEqual([]);
  expect((await notificationsFor(deployment.ctx)).map(({ id }) => id)).toEqual(ids);
  expect((await shown(other())).map(({ id }) => id)).toEqual(ids);
  expect(await notificationsStamp(deployment.ctx)).not.toBe(before);
  await undoDismissal(deployment.ctx, ids[0] ?? "");
  expect((await shown()).map(({ id }) => id)).toEqual(ids.slice(0, 1));
});

test("trying the same in vain stays dismissed; another token with the same trouble, or the trouble anew, is shown", async () => {
  await withdraw("A");
  await dismissAll();
  await withdraw("A");
  expect(await shown()).toEqual([]);

  await withdraw("B");
  expect((await shown())[0]).toMatchObject({ tokenConfigCount: 2 });
  await dismissAll();

  await requestToken(deployment.ctx, "A", "refresh_token");
  await requestToken(deployment.ctx, "B", "refresh_token");
  expect(await notificationsFor(deployment.ctx)).toEqual([]);
  await withdraw("A");
  expect((await shown())[0]).toMatchObject({ tokenConfigCount: 1 });
});

test("one of several mended: what is left is nothing new, and can be shown again; another one is", async () => {
  await authorizedMailbox(deployment, endpoint, { name: "C" });
  for (const name of ["A", "B"]) await withdraw(name);
  await dismissAll();
  await requestToken(deployment.ctx, "A", "refresh_token");
  expect(await notificationsFor(deployment.ctx)).not.toEqual([]);
  expect(await shown()).toEqual([]);
  expect((await shown(other()))[0]).toMatchObject({ tokenConfigCount: 1 });

  await withdraw("C");
  expect((await shown())[0]).toMatchObject({ tokenConfigCount: 2 });
  await dismissAll();
  await requestToken(deployment.ctx, "B", "refresh_token");
  expect(await shown()).toEqual([]); // C was dismissed later than B, and is still

  for (const { id } of await notificationsFor(deployment.ctx)) await undoDismissal(deployment.ctx, id);
  expect((await shown())[0]).toMatchObject({ tokenConfigCount: 1 });
});

test("what is over is not remembered as dismissed, what is left of it is", async () => {
  for (const name of ["A", "B"]) await withdraw(name);
  await dismissAll();
  await requestToken(deployment.ctx, "A", "refresh_token");
  const [kept = 0] = await rememberedDismissals();
  await requestToken(deployment.ctx, "B", "refresh_token");
  await withdraw("A");
  await dismissAll();
  expect(await rememberedDismissals()).toEqual([kept]);
  expect(await shown()).toEqual([]);
});

async function rememberedDismissals(): Promise<number[]> {
  const { rows } = await deployment.db.client.execute("SELECT count(*) FROM notification_dismissals");
  return rows.map((row) => Number(row[0]));
}

test("a danger that lasts stays in the banner, and what is over cannot be dismissed", async () => {
  await setSetting(deployment.ctx, "FQDN", "desk.example.com");
  await setSetting(deployment.ctx, "HttpType", "http");
  expect((await shown())[0]).toMatchObject({ id: "not-https", dismissible: false });
  await expect(dismissNotification(deployment.ctx, "not-https")).rejects.toMatchObject({ slug: "notification-stays" });
  await expect(dismissNotification(deployment.ctx, "gone")).rejects.toMatchObject({ slug: "notification-not-found" });
});
