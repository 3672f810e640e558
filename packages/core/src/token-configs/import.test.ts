import { readFileSync } from "node:fs";
import { readDocument } from "@grantry/db";
import { ProblemError } from "@grantry/schema";
import { startDeployment } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { readEntries, writeEntries } from "@grantry/token-config-file";
import { expect, test } from "vitest";
import { storedToken } from "../testing/mailbox.ts";
import { exportTokenConfigs } from "./export.ts";
import { importTokenConfigs } from "./import.ts";
import { listTokenConfigs } from "./list.ts";
import { getTokenConfig } from "./view.ts";

const sample = readFileSync(
  new URL("../../../token-config-file/samples/peer-export-small.yml", import.meta.url),
  "utf8",
);

const deployment = forEachTest(startDeployment);

const plainly = { overwrite: false, dryRun: false, leaveOutRefused: false };
const bring = (text: string, choice: Partial<typeof plainly> = {}) =>
  importTokenConfigs(deployment.ctx, new TextEncoder().encode(text), { ...plainly, ...choice });
const outcomes = async (text: string, choice?: Partial<typeof plainly>) =>
  (await bring(text, choice)).entries.map(({ outcome }) => outcome);
const take = async (secrets: "omit" | "include" = "include") =>
  (await exportTokenConfigs(deployment.ctx, { tokenConfigs: undefined, secrets })).text;
const asData = (text: string) => [...readEntries(text)].map(({ value }) => value);
const count = async () => (await listTokenConfigs(deployment.ctx, { sort: "name", page: 1, pageSize: 50 })).total;

async function refusal(work: Promise<unknown>): Promise<ProblemError> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof ProblemError) return thrown;
  throw thrown ?? new Error("nothing was refused");
}

/** A client credentials entry, the smallest there is. */
const entry = (name: string, changes: object = {}) => ({
  Name: name,
  Config: {
    AuthFlow: "ClientCredentials",
    ClientID: "app",
    ClientSecret: "secret of the app",
    Requests: { TokenByClientCredentials: { Request: { URL: "https://login.example.com/token" } } },
    ...changes,
  },
});
const file = (...entries: object[]) => writeEntries(entries as never);

test("parity 47: what is exported after an import is the same as data", async () => {
  expect(await outcomes(sample)).toEqual(["added", "added", "added"]);
  expect(asData(await take())).toEqual(asData(sample));
});

test("parity 44, 45: seven members and what came along, keys sorted, invalid ones too, no ids, no tokens", async () => {
  await bring(file(entry("Made elsewhere"), { ...entry("Invalid"), ValidID: "2", ID: "7" }));
  const text = await take();
  const [invalid, other] = asData(text) as Record<string, unknown>[];
  expect(Object.keys(other ?? {})).toEqual([
    "ChangeBy",
    "ChangeTime",
    "Config",
    "CreateBy",
    "CreateTime",
    "Name",
    "ValidID",
  ]);
  expect(invalid).toMatchObject({ Name: "Invalid", ValidID: "2" });
  expect(text).not.toMatch(/^\s*ID:/m);
});

test("parity 50, 51: without overwrite nothing changes; with it the whole Config does, id and token stay", async () => {
  await bring(file(entry("Mailbox", { Extra: "kept" }), entry("Other")));
  const { tokenConfig: before } = await getTokenConfig(deployment.ctx, "Mailbox");
  expect(await outcomes(file(entry("Mailbox", { Scope: "new" })))).toEqual(["skipped"]);
  expect((await getTokenConfig(deployment.ctx, "Mailbox")).tokenConfig.scope).toBe("");
  await deployment.db.client.execute(
    "UPDATE tokens SET account = 'me' WHERE config_id = (SELECT id FROM token_configs WHERE name = 'Mailbox')",
  );
  expect(await outcomes(file(entry("Mailbox", { Scope: "new" })), { overwrite: true })).toEqual(["overwritten"]);
  const { tokenConfig: after } = await getTokenConfig(deployment.ctx, "Mailbox");
  expect([after.id, after.scope]).toEqual([before.id, "new"]);
  expect((await storedToken(deployment, "Mailbox")).account).toBe("me");
  expect(await readDocument(deployment.db, deployment.platform.keys, after.id)).not.toHaveProperty("Extra");
  expect(await count()).toBe(2);
});

