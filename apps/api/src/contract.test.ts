import type { AppRegistration, DeviceAuthorization, Notification } from "@grantry/schema";
import { type ImapServer, startImapServer } from "@grantry/testing";
import type { Ajv2020 as Validator } from "ajv/dist/2020.js";
import ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeConfigInput, configInput, password, type ServedApi, serveApi } from "./testing/served-api.ts";

interface Operation {
  readonly responses: Readonly<Record<string, { content?: Readonly<Record<string, { schema: object }>> }>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

/** One call of an operation, and the status that it deserves. */
interface Call {
  readonly status: number;
  readonly path?: string;
  readonly body?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signedOut?: true;
}

let api: ServedApi;
let cookie: string;
let registrationId: string;
let clientSecretId: string;
let notificationId: string;
let clientKeyId: string;
let invocationId: string;
let deviceId: string;
let templateId: string;
let mailServer: ImapServer;
let messageIds: string[];
const importId = "0198c0de-7a51-7cc2-9b3e-1f0d5a6b7c8d";
let document: Document;
let validator: Validator;
beforeAll(async () => {
  api = await serveApi();
  cookie = await api.signIn();
  document = (await (await api.ask("GET", "/openapi.json")).json()) as Document;
  validator = new ajv.Ajv2020({ strict: false, allErrors: true });
  formats.default(validator);
  validator.addSchema({ $id: "document", components: document.components });
  for (const name of ["One", "Two", "Gone", "Document"]) await add(configInput(api.endpoint, name));
  await add(codeConfigInput(api.endpoint, "Code"));
  const deviceUrl = new URL("/device", api.endpoint.url).href;
  await add({ ...codeConfigInput(api.endpoint, "Device"), template: "custom-device", deviceUrl });
  const begun = await api.ask("POST", "/token-configs/Device/device-authorizations", { headers: { cookie } });
  deviceId = ((await begun.json()) as DeviceAuthorization).id;
  await api.apiKey(["tokens:read"], ["Two"]);
  const registrations = await (await api.ask("GET", "/app-registrations", { headers: { cookie } })).json();
  const registration = (registrations as { items: AppRegistration[] }).items.find(({ tokenConfigs }) =>
    tokenConfigs.some(({ name }) => name === "Code"),
  );
  registrationId = registration?.id ?? "";
  const template = await api.ask("POST", "/templates", {
    text: "Name: Gone\nConfig: {Requests: {}}\n",
    headers: { cookie, "content-type": "application/yaml" },
  });
  templateId = ((await template.json()) as { id: string }).id;
  clientSecretId = registration?.clientSecrets[0]?.id ?? "";
  const keyed = await api.ask("POST", `/app-registrations/${registrationId}/client-keys`, {
    body: { kind: "made" },
    headers: { cookie },
  });
  const ending = { clientId: "an-app-of-its-own", clientSecretExpiresAt: inDays(api, 9) };
  await add({ ...codeConfigInput(api.endpoint, "Ending"), ...ending });
  const told = (await (await api.ask("GET", "/notifications", { headers: { cookie } })).json()) as Told;
  notificationId = told.notifications.find(({ kind }) => kind === "client-secret-ends")?.id ?? "";
  clientKeyId = ((await keyed.json()) as AppRegistration).clientKeys[0]?.id ?? "";
  await addServices();
  mailServer = await startImapServer();
  messageIds = [await messageOf({ name: "Kept" }), await messageOf({ name: "Hooked", ...webhook })];
  const sender = { ...mailAccount(), name: "Sender", smtpHost: "127.0.0.1", smtpPort: 9 };
  await api.ask("POST", "/mail-accounts", { body: sender, headers: { cookie } });
}, 60_000);
afterAll(async () => {
  await api.close();
  await mailServer.close();
});

const mailAccount = () => ({
  name: "Support",
  type: "IMAP",
  host: "127.0.0.1",
  port: mailServer.port,
  login: "support@example.com",
  password: "p",
});
const webhook = {
  delivery: "webhook",
  webhookUrl: "http://127.0.0.1:9/hook",
  webhookSecret: `whsec_${"A".repeat(32)}`,
};

const channel = (name: string) => ({ name, ...webhook, delivery: undefined });
const mailChannel = (more: object) => ({
  name: "By mail",
  kind: "email",
  mailAccountId: "Sender",
  recipient: "desk@example.org",
  ...more,
});

/** The id of a message that an account of its own has fetched. */
async function messageOf(more: { readonly name: string }): Promise<string> {
  const headers = { cookie };
  await api.ask("POST", "/mail-accounts", { body: { ...mailAccount(), ...more }, headers });
  mailServer.put(`Subject: for ${more.name}\r\n\r\ntext\r\n`);
  await api.ask("POST", `/mail-accounts/${more.name}/fetches`, { headers });
  const listed = await (await api.ask("GET", `/messages?mailAccount=${more.name}`, { headers })).json();
  return (listed as { items: { id: string }[] }).items[0]?.id ?? "";
}

async function addServices(): Promise<void> {
  const post = (path: string, body: object) => api.ask("POST", path, { body, headers: { cookie } });
  const authentication = { type: "basic", username: "user", password: "the-password" };
  for (const changes of [
    {},
    { name: "Idle", validity: "invalid" },
    { name: "Down", endpoint: "http://127.0.0.1:1/" },
  ]) {
    const { name } = { name: "Service", ...changes };
    await post("/web-services", { ...serviceInput(name), authentication, ...changes });
    for (const invoker of ["Ask", "Run"]) await post(`/web-services/${name}/invokers`, { name: invoker });
  }
  const ran = await post("/web-services/Service/invokers/Run/runs", {});
  invocationId = ((await ran.json()) as { id: string }).id;
  await api.deployment.settled();
}

type Told = { notifications: Notification[] };
const inDays = ({ deployment }: ServedApi, days: number) =>
  new Date(deployment.platform.now() + days * 86_400_000).toISOString();
const add = (body: object) => api.ask("POST", "/token-configs", { body, headers: { cookie } });
/** A web service at the token endpoint, which answers anything. */
const serviceInput = (name: string) => ({
  name,
  type: "rest",
  endpoint: new URL("/service", api.endpoint.url).href,
  authentication: { type: "basic", username: "user", password: name === "Service" ? undefined : "the-password" },
});
/** A document with one operation. */
const openApi = (path: string) => `openapi: 3.1.0\ninfo: {title: Things}\npaths:\n  ${path}:\n    get: {}\n`;
const unreadable: Call = { status: 400, text: "{" };
const unsigned: Call = { status: 401, signedOut: true };
const custom = () => codeConfigInput(api.endpoint, "One");

/** Every operation of the document with good and bad input. An operation without a line here fails. */
const calls: Readonly<Record<string, () => readonly Call[]>> = {
  "POST /first-administrator": () => [
    { status: 410, body: { secret: "unknown", email: "a@example.org", password } },
    { status: 422, body: { secret: "x", email: "no address", password: "short" } },
    unreadable,
  ],
  "POST /auth/sign-in/email": () => [
    { status: 201, body: { email: "admin@example.org", password } },
    { status: 401, body: { email: "admin@example.org", password: "wrong" } },
    { status: 422, body: { email: "admin@example.org" } },
    unreadable,
  ],
  "POST /auth/sign-out": () => [unsigned],
  "GET /sessions/current": () => [{ status: 200 }, unsigned],
  "GET /templates": () => [{ status: 200 }, unsigned],
  "POST /templates": () => {
    const headers = { "content-type": "application/yaml" };
    const text = `Name: Ours\nConfig: {AuthFlow: ClientCredentials, Requests: {TokenByClientCredentials: {Request: {URL: "https://t.example/token"}}}}\n`;
    return [
      { status: 201, headers, text },
      { status: 422, headers, text },
      { status: 422, headers, text: "Name: [" },
      { status: 422, headers, text: "Name: Nothing\n" },
      { ...unsigned, headers, text },
    ];
  },
  "DELETE /templates/{id}": () => [
    { status: 404, path: "/templates/custom" },
    { ...unsigned, path: "/templates/custom" },
    { status: 204, path: `/templates/${templateId}` },
  ],
  "GET /token-configs": () => [
    { status: 200 },
    { status: 200, path: "/token-configs?q=o&status=healthy&sort=-expires&page=2&pageSize=200" },
    { status: 422, path: "/token-configs?page=0" },
    { status: 422, path: "/token-configs?pageSize=201" },
    { status: 422, path: "/token-configs?sort=nope" },
    { status: 422, path: "/token-configs?status=nope" },
    unsigned,
  ],
  "POST /token-configs": () => [
    { status: 201, body: configInput(api.endpoint, "New") },
    { status: 409, body: configInput(api.endpoint, "New") },
    { status: 422, body: {} },
    { status: 422, body: { ...configInput(api.endpoint, "Other"), template: "nope" } },
    { status: 422, body: { ...configInput(api.endpoint, "Other"), unknown: 1 } },
    unreadable,
    unsigned,
  ],
  "GET /channels": () => [{ status: 200 }, unsigned],
  "POST /channels": () => [
    { status: 201, body: channel("Desk") },
    { status: 201, body: channel("Gone") },
    { status: 409, body: channel("Desk") },
    { status: 422, body: { ...channel("Other"), webhookSecret: "short" } },
    { status: 422, body: { ...channel("Other"), severities: [] } },
    { status: 422, body: { ...channel("Other"), unknown: 1 } },
    { status: 422, body: mailChannel({ recipient: "desk@example.org\r\nBcc: all@example.org" }) },
    { status: 422, body: mailChannel({ mailAccountId: "Kept" }) }, // which sends nothing
    { status: 422, body: mailChannel({ mailAccountId: "nobody" }) },
    { status: 201, body: mailChannel({}) },
    unreadable,
    unsigned,
  ],
  "GET /channels/{id}": () => [
    { status: 200, path: "/channels/Desk" },
    { status: 404, path: "/channels/nope" },
    { ...unsigned, path: "/channels/Desk" },
  ],
  "PUT /channels/{id}": () => {
    const path = "/channels/Desk";
    return [
      { status: 428, path, body: channel("Desk") },
      { status: 412, path, body: channel("Desk"), headers: { "if-match": '"9"' } },
      { status: 404, path: "/channels/nope", body: channel("Desk"), headers: { "if-match": '"1"' } },
      { status: 409, path, body: channel("Gone"), headers: { "if-match": '"1"' } },
      { status: 422, path, body: { ...channel("Desk"), webhookUrl: "" }, headers: { "if-match": '"1"' } },
      { status: 200, path, body: channel("Desk"), headers: { "if-match": '"1"' } },
      { ...unreadable, path, headers: { "if-match": '"1"' } },
      { ...unsigned, path },
    ];
  },
  "POST /channels/{id}/tests": () => [
    { status: 200, path: "/channels/Desk/tests" },
    { status: 404, path: "/channels/nope/tests" },
    { ...unsigned, path: "/channels/Desk/tests" },
  ],
  "DELETE /channels/{id}": () => [
    { status: 204, path: "/channels/Gone" },
    { status: 404, path: "/channels/Gone" },
    { ...unsigned, path: "/channels/Desk" },
  ],
  "POST /discoveries": () => [
    { status: 422, path: "/discoveries", body: { address: new URL("/nothing", api.endpoint.url).href } },
    { status: 422, path: "/discoveries", body: { address: "no address" } },
    { ...unreadable, path: "/discoveries" },
    { ...unsigned, path: "/discoveries" },
  ],
  "GET /app-registrations": () => [{ status: 200 }, unsigned],
  "POST /app-registrations/{id}/client-secrets": () => {
    const path = `/app-registrations/${registrationId}/client-secrets`;
    return [
      { status: 201, path, body: { clientSecret: "a second one", expiresAt: "2030-01-01T00:00:00Z" } },
      { status: 422, path, body: { clientSecret: "" } },
      { status: 422, path, body: { clientSecret: "x", expiresAt: "soon" } },
      { status: 404, path: "/app-registrations/nobody/client-secrets", body: { clientSecret: "x" } },
      { ...unreadable, path },
      { ...unsigned, path },
    ];
  },
  "DELETE /app-registrations/{id}/client-secrets/{secretId}": () => {
    const path = `/app-registrations/${registrationId}/client-secrets/nobody`;
    return [
      { status: 404, path },
      { ...unsigned, path },
      { status: 204, path: path.replace("nobody", clientSecretId) },
    ];
  },
  "POST /app-registrations/{id}/client-keys": () => {
    const path = `/app-registrations/${registrationId}/client-keys`;
    return [
      { status: 201, path, body: { kind: "made" } },
      { status: 422, path, body: { kind: "pem", pem: "no key" } },
      { status: 422, path, body: { kind: "pkcs12", pkcs12: "not base64!" } },
      { status: 422, path, body: { kind: "service-account", json: "{}" } },
      { status: 422, path, body: { kind: "stolen" } },
      { status: 404, path: "/app-registrations/nobody/client-keys", body: { kind: "made" } },
      { ...unreadable, path },
      { ...unsigned, path },
    ];
  },
  "DELETE /app-registrations/{id}/client-keys/{keyId}": () => {
    const path = `/app-registrations/${registrationId}/client-keys/nobody`;
    return [
      { status: 404, path },
      { ...unsigned, path },
      { status: 204, path: path.replace("nobody", clientKeyId) },
    ];
  },
  "GET /token-configs/{id}/document": () => [
    { status: 200, path: "/token-configs/One/document" },
    { status: 404, path: "/token-configs/nobody/document" },
    { ...unsigned, path: "/token-configs/One/document" },
  ],
  "PUT /token-configs/{id}/document": () => {
    const path = "/token-configs/Document/document";
    const headers = { "if-match": '"1"', "content-type": "application/yaml" };
    const text = `AuthFlow: ClientCredentials\nClientID: app\nRequests: {TokenByClientCredentials: {Request: {URL: "https://t.example/token"}}}\n`;
    return [
      { status: 428, path, headers: { "content-type": "application/yaml" }, text },
      { status: 400, path, headers: { "if-match": '"1"' }, text: "{" },
      { status: 422, path, headers, text: "a: [" },
      { status: 422, path, headers, text: "AuthFlow: ClientCredentials\n" },
      { status: 422, path, headers, text },
      { status: 204, path, headers, text: `${text}ClientSecret: new for the new origin\n` },
      { status: 412, path, headers, text },
      { status: 404, path: "/token-configs/nobody/document", headers, text },
      { ...unsigned, path, headers, text },
    ];
  },
  "POST /token-configs/imports": () => {
    const path = "/token-configs/imports";
    const text = `- Name: Imported\n  Config: {AuthFlow: ClientCredentials, ClientID: a, Requests: {TokenByClientCredentials: {Request: {URL: "https://t.example/token"}}}}\n`;
    return [
      { status: 200, path: `${path}?dryRun=true`, text },
      { status: 200, path, text },
      { status: 200, path: `${path}?overwrite=true&leaveOutRefused=true`, text: `${text}- Name: Bad\n` },
      { status: 422, path: `${path}?id=${importId}`, text: `${text}- Name: Bad\n` },
      { status: 412, path: `${path}?id=${importId}`, text },
      { status: 422, path, text: "not yaml: [" },
      { status: 422, path: `${path}?overwrite=perhaps`, text },
      { status: 413, path, text: "#".repeat(21 * 1024 * 1024) },
      { ...unsigned, path },
    ];
  },
  "GET /token-configs/imports": () => [
    { status: 200, path: "/token-configs/imports" },
    { ...unsigned, path: "/token-configs/imports" },
  ],
  "GET /token-configs/imports/{id}": () => {
    const path = `/token-configs/imports/${importId}`;
    return [
      { status: 200, path },
      { status: 404, path: path.replace(/.$/, "0") },
      { status: 422, path: "/token-configs/imports/nobody" },
      { ...unsigned, path },
    ];
  },
  "POST /token-imports": () => {
    const text = "Token config 'Imported' (valid, ID 2)\n\tToken information:\n\t\tRefreshToken: r\n\t\tToken: t\n";
    return [
      { status: 200, path: "/token-imports?dryRun=true", text },
      { status: 200, path: "/token-imports?timeZone=Europe/Berlin", text },
      { status: 422, path: "/token-imports?timeZone=Nowhere", text },
      { status: 422, path: "/token-imports", text: "no list" },
      { ...unsigned, path: "/token-imports" },
    ];
  },
  "POST /token-configs/exports": () => {
    const path = "/token-configs/exports";
    return [
      { status: 200, path, body: {} },
      { status: 200, path, body: { tokenConfigs: ["One"], secrets: "include", password } },
      { status: 403, path, body: { secrets: "include" } },
      { status: 403, path, body: { secrets: "include", password: "wrong" } },
      { status: 404, path, body: { tokenConfigs: ["nobody"] } },
      { status: 422, path, body: { secrets: "maybe" } },
      { ...unreadable, path },
      { ...unsigned, path },
    ];
  },
  "GET /token-configs/{id}": () => [
    { status: 200, path: "/token-configs/One" },
    { status: 404, path: "/token-configs/nobody" },
    { ...unsigned, path: "/token-configs/One" },
  ],
  "PUT /token-configs/{id}": () => [
    { status: 200, path: "/token-configs/Code", headers: { "if-match": '"1"' }, body: { ...custom(), name: "Code" } },
    { status: 412, path: "/token-configs/Code", headers: { "if-match": '"1"' }, body: { ...custom(), name: "Code" } },
    { status: 428, path: "/token-configs/Code", body: { ...custom(), name: "Code" } },
    { status: 422, path: "/token-configs/Code", headers: { "if-match": '"2"' }, body: {} },
    { status: 409, path: "/token-configs/Code", headers: { "if-match": '"2"' }, body: custom() },
    { status: 404, path: "/token-configs/nobody", headers: { "if-match": '"1"' }, body: custom() },
    { ...unreadable, path: "/token-configs/Code", headers: { "if-match": '"2"' } },
    { ...unsigned, path: "/token-configs/Code" },
  ],
  "DELETE /token-configs/{id}": () => [
    { status: 409, path: "/token-configs/Two" },
    { status: 204, path: "/token-configs/Gone" },
    { status: 404, path: "/token-configs/Gone" },
    { ...unsigned, path: "/token-configs/One" },
  ],
  "POST /token-configs/{id}/duplicates": () => {
    const path = "/token-configs/One/duplicates";
    return [
      { status: 201, path, body: { name: "One like it" } },
      { status: 409, path, body: { name: "One" } },
      { status: 422, path, body: { name: " " } },
      { status: 404, path: "/token-configs/nobody/duplicates", body: { name: "Nobody" } },
      { ...unreadable, path },
      { ...unsigned, path },
    ];
  },
  "POST /token-configs/{id}/authorizations": () => [
    { status: 201, path: "/token-configs/Code/authorizations" },
    { status: 409, path: "/token-configs/One/authorizations" },
    { status: 404, path: "/token-configs/nobody/authorizations" },
    { ...unsigned, path: "/token-configs/Code/authorizations" },
  ],
  "POST /token-configs/{id}/device-authorizations": () => [
    { status: 201, path: "/token-configs/Device/device-authorizations" },
    { status: 409, path: "/token-configs/One/device-authorizations" },
    { status: 404, path: "/token-configs/nobody/device-authorizations" },
    { ...unsigned, path: "/token-configs/Device/device-authorizations" },
  ],
  "GET /token-configs/{id}/device-authorizations/{deviceId}": () => [
    { status: 200, path: `/token-configs/Device/device-authorizations/${deviceId}` },
    { status: 404, path: "/token-configs/Device/device-authorizations/nothing" },
    { status: 404, path: `/token-configs/One/device-authorizations/${deviceId}` },
    { ...unsigned, path: `/token-configs/Device/device-authorizations/${deviceId}` },
  ],
  "POST /token-configs/{id}/token-requests": () => {
    const path = "/token-configs/One/token-requests";
    return [
      { status: 200, path, body: { grant: "client_credentials" } },
      { status: 409, path, body: { grant: "refresh_token" } },
      { status: 422, path, body: { grant: "password" } },
      { status: 404, path: "/token-configs/nobody/token-requests", body: { grant: "refresh_token" } },
      { ...unreadable, path },
      { ...unsigned, path },
    ];
  },
  "POST /shown-errors": () => [
    { status: 200, body: { text: "Error 400: redirect_uri_mismatch" }, path: "/shown-errors" },
    { status: 422, body: { text: "" }, path: "/shown-errors" },
    { ...unsigned, path: "/shown-errors", body: { text: "x" } },
  ],
  "POST /token-configs/{id}/tests": () => [
    { status: 409, path: "/token-configs/One/tests" },
    { status: 404, path: "/token-configs/nobody/tests" },
    { ...unsigned, path: "/token-configs/One/tests" },
  ],
  "POST /token-configs/{id}/refresh-tokens": () => {
    const path = "/token-configs/Code/refresh-tokens";
    return [
      { status: 409, path, body: { refreshToken: "unknown" } },
      { status: 409, path: "/token-configs/One/refresh-tokens", body: { refreshToken: "unknown" } },
      { status: 422, path, body: { refreshToken: "with a space" } },
      { status: 404, path: "/token-configs/nobody/refresh-tokens", body: { refreshToken: "unknown" } },
      { ...unreadable, path },
      { ...unsigned, path },
    ];
  },
  "POST /token-configs/{id}/revocations": () => [
    { status: 200, path: "/token-configs/Code/revocations?forgetAnyway=true" },
    { status: 422, path: "/token-configs/Code/revocations?forgetAnyway=perhaps" },
    { status: 404, path: "/token-configs/nobody/revocations" },
    { ...unsigned, path: "/token-configs/Code/revocations" },
  ],
  "GET /access-tokens/{nameOrId}": () => [
    { status: 200, path: "/access-tokens/Two" },
    { status: 200, path: "/access-tokens/Two?minTtl=60" },
    { status: 422, path: "/access-tokens/Two?minTtl=soon" },
    { status: 409, path: "/access-tokens/Code" },
    { status: 404, path: "/access-tokens/nobody" },
    { ...unsigned, path: "/access-tokens/Two" },
  ],
  "GET /web-services": () => [
    { status: 200 },
    { status: 200, path: "/web-services?q=o&sort=-updated&page=2&pageSize=200" },
    { status: 422, path: "/web-services?sort=nope" },
    unsigned,
  ],
  "POST /web-services": () => [
    { status: 201, body: serviceInput("New service") },
    { status: 409, body: serviceInput("New service") },
    { status: 422, body: {} },
    { status: 422, body: { ...serviceInput("Other"), tls: { verify: false } } }, // this host runs as workerd does
    {
      status: 422,
      body: { ...serviceInput("Other"), authentication: { type: "token-config", tokenConfig: "nobody" } },
    },
    unreadable,
    unsigned,
  ],
  "GET /web-services/{id}": () => [
    { status: 200, path: "/web-services/Service" },
    { status: 404, path: "/web-services/nobody" },
    { ...unsigned, path: "/web-services/Service" },
  ],
  "PUT /web-services/{id}": () => {
    const path = "/web-services/Service";
    const headers = { "if-match": '"1"' };
    const body = serviceInput("Service");
    const moved = { ...body, endpoint: "https://elsewhere.example/" };
    return [
      { status: 422, path, headers, body: moved },
      { status: 200, path, headers, body },
      { status: 412, path, headers, body },
      { status: 428, path, body },
      { status: 422, path, headers, body: {} },
      { status: 409, path, headers: { "if-match": '"2"' }, body: serviceInput("New service") },
      { status: 404, path: "/web-services/nobody", headers, body },
      { ...unreadable, path, headers },
      { ...unsigned, path },
    ];
  },
  "DELETE /web-services/{id}": () => [
    { status: 204, path: "/web-services/New%20service" },
    { status: 404, path: "/web-services/New%20service" },
    { ...unsigned, path: "/web-services/Service" },
  ],
  "GET /web-services/{id}/invokers": () => [
    { status: 200, path: "/web-services/Service/invokers" },
    { status: 404, path: "/web-services/nobody/invokers" },
    { ...unsigned, path: "/web-services/Service/invokers" },
  ],
  "POST /web-services/{id}/invokers": () => {
    const path = "/web-services/Service/invokers";
    return [
      { status: 201, path, body: { name: "Gone soon" } },
      { status: 409, path, body: { name: "Gone soon" } },
      { status: 422, path, body: { name: "Other", method: "TRACE" } },
      { status: 404, path: "/web-services/nobody/invokers", body: { name: "Other" } },
      { ...unreadable, path },
      { ...unsigned, path },
    ];
  },
  "GET /web-services/{id}/invokers/{name}": () => [
    { status: 200, path: "/web-services/Service/invokers/Ask" },
    { status: 404, path: "/web-services/Service/invokers/nobody" },
    { ...unsigned, path: "/web-services/Service/invokers/Ask" },
  ],
  "PUT /web-services/{id}/invokers/{name}": () => {
    const path = "/web-services/Service/invokers/Ask";
    const headers = { "if-match": '"1"' };
    return [
      { status: 200, path, headers, body: { name: "Ask", path: "/ask/:id" } },
      { status: 412, path, headers, body: { name: "Ask" } },
      { status: 428, path, body: { name: "Ask" } },
      { status: 422, path, headers, body: {} },
      { status: 409, path, headers: { "if-match": '"2"' }, body: { name: "Gone soon" } },
      { status: 404, path: "/web-services/Service/invokers/nobody", headers, body: { name: "Ask" } },
      { ...unreadable, path, headers },
      { ...unsigned, path },
    ];
  },
  "DELETE /web-services/{id}/invokers/{name}": () => [
    { status: 204, path: "/web-services/Service/invokers/Gone%20soon" },
    { status: 404, path: "/web-services/Service/invokers/Gone%20soon" },
    { ...unsigned, path: "/web-services/Service/invokers/Ask" },
  ],
  "POST /web-services/{id}/invokers/{name}/runs": () => {
    const path = "/web-services/Service/invokers/Run/runs";
    return [
      { status: 200, path, body: { data: { id: 1 } } },
      { status: 422, path, body: { data: [] } },
      { status: 404, path: path.replace("Run", "nobody"), body: {} },
      { status: 404, path: path.replace("Service", "nobody"), body: {} },
      { status: 409, path: path.replace("Service", "Idle"), body: {} },
      { status: 502, path: path.replace("Service", "Down"), body: {} },
      { ...unreadable, path },
      { ...unsigned, path },
    ];
  },
  "POST /web-services/{id}/openapi-imports": () => {
    const path = "/web-services/Service/openapi-imports";
    const headers = { "content-type": "application/yaml" };
    return [
      { status: 200, path: `${path}?dryRun=true`, headers, text: openApi("/things/{id}") },
      { status: 200, path, headers, text: openApi("/things/{id}") },
      { status: 200, path, headers, text: openApi("/things/{id}") }, // skipped
      { status: 200, path, body: { openapi: "3.0.0", paths: { "/things": { get: {} } } } }, // JSON, by that type
      { status: 422, path, headers, text: openApi("/things/{id}.json") },
      { status: 200, path: `${path}?leaveOutRefused=true`, headers, text: openApi("/things/{id}.json") },
      { status: 422, path, headers, text: "swagger: '2.0'" },
      { status: 422, path, headers, text: "openapi: [" },
      { status: 422, path: `${path}?dryRun=perhaps`, headers, text: openApi("/things") },
      { status: 413, path, headers, text: "x".repeat(20 * 1024 * 1024 + 1) },
      { status: 404, path: path.replace("Service", "nobody"), headers, text: openApi("/things") },
      { ...unsigned, path, headers },
    ];
  },
  "POST /web-services/openapi-imports": () => {
    const path = "/web-services/openapi-imports";
    const headers = { "content-type": "application/yaml" };
    const endpoint = `endpoint=${encodeURIComponent(new URL("/service", api.endpoint.url).href)}`;
    const text = openApi("/things/{id}");
    return [
      { status: 200, path: `${path}?dryRun=true&${endpoint}`, headers, text },
      { status: 200, path: `${path}?${endpoint}`, headers, text },
      { status: 409, path: `${path}?${endpoint}`, headers, text },
      { status: 422, path: `${path}?name=Other`, headers, text },
      { status: 422, path: `${path}?name=Other&${endpoint}&tokenConfig=nobody`, headers, text },
      { status: 422, path, headers, text: "openapi: 4.0.0" },
      { ...unsigned, path, headers },
    ];
  },
  "GET /web-services/{id}/debug-log": () => {
    const path = "/web-services/Service/debug-log";
    return [
      { status: 200, path },
      { status: 200, path: `${path}?failures=true&page=2` },
      { status: 422, path: `${path}?failures=perhaps` },
      { status: 404, path: "/web-services/nobody/debug-log" },
      { ...unsigned, path },
    ];
  },
  "GET /web-services/{id}/debug-log/{invocationId}": () => [
    { status: 200, path: `/web-services/Service/debug-log/${invocationId}` },
    { status: 404, path: `/web-services/Idle/debug-log/${invocationId}` },
    { status: 404, path: "/web-services/Service/debug-log/nobody" },
    { ...unsigned, path: `/web-services/Service/debug-log/${invocationId}` },
  ],
  "DELETE /web-services/{id}/debug-log": () => [
    { status: 204, path: "/web-services/Service/debug-log" },
    { status: 404, path: "/web-services/nobody/debug-log" },
    { ...unsigned, path: "/web-services/Service/debug-log" },
  ],
  "GET /mail-accounts": () => [
    { status: 200 },
    { status: 200, path: "/mail-accounts?q=sup%25&page=1&pageSize=10" },
    { status: 422, path: "/mail-accounts?pageSize=0" },
    unsigned,
  ],
  "POST /mail-accounts": () => [
    { status: 201, body: mailAccount() },
    { status: 201, body: { ...mailAccount(), name: "Gone", ...webhook } },
    { status: 409, body: mailAccount() },
    { status: 422, body: {} },
    { status: 422, body: { ...mailAccount(), type: "IMAP5" } },
    { status: 422, body: { ...mailAccount(), authentication: "oauth2_token", tokenConfigId: "nobody" } },
    unreadable,
    unsigned,
  ],
  "GET /mail-accounts/{id}": () => [
    { status: 200, path: "/mail-accounts/Support" },
    { status: 404, path: "/mail-accounts/nobody" },
    { ...unsigned, path: "/mail-accounts/Support" },
  ],
  "PUT /mail-accounts/{id}": () => {
    const path = "/mail-accounts/Support";
    const headers = { "if-match": '"1"' };
    const body = { ...mailAccount(), password: undefined };
    return [
      { status: 428, path, body },
      { status: 422, path, headers, body: { ...body, host: "elsewhere.example" } },
      { status: 409, path, headers, body: { ...body, name: "Gone" } },
      { status: 200, path, headers, body },
      { status: 412, path, headers, body },
      { status: 404, path: "/mail-accounts/nobody", headers, body },
      { ...unreadable, path, headers },
      { ...unsigned, path },
    ];
  },
  "POST /mail-accounts/{id}/checks": () => [
    { status: 200, path: "/mail-accounts/Support/checks" },
    { status: 404, path: "/mail-accounts/nobody/checks" },
    { ...unsigned, path: "/mail-accounts/Support/checks" },
  ],
  "POST /mail-accounts/{id}/test-messages": () => {
    const path = "/mail-accounts/Support/test-messages";
    return [
      { status: 409, path, body: { to: "" } },
      { status: 422, path, body: { to: "no address" } },
      { status: 404, path: "/mail-accounts/nobody/test-messages", body: { to: "" } },
      { ...unreadable, path },
      { ...unsigned, path },
    ];
  },
  "POST /mail-accounts/{id}/fetches": () => [
    { status: 200, path: "/mail-accounts/Support/fetches" },
    { status: 200, path: "/mail-accounts/Gone/fetches" },
    { status: 404, path: "/mail-accounts/nobody/fetches" },
    { ...unsigned, path: "/mail-accounts/Support/fetches" },
  ],
  "GET /mail-accounts/{id}/fetches": () => [
    { status: 200, path: "/mail-accounts/Support/fetches" },
    { status: 422, path: "/mail-accounts/Support/fetches?page=x" },
    { status: 404, path: "/mail-accounts/nobody/fetches" },
    { ...unsigned, path: "/mail-accounts/Support/fetches" },
  ],
  "GET /messages": () => [
    { status: 200 },
    { status: 200, path: "/messages?mailAccount=Support&state=dead" },
    { status: 404, path: "/messages?mailAccount=nobody" },
    { status: 422, path: "/messages?state=lost" },
    unsigned,
  ],
  "GET /messages/{id}": () => [
    { status: 200, path: `/messages/${messageIds[0]}` },
    { status: 404, path: "/messages/nobody" },
    { ...unsigned, path: "/messages/nobody" },
  ],
  "POST /messages/{id}/acknowledgements": () => {
    const path = `/messages/${messageIds[0]}/acknowledgements`;
    return [
      { status: 204, path },
      { status: 204, path },
      { status: 404, path: "/messages/nobody/acknowledgements" },
      { ...unsigned, path },
    ];
  },
  "POST /messages/{id}/deliveries": () => [
    { status: 409, path: `/messages/${messageIds[0]}/deliveries` },
    { status: 404, path: "/messages/nobody/deliveries" },
    { status: 200, path: `/messages/${messageIds[1]}/deliveries` },
    { ...unsigned, path: "/messages/nobody/deliveries" },
  ],
  "DELETE /mail-accounts/{id}": () => [
    { status: 204, path: "/mail-accounts/Gone" },
    { status: 404, path: "/mail-accounts/Gone" },
    { status: 409, path: "/mail-accounts/Sender" }, // a channel sends through it
    { ...unsigned, path: "/mail-accounts/Support" },
  ],
  "GET /notifications": () => [
    { status: 200 },
    { status: 200, path: "/notifications?dismissed=true" },
    { status: 422, path: "/notifications?dismissed=perhaps" },
    unsigned,
  ],
  "POST /notifications/{id}/dismissals": () => {
    const path = `/notifications/${notificationId}/dismissals`;
    return [
      { status: 204, path },
      { status: 404, path: "/notifications/nothing/dismissals" },
      { ...unsigned, path },
    ];
  },
  "DELETE /notifications/{id}/dismissals": () => {
    const path = `/notifications/${notificationId}/dismissals`;
    return [
      { status: 204, path },
      { ...unsigned, path },
    ];
  },
  "GET /settings": () => [{ status: 200 }, unsigned],
  "PUT /settings/{name}": () => [
    { status: 200, path: "/settings/WebUserAgent::Timeout", body: { value: 20 } },
    { status: 422, path: "/settings/WebUserAgent::Timeout", body: { value: 61 } },
    { status: 404, path: "/settings/Nope", body: { value: 1 } },
    { ...unreadable, path: "/settings/FQDN" },
    { ...unsigned, path: "/settings/FQDN" },
  ],
  "DELETE /settings/{name}": () => [
    { status: 200, path: "/settings/WebUserAgent::Timeout" },
    { status: 404, path: "/settings/Nope" },
    { ...unsigned, path: "/settings/FQDN" },
  ],
  "GET /token-configs/{id}/history": () => [
    { status: 200, path: "/token-configs/One/history" },
    { status: 200, path: "/token-configs/One/history?limit=1&before=x" },
    { status: 422, path: "/token-configs/One/history?limit=501" },
    { status: 404, path: "/token-configs/nobody/history" },
    { ...unsigned, path: "/token-configs/One/history" },
  ],
  "GET /audit-events": () => [
    { status: 200 },
    { status: 200, path: "/audit-events?action=token.refreshed&actorKind=clock&since=2026-01-01T00:00:00Z&limit=1" },
    { status: 422, path: "/audit-events?action=nope" },
    { status: 422, path: "/audit-events?since=yesterday" },
    { status: 422, path: "/audit-events?limit=501" },
    unsigned,
  ],
  "GET /audit-events/export": () => [
    { status: 200 },
    { status: 200, path: "/audit-events/export?format=json&action=sign-in.succeeded" },
    { status: 422, path: "/audit-events/export?format=xml" },
    unsigned,
  ],
  "GET /forecasts": () => [{ status: 200 }, unsigned],
  "GET /calendar-feeds": () => [{ status: 200 }, unsigned],
  "POST /calendar-feeds": () => [
    { status: 201, body: { name: "Team" } },
    { status: 422, body: { name: "" } },
    unreadable,
    unsigned,
  ],
  "DELETE /calendar-feeds/{id}": () => [
    { status: 404, path: "/calendar-feeds/nobody" },
    { ...unsigned, path: "/calendar-feeds/nobody" },
  ],
  "GET /calendar/{file}": () => [{ status: 404, path: "/calendar/grc_nothing.ics" }],
  "GET /key-ring": () => [{ status: 200 }, unsigned],
  "POST /key-ring/rotations": () => [{ status: 202 }, unsigned],
  "GET /api-keys": () => [{ status: 200 }, unsigned],
  "POST /api-keys": () => [
    { status: 201, body: { name: "made", scopes: ["tokens:read"] } },
    { status: 422, body: { name: "", scopes: [] } },
    unreadable,
    unsigned,
  ],
  "DELETE /api-keys/{id}": () => [
    { status: 204, path: "/api-keys/test" },
    { status: 404, path: "/api-keys/nobody" },
    { ...unsigned, path: "/api-keys/test" },
  ],
};

test("every operation of the document is called here, and nothing else", () => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(operations.sort()).toEqual(Object.keys(calls).sort());
});

