import { startDeployment } from "@grantry/testing";
import { expect, test } from "vitest";
import { discover } from "./discover.ts";

test("a host that does not answer is named, with nothing promised that does not happen", async () => {
  const deployment = await startDeployment();
  const refused = await discover(deployment.ctx, "http://127.0.0.1:9").catch((error: unknown) => error);
  expect(refused).toMatchObject({
    slug: "discovery-failed",
    parameters: { reason: "127.0.0.1:9 cannot be reached." },
  });
  deployment.close();
});

test("an address that may not be called is refused with the setting that would allow it", async () => {
  const deployment = await startDeployment();
  const refused = await discover(deployment.ctx, "https://10.0.0.1/").catch((error: unknown) => error);
  expect(refused).toMatchObject({
    parameters: { reason: expect.stringMatching(/^10\.0\.0\.1 may not be called.*Egress::AllowedPrivateHosts/) },
  });
  deployment.close();
});
