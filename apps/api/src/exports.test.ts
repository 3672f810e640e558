import { afterAll, beforeAll, expect, test } from "vitest";
import { configInput, type ServedApi, serveApi } from "./testing/served-api.ts";

let api: ServedApi;
beforeAll(async () => {
  api = await serveApi();
});
afterAll(() => api.close());

test("parity 47: an export is saved as a file that the seed system's administrators know by its name", async () => {
  const headers = { cookie: await api.signIn() };
  await api.ask("POST", "/token-configs", { body: configInput(api.endpoint, 'Büro "x"\\'), headers });
  const answer = await api.ask("POST", "/token-configs/exports", { body: { secrets: "omit" }, headers });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/yaml; charset=utf-8");
  const [, date = "", time = ""] =
    /^attachment; filename="OAuth2TokenConfigurationExport_(\d{8})_(\d{6})\.yml"$/.exec(
      answer.headers.get("content-disposition") ?? "",
    ) ?? [];
  const now = new Date(api.deployment.platform.now()).toISOString().replaceAll(/[-:]/g, "");
  expect(`${date}T${time}`).toBe(now.slice(0, 15));
});
