import { readTokenSecrets } from "@grantry/db";
import { ProblemError } from "@grantry/schema";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, expect, test } from "vitest";
import { listAuditEvents } from "../audit-events.ts";
import { authorize, authorizedMailbox, storedToken } from "../testing/mailbox.ts";
import { getTokenConfig } from "../token-configs/view.ts";
import { accessTokenFor } from "./access-token-for.ts";
import { tokenHistory } from "./history.ts";
import { requestToken } from "./request-token.ts";
import { revokeToken } from "./revoke.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
let configId: string;
beforeEach(async () => {
  configId = await authorizedMailbox(deployment, endpoint, { revocationUrl: new URL("/revoke", endpoint.url).href });
});

const revoke = (choice: { forgetAnyway?: boolean } = {}) => revokeToken(deployment.ctx, "Mailbox", choice);
const secrets = () => readTokenSecrets(deployment.db, deployment.platform.keys, configId, deployment.platform.now());
const refreshToken = async () => (await secrets()).refreshToken?.reveal() ?? "";

async function problemOf(work: Promise<unknown>): Promise<ProblemError> {
  const thrown = await work.catch((error: unknown) => error);
  if (thrown instanceof ProblemError) return thrown;
  throw new Error(`no problem: ${thrown}`);
}

test("a grant is revoked at the provider, then nothing of it is left, and a new consent brings it back", async () => {
  const revoked = await refreshToken();
  expect(await revoke()).toEqual({ atProvider: "revoked" });
  expect(endpoint.requests.slice(-2).map((asked) => asked.get("token_type_hint"))).toEqual([
    "refresh_token",
    "access_token",
  ]);
  expect(endpoint.requests.at(-2)?.get("token")).toBe(revoked);
  expect(await secrets()).toMatchObject({ accessToken: null, refreshToken: null, keptAside: [] });
  expect((await problemOf(accessTokenFor(deployment.ctx, "Mailbox"))).slug).toBe("needs-authorization");
  expect((await getTokenConfig(deployment.ctx, "Mailbox")).tokenConfig.token.status).toBe("never-requested");
  const [latest] = (await tokenHistory(deployment.ctx, "Mailbox", { limit: 1 })).items;
  expect(latest).toMatchObject({ kind: "revocation", outcome: "succeeded" });

  await authorize(deployment, "Mailbox");
  expect((await accessTokenFor(deployment.ctx, "Mailbox")).accessToken).toMatch(/^access-/);
});

test("a provider that refuses changes nothing here, until that is wanted all the same", async () => {
  const before = await secrets();
  endpoint.answerNext({ status: 503 });
  const problem = await problemOf(revoke());
  expect(problem.slug).toBe("revocation-failed");
  expect(await secrets()).toEqual(before);
  expect((await storedToken(deployment, "Mailbox")).leaseUntil).toBeNull();
  expect((await requestToken(deployment.ctx, "Mailbox", "refresh_token")).status).toBe("valid");
  const { items } = await listAuditEvents(deployment.ctx, { action: "token.revocation-failed" }, { limit: 1 });
  expect(items).toHaveLength(1);

  endpoint.answerNext({ status: 503 });
  expect(await revoke({ forgetAnyway: true })).toEqual({ atProvider: "failed" });
  expect((await secrets()).refreshToken).toBeNull();
});

test("a refresh that is under way ends first, and what it brought is revoked", async () => {
  deployment.pass(3_600_000);
  const { arrived, release } = endpoint.holdNext();
  const refreshing = accessTokenFor(deployment.ctx, "Mailbox");
  await arrived;
  const revoking = revoke();
  release();
  const { accessToken } = await refreshing;
  expect(await revoking).toEqual({ atProvider: "revoked" });
  expect(endpoint.requests.at(-1)?.get("token")).toBe(accessToken);
  expect((await secrets()).keptAside).toEqual([]);
});

test("nothing is asked where there is no token or no endpoint", async () => {
  await revoke();
  const asked = endpoint.requests.length;
  expect(await revoke()).toEqual({ atProvider: "nothing-held" });
  await authorizedMailbox(deployment, endpoint, { name: "Elsewhere" });
  expect(await revokeToken(deployment.ctx, "Elsewhere", {})).toEqual({ atProvider: "not-offered" });
  expect(endpoint.requests.length).toBe(asked + 1); // the consent alone
});
