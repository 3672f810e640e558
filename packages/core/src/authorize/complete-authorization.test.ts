import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { expect, test, vi } from "vitest";
import { setSetting } from "../settings.ts";
import { mailboxInput } from "../testing/mailbox.ts";
import { createTokenConfig } from "../token-configs/create.ts";
import { answersAuthorization, completeAuthorization } from "./complete-authorization.ts";
import { startAuthorization } from "./start-authorization.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);

test("an authorization under way ends with the redirect URI that it was started with, whatever is set meanwhile", async () => {
  const { ctx } = deployment;
  await createTokenConfig(ctx, mailboxInput(endpoint));
  await setSetting(ctx, "FQDN", "desk.example.com");
  await setSetting(ctx, "HttpType", "https");
  await setSetting(ctx, "Egress::AllowedPrivateHosts", [`http://${new URL(endpoint.url).host}`]);
  const { authorizationUrl, binding } = await startAuthorization(ctx, "Mailbox");
  const started = authorizationUrl.searchParams.get("redirect_uri");

  await setSetting(ctx, "FQDN", "tokens.example.com");
  await setSetting(ctx, "ScriptAlias", "elsewhere/");
  const query = new URLSearchParams({ code: "good", state: authorizationUrl.searchParams.get("state") ?? "" });
  expect(await answersAuthorization(ctx, query)).toBe(true);
  const report = await completeAuthorization(ctx, { query, cookie: () => binding?.value });

  expect(report.succeeded).toBe(true);
  expect(started).toMatch(/^https:\/\/desk\.example\.com\//);
  expect(endpoint.requests.map((request) => request.get("redirect_uri"))).toEqual([started]);
});

test("only a state that was given out answers an authorization", async () => {
  const query = new URLSearchParams({ state: "A".repeat(43), q: "Mailbox" });
  expect(await answersAuthorization(deployment.ctx, query)).toBe(false);
});

test("a query of hundreds of values does not ask the database hundreds of times, whoever sends it", async () => {
  const values = Array.from({ length: 300 }, (_, at) => [`s${at}`, String(at).padStart(43, "A")]);
  const asked = vi.spyOn(deployment.db.client, "execute");
  expect(await answersAuthorization(deployment.ctx, new URLSearchParams(values))).toBe(false);
  expect(asked.mock.calls.length).toBeLessThan(10);
  asked.mockRestore();
});