test("parity 52, 53, 54, 56: ValidID may be missing, no entries are refused, one mapping is one entry, ID is ignored", async () => {
  const { ValidID: _, ...single } = { ...entry("Single"), ID: "99", ValidID: undefined };
  const oneMapping = writeEntries([single as never])
    .replace(/^---\n- /, "  ")
    .replace(/^ {2}/gm, "");
  expect(await outcomes(oneMapping)).toEqual(["added"]);
  expect((await getTokenConfig(deployment.ctx, "Single")).tokenConfig.validity).toBe("valid");
  for (const bad of ["", "--- []\n", "just text", "- [unclosed", "null"]) {
    expect((await refusal(bring(bad))).slug, bad).toBe("file-refused");
  }
});

test("parity 55: an entry that is not right is reported by name, place and reason, and nothing is imported", async () => {
  const text = file(
    entry("Good"),
    entry("No client", { ClientID: null }),
    entry("Bad flow", { AuthFlow: "Implicit" }),
    entry("Bad URL", { Requests: { TokenByClientCredentials: { Request: { URL: "ftp://x" } } } }),
    { Config: {} },
    entry("Good"),
    { ...entry("Odd validity"), ValidID: "4" },
    entry("x".repeat(251)),
  );
  const refused = await refusal(bring(text));
  expect(refused.slug).toBe("import-refused");
  const { entries } = refused.members as {
    entries: { name: string; outcome: string; problem: { detail: string } | null }[];
  };
  expect(entries.map(({ outcome }) => outcome)).toEqual(["added", ...Array(7).fill("refused")]);
  expect(entries[1]?.problem?.detail).toContain("/Config/ClientID");
  expect(entries[7]?.name).toBe(`${"x".repeat(250)}…`);
  expect(entries[2]?.problem?.detail).toContain("/Config/AuthFlow");
  expect(entries[3]?.problem?.detail).toContain("/Config/Requests/TokenByClientCredentials/Request/URL");
  expect(await count()).toBe(0);
  expect(await outcomes(text, { dryRun: true })).toEqual(["added", ...Array(7).fill("refused")]);
  expect(await outcomes(text, { leaveOutRefused: true })).toEqual(["added", ...Array(7).fill("left-out")]);
  expect(await count()).toBe(1);
});

test("what older templates got wrong is offered, and nothing of it is changed by itself", async () => {
  await bring(sample);
  const offered = async (name: string) =>
    (await getTokenConfig(deployment.ctx, name)).tokenConfig.corrections.map(({ id }) => id);
  expect(await offered("Service Desk Gmail")).toEqual(["google-consent"]);
  expect(await offered("Facility Management Outlook")).toEqual(["microsoft-scope", "microsoft-prompt"]);
  expect(await offered("Purchasing (Keycloak): IMAP")).toEqual([]);
  expect(asData(await take())).toEqual(asData(sample));
});

test("a dry run says the same and changes nothing", async () => {
  expect((await bring(sample, { dryRun: true })).entries.map(({ outcome }) => outcome)).toEqual(Array(3).fill("added"));
  expect(await count()).toBe(0);
  const left = await deployment.db.client.execute("SELECT count(*) FROM import_entries");
  expect(left.rows[0]?.[0]).toBe(0);
});

test("entries of one client share an app registration; two secrets stand side by side", async () => {
  await bring(file(entry("A"), entry("B"), entry("C", { ClientSecret: "another" }), entry("D", { ClientID: "other" })));
  const rows = await deployment.db.client.execute(
    "SELECT client_id, (SELECT count(*) FROM client_secrets s WHERE s.app_registration_id = r.id) FROM app_registrations r ORDER BY 1",
  );
  expect(rows.rows.map((row) => [row[0], row[1]])).toEqual([
    ["app", 2],
    ["other", 1],
  ]);
  expect((await getTokenConfig(deployment.ctx, "A")).tokenConfig.clientSecretSharedBy).toBe(3);
});

