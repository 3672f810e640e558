import { channelInput, languages, ProblemError, sayProblem } from "@grantry/schema";
import { startDeployment, startRecordingService, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, expect, test } from "vitest";
import { listAuditEvents } from "../audit-events.ts";
import { createChannel } from "../channels/create.ts";
import { deliverNotifications } from "../channels/deliver.ts";
import { tellChannels } from "../channels/tell.ts";
import { notificationsFor } from "../notifications/list.ts";
import { authorizedMailbox } from "../testing/mailbox.ts";
import { getTokenConfig } from "../token-configs/view.ts";
import { accessTokenFor } from "./access-token-for.ts";
import { tokenHistory } from "./history.ts";
import { requestToken } from "./request-token.ts";

const endpoint = forEachTest(startTokenEndpoint);
const hook = forEachTest(startRecordingService);
const deployment = forEachTest(startDeployment);
beforeEach(() => authorizedMailbox(deployment, endpoint));

const expected = {
  en: { title: "The client secret has expired.", action: "Make a new secret in Entra" },
  de: { title: "Das Client-Secret ist abgelaufen.", action: "In Entra › Certificates & secrets ein neues Secret" },
};

test.each(languages)("a failure is told in the same words wherever it is read, in %s", async (language) => {
  const ctx = { ...deployment.ctx, language };
  const { title, action } = expected[language];
  const refused = { error: "invalid_client", error_codes: [7000222], trace_id: "trace-1" };
  endpoint.answerNext({ status: 401, body: JSON.stringify(refused) });

  // The API's problem, which the console prints as well.
  const thrown = await requestToken(ctx, "Mailbox", "refresh_token").catch((error: unknown) => error);
  if (!(thrown instanceof ProblemError)) throw new Error("the request is refused");
  const problem = sayProblem(thrown, language);
  expect(`${problem.title} ${problem.detail} ${problem.action}`).toContain(title);
  expect(problem.action).toContain(action);
  deployment.pass(3_600_000);
  const broker = await accessTokenFor(ctx, "Mailbox").catch((error: unknown) => error);
  if (!(broker instanceof ProblemError)) throw new Error("the broker refuses");
  expect(sayProblem(broker, language).detail).toContain(title);

  // The token's page, its history, the audit log.
  const { tokenConfig } = await getTokenConfig(ctx, "Mailbox");
  const [entry] = (await tokenHistory(ctx, "Mailbox", { limit: 1 })).items;
  const { items } = await listAuditEvents(ctx, { action: "token.refresh-failed" }, { limit: 1 });
  for (const told of [tokenConfig.token.lastError, entry?.problem, items[0]?.problem]) {
    expect(told).toMatchObject({ title, action: expect.stringContaining(action), traceId: "trace-1" });
  }

  // The banner.
  const banner = await notificationsFor(ctx);
  expect(banner.map(({ message }) => message).join(" ")).toContain(title);

  // The channel, in whose language the words are, whoever sends them.
  const webhook = { webhookUrl: hook.url, webhookSecret: `whsec_${btoa("k".repeat(32))}` };
  await createChannel(ctx, channelInput.parse({ name: "Desk", ...webhook, language }));
  await tellChannels(deployment.ctx);
  await deliverNotifications(deployment.ctx, 10);
  const sent = hook.requests.map(({ body }) => JSON.parse(body));
  expect(sent.map(({ message, action: todo }) => [message, todo]).toSorted()).toEqual(
    banner.map(({ message, action: todo }) => [message, todo]).toSorted(),
  );
  expect(sent.map(({ message }) => message).join(" ")).toContain(title);
  expect(sent.map((one) => one.action).join(" ")).toContain(action);
});
