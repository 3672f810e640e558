import { compare, type Request } from "./load.ts";
import { fill, giveTokens, MANY, write } from "./many-configs.ts";
import { type Benchmark, times, verdictOf } from "./report.ts";
import { Deployment, type Measured, signIn } from "./servers.ts";

const FEW = 100;

/** The banner's whole answer while nothing is wrong, with 100 configurations and with 10,000. */
export const pollOfMany: Benchmark = async (dose) => {
  const [few, many] = [await healthy(FEW), await healthy(MANY)];
  const { ours, bare, processorRatio } = await compare(
    { server: many.server, request: many.request },
    { server: few.server, request: few.request },
    dose,
  );
  await Promise.all([few.server.stop(), many.server.stop()]);
  return [
    {
      path: "banner's whole answer, nothing wrong: 10,000 configurations beside 100",
      reached: `${times(processorRatio)} (${Math.round(ours.processorUs)} µs beside ${Math.round(bare.processorUs)} µs)`,
      floor: "1.5 ×",
      good: "1.2 ×",
      verdict: verdictOf(processorRatio, { floor: 1.5, good: 1.2 }),
      limit: "look-ups on indexes alone",
    },
  ];
};

async function healthy(count: number): Promise<{ server: Measured; request: Request }> {
  const deployment = new Deployment();
  const server = await deployment.host();
  await fill(server.origin, deployment.apiKey(), count, [
    "https://login.microsoftonline.com/contoso/oauth2/v2.0/token",
  ]);
  giveTokens(deployment);
  write(deployment, "UPDATE tokens SET attempts = 0, error_class = NULL, error = NULL");
  const headers = { cookie: await signIn(server.origin), "accept-language": "en" };
  return { server, request: { path: "/api/v1/notifications", headers, status: 200 } };
}
