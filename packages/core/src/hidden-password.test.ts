import { ProblemError } from "@grantry/schema";
import { startDeployment } from "@grantry/testing";
import { forAllTests } from "@grantry/testing/for-each-test";
import { beforeAll, expect, test } from "vitest";
import { exportAuditEvents } from "./audit-events.ts";
import { egressRules, getSetting, listSettings, setSetting } from "./settings.ts";

const name = "WebUserAgent::Proxy";
const deployment = forAllTests(startDeployment);
beforeAll(() => setSetting(deployment.ctx, name, "http://user:planted-password@proxy.example:3128"));

const proxy = async () => (await egressRules(deployment.ctx)).proxy;

test("a proxy's password is used, and neither shown nor in the audit log", async () => {
  expect(await proxy()).toBe("http://user:planted-password@proxy.example:3128");
  const told = [await listSettings(deployment.ctx), await exportAuditEvents(deployment.ctx, {}), deployment.log];
  expect(JSON.stringify(told)).not.toContain("planted-password");
  expect((await getSetting(deployment.ctx, name)).value).toBe("http://user:***@proxy.example:3128/");
});

test("who saves what is shown keeps it; it goes to no other proxy", async () => {
  await setSetting(deployment.ctx, name, "http://user:***@proxy.example:3128/");
  expect(await proxy()).toBe("http://user:planted-password@proxy.example:3128");
  for (const moved of ["http://user:***@elsewhere.example:3128", "http://other:***@proxy.example:3128"]) {
    const thrown = await setSetting(deployment.ctx, name, moved).catch((error: unknown) => error);
    expect(thrown instanceof ProblemError && thrown.errors).toMatchObject([{ pointer: "/value" }]);
  }
  await setSetting(deployment.ctx, name, "http://proxy.example:3128");
  expect(await proxy()).toBe("http://proxy.example:3128");
});
