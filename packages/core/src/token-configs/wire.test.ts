import { readFileSync } from "node:fs";
import { clientCredentialsOf, findTokenConfig, readDocument } from "@grantry/db";
import { authorizationUrl, requestTokenByCode, requestTokenByRefreshToken, type Send } from "@grantry/oauth";
import { secret } from "@grantry/schema";
import { startDeployment } from "@grantry/testing";
import { forAllTests } from "@grantry/testing/for-each-test";
import { beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { importTokenConfigs } from "./import.ts";

// What the real system sent, caught on the wire, for the configurations of its own export.

const samples = new URL("../../../token-config-file/samples/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, samples), "utf8");
const recorded = z
  .array(
    z.object({
      name: z.string(),
      kind: z.enum(["AuthorizationCode", "TokenByAuthorizationCode", "TokenByRefreshToken"]),
      url: z.string(),
      body: z.string().nullable(),
      inputs: z.object({ code: z.string().optional(), refreshToken: z.string().optional() }),
    }),
  )
  .parse(JSON.parse(read("peer-wire-small.json")));

const deployment = forAllTests(startDeployment);
beforeAll(async () => {
  const file = new TextEncoder().encode(read("peer-export-small.yml"));
  await importTokenConfigs(deployment.ctx, file, { overwrite: false, dryRun: false, leaveOutRefused: false });
});

test("both flows of two configurations were recorded", () => {
  expect(recorded.map(({ kind }) => kind).sort()).toHaveLength(6);
});

test.each(recorded)("parity 14, 22: $name sends the same $kind, parameter by parameter", async (sent) => {
  const ours = await requestOf(sent);
  expect(ours.target).toBe(sent.url.split("?")[0]);
  expect(ours.parameters).toEqual(comparable(new URLSearchParams(sent.body ?? new URL(sent.url).search)));
});

async function requestOf({ name, kind, inputs }: (typeof recorded)[number]) {
  const { db, platform } = deployment;
  const found = await findTokenConfig(db, name);
  if (!found) throw new Error(`${name} was not imported`);
  const document = await readDocument(db, platform.keys, found.config.id);
  const credentials = await clientCredentialsOf(db, platform.keys, found.config.appRegistrationId);
  const redirectUri = "https://ours.example/redirect";
  if (kind === "AuthorizationCode") {
    const url = authorizationUrl(document, { redirectUri, state: "s", codeChallenge: "c" });
    return { target: `${url.origin}${url.pathname}`, parameters: comparable(url.searchParams) };
  }
  const caught = { url: "", body: "" };
  const send: Send = async ({ url, body = "" }) => {
    Object.assign(caught, { url, body });
    return { ok: false, reason: "unreachable", host: "nowhere" };
  };
  const shared = { document, credentials, redirectUri, now: platform.now };
  if (kind === "TokenByRefreshToken") {
    const refreshToken = secret(inputs.refreshToken ?? "");
    await requestTokenByRefreshToken(send, { ...shared, refreshToken, grantedScope: null });
  } else await requestTokenByCode(send, { ...shared, code: secret(inputs.code ?? ""), codeVerifier: secret("v") });
  return { target: caught.url, parameters: comparable(new URLSearchParams(caught.body)) };
}

/** Sorted, without what is another deployment's own or does not exist there. */
function comparable(parameters: URLSearchParams): [string, string][] {
  const apart = new Set(["state", "redirect_uri", "code_challenge", "code_challenge_method", "code_verifier"]);
  return [...parameters].filter(([name]) => !apart.has(name)).sort(([a], [b]) => (a < b ? -1 : 1));
}
