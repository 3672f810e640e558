import { readDocument } from "@grantry/db";
import { ProblemError, tokenConfigInput } from "@grantry/schema";
import { startDeployment } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { writeEntries } from "@grantry/token-config-file";
import { expect, test } from "vitest";
import { listTemplates } from "./list-templates.ts";
import { addTemplate, removeTemplate } from "./own-templates.ts";
import { createTokenConfig } from "./token-configs/create.ts";
import { getTokenConfig } from "./token-configs/view.ts";

const deployment = forEachTest(startDeployment);

const request = (name: string) => ({
  Request: {
    URL: `https://sso.example.com/${name}`,
    Parameters: { kc_idp_hint: "staff", client_assertion: "k-1" },
    AutofilledParametersMapping: { client_id: "ClientID" },
  },
});
const entry = (changes: object = {}) => ({
  Name: "Our Keycloak",
  ValidID: 1,
  Config: {
    ClientID: "desk",
    ClientSecret: "k-2",
    ApiKey: "k-3",
    Scope: "openid offline_access",
    TemplateName: "Google Mail",
    Grantry: { Template: "google-mail", Placeholders: { tenant: "x" } },
    Requests: {
      AuthorizationCode: request("auth"),
      TokenByAuthorizationCode: request("token"),
      TokenByRefreshToken: request("token"),
    },
    ...changes,
  },
});
const add = (...entries: object[]) => addTemplate(deployment.ctx, writeEntries(entries as never));

async function refusal(work: Promise<unknown>): Promise<ProblemError> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof ProblemError) return thrown;
  throw thrown ?? new Error("nothing was refused");
}

test("a file's first entry becomes a template, offered in a group of its own, without client and secrets", async () => {
  const template = await add(entry(), { ...entry(), Name: "Second" });
  const [first] = await listTemplates(deployment.ctx);
  expect(first).toEqual(template);
  expect(template).toMatchObject({
    name: "Our Keycloak",
    group: "own",
    grant: "authorization_code",
    scope: "openid offline_access",
    tokenUrl: "https://sso.example.com/token",
    placeholders: [],
  });
  const { rows } = await deployment.db.client.execute("SELECT * FROM own_templates");
  expect(rows).toHaveLength(1);
  expect(JSON.stringify([template, rows])).not.toMatch(/k-[123]|"desk"|staff/);
});

test("a configuration made from it has its whole document, and outlives it", async () => {
  const { id } = await add(entry());
  const input = tokenConfigInput.parse({ name: "Mailbox", template: id, clientId: "other", clientSecret: "theirs" });
  const { tokenConfig } = await createTokenConfig(deployment.ctx, input);
  await removeTemplate(deployment.ctx, id);
  const document = await readDocument(deployment.db, deployment.platform.keys, tokenConfig.id);
  expect(document).toMatchObject({ ClientID: "other", TemplateName: "Our Keycloak", Grantry: { Template: "custom" } });
  expect(document.Requests.AuthorizationCode?.Request.Parameters).toEqual({ kc_idp_hint: "staff" });
  expect(document).not.toHaveProperty("ApiKey");
  expect((await getTokenConfig(deployment.ctx, "Mailbox")).tokenConfig.template).toBe("custom");
});

test("what cannot become a template is refused with its place; a name is taken once", async () => {
  await add(entry());
  expect((await refusal(add(entry()))).slug).toBe("template-name-taken");
  expect((await refusal(add({ ...entry(), Name: "" }))).errors[0]?.pointer).toBe("/Name");
  expect((await refusal(add({ ...entry({ AuthFlow: "Implicit" }), Name: "B" }))).errors[0]?.pointer).toBe(
    "/Config/AuthFlow",
  );
  const inside = { Requests: { TokenByAuthorizationCode: { Request: { URL: "https://10.0.0.1/token" } } } };
  expect((await refusal(add({ ...entry(inside), Name: "C" }))).errors[0]?.pointer).toBe(
    "/Config/Requests/TokenByAuthorizationCode/Request/URL",
  );
  expect((await refusal(addTemplate(deployment.ctx, "- a: [\n"))).slug).toBe("file-refused");
  expect((await refusal(removeTemplate(deployment.ctx, "google-mail"))).slug).toBe("template-not-found");
});