describe.each(Object.keys(calls))("%s", (operation) => {
  const [method = "", path = ""] = operation.split(" ");

  test("answers as the document says", async () => {
    const { responses } = document.paths[path]?.[method.toLowerCase()] ?? { responses: {} };
    for (const call of calls[operation]?.() ?? []) {
      const answer = await api.ask(method, call.path ?? path, {
        ...(call.body !== undefined && { body: call.body }),
        ...(call.text !== undefined && { text: call.text }),
        headers: { ...(!call.signedOut && { cookie }), ...call.headers },
      });
      const text = await answer.text();
      const told = `${method} ${call.path ?? path} → ${text.slice(0, 300)}`;
      expect(answer.status, told).toBe(call.status);
      expect(Object.keys(responses), told).toContain(String(answer.status));
      expect(answer.headers.get("cache-control"), told).toBe("no-store, no-transform");
      const content = responses[String(answer.status)]?.content;
      if (!content) expect(text, told).toBe("");
      else {
        const [type, { schema }] = Object.entries(content)[0] ?? ["", { schema: {} }];
        expect(answer.headers.get("content-type")?.split(";")[0], told).toBe(type);
        expect(faultsOf(schema, type === "application/yaml" ? text : JSON.parse(text)), told).toEqual([]);
      }
      if (call.status >= 400) expect(JSON.parse(text).action, told).not.toBe("");
    }
  });
});

function faultsOf(schema: object, value: unknown): unknown[] {
  const placed = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"document#/components')) as object;
  const validate = validator.compile(placed);
  return validate(value) ? [] : (validate.errors ?? []);
}
