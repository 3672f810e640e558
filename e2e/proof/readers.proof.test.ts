import { isWholeProof, noteFigures, type ProofFigure } from "@grantry/testing";
import { afterAll, expect, test } from "vitest";
import { Api } from "../support/api.ts";
import { startHostileProvider } from "../support/hostile-provider/hostile-provider.ts";
import { type DeploymentKind, startSharedDeployment } from "./shared-deployment.ts";

const CALLERS = 64; // of each host
const ROUNDS = isWholeProof ? 100 : 3;
const LIFETIME_SECONDS = 3_600;

const kinds: readonly DeploymentKind[] = [
  "two Node processes, one file",
  "two Node processes, libSQL by HTTP",
  "workerd and Node, libSQL by HTTP",
];
const figures: ProofFigure[] = [];
afterAll(() => noteFigures("readers", figures));

test.each(kinds)(
  "%s: 64 callers each ask for an expiring token, and the provider is asked once",
  async (kind) => {
    const deployment = await startSharedDeployment(kind);
    const provider = await startHostileProvider({ accessTokenSeconds: LIFETIME_SECONDS, rotation: { graceMs: 0 } });
    try {
      const api = await Api.of(deployment.product);
      await api.configure(provider, "Shared");
      expect(await api.authorize("Shared")).toContain("Authorized");
      const before = provider.requests().length;
      let good = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        await deployment.letPass(LIFETIME_SECONDS * 1_000);
        const answers = await Promise.all(
          deployment.hosts.flatMap((origin) => Array.from({ length: CALLERS }, () => read(api.at(origin)))),
        );
        const [token = ""] = answers;
        expect(token).toMatch(/^access-/);
        expect([...new Set(answers)], deployment.product.output().slice(-2_000)).toHaveLength(1);
        good += answers.length;
      }
      const requests = provider.requests().length - before;
      figures.push({
        proof: "Readers of an expiring token",
        done: `${kind}: ${CALLERS} callers × 2 hosts × ${ROUNDS} rounds, a provider that revokes on reuse`,
        seen: `${requests} token requests, ${good} good answers, ${provider.revokedGrants()} grants lost`,
      });
      expect({ requests, good, lost: provider.revokedGrants() }).toEqual({
        requests: ROUNDS,
        good: 2 * CALLERS * ROUNDS,
        lost: 0,
      });
    } finally {
      await deployment.stop();
      await provider.close();
    }
  },
  isWholeProof ? 1_800_000 : 120_000,
);

/** The access token, or the words of the refusal. */
async function read(api: Api): Promise<string> {
  const answer = await api.ask("GET", "/access-tokens/Shared");
  const text = await answer.text();
  return answer.status === 200 ? JSON.parse(text).accessToken : text;
}
