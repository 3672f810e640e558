import { startProvider } from "./provider.ts";
import { type Benchmark, verdictOf } from "./report.ts";
import { Deployment } from "./servers.ts";

/** A key is revoked by another process while it is in use. */
export const revocation: Benchmark = async ({ rounds }) => {
  const deployment = new Deployment();
  const provider = await startProvider(0);
  const server = await deployment.host();
  const admin = deployment.apiKey();
  await deployment.addTokenConfig(server.origin, admin, {
    name: "Bench",
    tokenUrl: provider.tokenUrl,
    keepFresh: true,
  });
  let late = 0;
  for (let round = 0; round < rounds; round += 1) {
    const key = deployment.console("api-key", "create", `key ${round}`, "--scope", "tokens:read");
    const statusNow = async () =>
      (await fetch(`${server.origin}/api/v1/access-tokens/Bench`, { headers: { authorization: `Bearer ${key}` } }))
        .status;
    if ((await statusNow()) !== 200) throw new Error("the key does not work");
    deployment.console("api-key", "revoke", `key ${round}`);
    if ((await statusNow()) !== 401) late += 1;
  }
  await server.stop();
  provider.close();
  return [
    {
      path: "a key revoked by another process on the same file",
      reached: `refused by the next request in ${rounds - late} of ${rounds} rounds`,
      floor: "within 1 s",
      good: "from the next request on",
      verdict: verdictOf(late, { floor: 0, good: 0 }),
      limit: "–",
    },
  ];
};
