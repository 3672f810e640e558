import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, expect, test } from "vitest";
import { authorizedMailbox, storedToken } from "../testing/mailbox.ts";
import { getDocument, replaceDocument } from "../token-configs/edit-document.ts";
import { accessTokenFor } from "./access-token-for.ts";

// What is done when a refresh was sent and its answer did not arrive: the refresh token may be used up.

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
beforeEach(() => authorizedMailbox(deployment, endpoint));

const HOUR_MS = 3_600_000;
const lost = { status: 200, lost: true };
const refused = { status: 400, body: '{"error":"invalid_grant"}' };
const good = { status: 200, body: '{"access_token":"once-more","refresh_token":"rt-2","expires_in":3600}' };

const give = () => accessTokenFor(deployment.ctx, "Mailbox");
const asked = () => endpoint.requests.length;
const failure = async () => JSON.parse((await storedToken(deployment, "Mailbox")).error ?? "null");

async function withGrace(seconds: number): Promise<void> {
  const { document, version: readVersion } = await getDocument(deployment.ctx, "Mailbox");
  const Grantry = { ...(document["Grantry"] as object), RefreshTokenGraceSeconds: seconds };
  await replaceDocument(deployment.ctx, "Mailbox", { document: { ...document, Grantry }, readVersion });
}

test("where the provider gives a grace time, it is asked again at once, with the same refresh token", async () => {
  await withGrace(60);
  deployment.pass(HOUR_MS);
  const before = asked();
  for (const answer of [lost, good]) endpoint.answerNext(answer);
  expect((await give()).accessToken).toBe("once-more");
  expect(await failure()).toBeNull();
  const sent = endpoint.requests.slice(before).map((request) => request.get("refresh_token"));
  expect(sent).toEqual([sent[0], sent[0]]);
});

test("a template's grace time counts as well: Microsoft's old refresh tokens stay valid", async () => {
  const { document, version: readVersion } = await getDocument(deployment.ctx, "Mailbox");
  const Grantry = { ...(document["Grantry"] as object), Template: "exchange-online" };
  await replaceDocument(deployment.ctx, "Mailbox", { document: { ...document, Grantry }, readVersion });
  deployment.pass(HOUR_MS);
  for (const answer of [lost, good]) endpoint.answerNext(answer);
  expect((await give()).accessToken).toBe("once-more");
});

test("without a grace time it is asked once more by the next owner, not at once", async () => {
  deployment.pass(HOUR_MS);
  const before = asked();
  endpoint.answerNext(lost);
  await expect(give()).rejects.toMatchObject({ slug: "provider-refused" });
  expect(asked()).toBe(before + 1);
  deployment.pass(61_000);
  endpoint.answerNext(good);
  expect((await give()).accessToken).toBe("once-more");
});

test("an answer that was refused whole is not asked for again, grace or not", async () => {
  await withGrace(60);
  deployment.pass(HOUR_MS);
  const before = asked();
  endpoint.answerNext({ status: 400, body: '{"error":"invalid_scope"}' });
  await expect(give()).rejects.toMatchObject({ slug: "needs-settings" });
  expect(asked()).toBe(before + 1);
});

test("a grace that is over by then ends in the words that an answer was lost", async () => {
  await withGrace(60);
  deployment.pass(HOUR_MS);
  for (const answer of [lost, refused, refused]) endpoint.answerNext(answer);
  await expect(give()).rejects.toMatchObject({ slug: "needs-authorization" });
  expect(await failure()).toMatchObject({ class: "reauth", explanation: "answer-lost" });
});
