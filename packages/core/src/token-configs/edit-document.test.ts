import { ProblemError } from "@grantry/schema";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import type { PlainObject } from "@grantry/token-config-file";
import { beforeEach, expect, test } from "vitest";
import { authorizedMailbox } from "../testing/mailbox.ts";
import { requestToken } from "../tokens/request-token.ts";
import { documentAsYaml, documentFromYaml, getDocument, replaceDocument } from "./edit-document.ts";
import { getTokenConfig } from "./view.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
beforeEach(() => authorizedMailbox(deployment, endpoint));

/** Changes the document as a person does: as text. */
async function edit(change: (yaml: string) => string): Promise<void> {
  const { document, version } = await getDocument(deployment.ctx, "Mailbox");
  const changed = documentFromYaml(deployment.ctx, change(documentAsYaml(document)));
  await replaceDocument(deployment.ctx, "Mailbox", { document: changed, readVersion: version });
}

test("fixed parameters, mappings and members of one's own can be edited, and are sent", async () => {
  await edit((yaml) =>
    yaml
      .replace("grant_type: refresh_token", "grant_type: refresh_token\n        resource: https://api.example.com")
      .replace(/TokenByRefreshToken:[\s\S]*?refresh_token: RefreshToken/, "$&\n        audience: Audience")
      .replace(/^/, "Audience: the audience\n"),
  );
  await requestToken(deployment.ctx, "Mailbox", "refresh_token");
  const sent = endpoint.requests.at(-1);
  expect([sent?.get("resource"), sent?.get("audience")]).toEqual(["https://api.example.com", "the audience"]);
  expect((await getDocument(deployment.ctx, "Mailbox")).document["Audience"]).toBe("the audience");
});

test("the client secret is not in it; one that is written in is taken", async () => {
  const { document } = await getDocument(deployment.ctx, "Mailbox");
  expect(JSON.stringify(document)).not.toContain("the-client-secret");
  await edit((yaml) => `${yaml}ClientSecret: entered here\n`);
  await requestToken(deployment.ctx, "Mailbox", "refresh_token");
  expect(endpoint.requests.at(-1)?.get("client_secret")).toBe("entered here");
  expect(JSON.stringify((await getDocument(deployment.ctx, "Mailbox")).document)).not.toContain("entered here");
});

test("what cannot work is refused at its place, and nothing changes", async () => {
  const before = (await getTokenConfig(deployment.ctx, "Mailbox")).version;
  const refusals: [(yaml: string) => string, string, string][] = [
    [(yaml) => yaml.replace(/ClientID: .*/, "ClientID: ~"), "invalid-input", "/ClientID"],
    [(yaml) => yaml.replace("AuthFlow: AuthorizationCode", "AuthFlow: Other"), "invalid-input", "/AuthFlow"],
    [
      (yaml) => yaml.replace(/(TokenByRefreshToken:[\s\S]*?URL: )\S+/, "$1https://evil.example/token"),
      "invalid-input",
      "/Requests/TokenByRefreshToken/Request/URL",
    ],
    [
      (yaml) => yaml.replace(/(TokenByAuthorizationCode:[\s\S]*?URL: )\S+/, "$1https://10.0.0.1/token"),
      "invalid-input",
      "/Requests/TokenByAuthorizationCode/Request/URL",
    ],
    [(yaml) => yaml.replaceAll("http://127.0.0.1", "https://other.example"), "client-secret-needed", "/clientSecret"],
    [(yaml) => `${yaml}Scope: again\n`, "file-refused", ""],
    [() => "- a\n- b\n", "file-refused", ""],
  ];
  for (const [change, slug, pointer] of refusals) {
    const thrown = await edit(change).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(thrown).toBeInstanceOf(ProblemError);
    expect(thrown).toMatchObject({ slug });
    if (pointer && thrown instanceof ProblemError) expect(thrown.errors[0]?.pointer).toBe(pointer);
  }
  expect((await getTokenConfig(deployment.ctx, "Mailbox")).version).toBe(before);
});

test("an older version is not overwritten", async () => {
  const { document, version } = await getDocument(deployment.ctx, "Mailbox");
  const other: PlainObject = { ...document, Scope: "other" };
  await replaceDocument(deployment.ctx, "Mailbox", { document: other, readVersion: version });
  const late = replaceDocument(deployment.ctx, "Mailbox", { document, readVersion: version });
  await expect(late).rejects.toMatchObject({ slug: "changed-meanwhile" });
});