test("a new secret in a file sets every configuration of its app going again, those that it does not name too", async () => {
  await bring(file(entry("A"), entry("B")));
  await deployment.db.client.execute(
    `UPDATE tokens SET attempts = 1, error_class = 'config', error = '{"class":"config","explanation":"client-refused"}'`,
  );
  await bring(file(entry("A", { ClientSecret: "a newer one" })), { overwrite: true });
  for (const name of ["A", "B"]) expect((await storedToken(deployment, name)).errorClass).toBeNull();
});

test("a file without secrets: what is stored stays, what is missing is said", async () => {
  await bring(file(entry("Mailbox")));
  const withoutSecret = await take("omit");
  expect(withoutSecret).not.toContain("secret of the app");
  const { entries } = await bring(withoutSecret, { overwrite: true });
  expect(entries).toMatchObject([{ outcome: "overwritten", clientSecretMissing: false }]);
  expect(await take()).toContain("secret of the app");
  const other = await bring(file(entry("New", { ClientID: "unknown", ClientSecret: null })));
  expect(other.entries).toMatchObject([{ outcome: "added", clientSecretMissing: true }]);
});

test("a stored secret is not sent elsewhere because a file says so", async () => {
  await bring(file(entry("Mailbox")));
  const moved = { Requests: { TokenByClientCredentials: { Request: { URL: "https://evil.example/token" } } } };
  const refused = await refusal(bring(file(entry("Mailbox", { ...moved, ClientSecret: null })), { overwrite: true }));
  const [row] = (refused.members as { entries: { problem: { type: string } }[] }).entries;
  expect(row?.problem.type).toBe("urn:grantry:problem:client-secret-needed");
});

test("an entry that renews at another origin than the token URL's is refused at its place", async () => {
  const code = (refreshUrl: string) => ({
    AuthFlow: "AuthorizationCode",
    Requests: {
      AuthorizationCode: { Request: { URL: "https://login.example.com/authorize" } },
      TokenByAuthorizationCode: { Request: { URL: "https://login.example.com/token" } },
      TokenByRefreshToken: { Request: { URL: refreshUrl } },
    },
  });
  await bring(file(entry("Mailbox", code("https://login.example.com/token"))));
  const lure = entry("Lure", { ...code("https://evil.example/token"), ClientSecret: "wrong" });
  const refused = await refusal(bring(file(lure)));
  const [row] = (refused.members as { entries: { problem: { detail: string } }[] }).entries;
  expect(row?.problem.detail).toContain("/Config/Requests/TokenByRefreshToken/Request/URL Must be at https://login.ex");
});

test("omitted are all members whose names say that they are secret, and none that only name them", async () => {
  const secrets = { ApiKey: "k-1", Extra: { privateKey: "k-2", note: "stays" } };
  const parameters = { client_assertion: "k-3", resource: "stays too", subject_token_type: "urn:token" };
  const grantry = { SubjectTokenConfig: "Portal", RefreshTokenDays: 7 };
  const requests = {
    TokenByClientCredentials: {
      Request: { URL: "https://login.example.com/token", Parameters: parameters },
      Response: { ParametersMapping: { access_token: "Token" } },
    },
  };
  const others = { Requests: requests, Notifications: { NotifyOnExpiredToken: "1" }, Grantry: grantry };
  await bring(file(entry("Mailbox", { ...secrets, ...others })));
  const text = await take("omit");
  expect(text).not.toMatch(/k-[123]|secret of the app/);
  for (const kept of ["note: stays", "resource: stays too", "access_token: Token", "NotifyOnExpiredToken: '1'"])
    expect(text).toContain(kept);
  for (const kept of ["SubjectTokenConfig: Portal", "RefreshTokenDays: '7'", "subject_token_type: urn:token"])
    expect(text).toContain(kept);
});

test("10,000 entries come in, and their import is one change for everyone else", async () => {
  const text = file(...Array.from({ length: 10_000 }, (_, n) => entry(`Mailbox ${n}`)));
  expect((await bring(text)).applied).toBe(true);
  expect(await count()).toBe(10_000);
});
