import {
  checkMailAccount,
  createMailAccount,
  fetchMailAccount,
  getMailAccount,
  listMailAccounts,
  listMailFetches,
  removeMailAccount,
  sendTestMessage,
  updateMailAccount,
  type VersionedMailAccount,
} from "@grantry/core";
import {
  checkMailAccountRoute,
  createMailAccountRoute,
  deleteMailAccountRoute,
  fetchMailAccountRoute,
  getMailAccountRoute,
  listMailAccountsRoute,
  listMailFetchesRoute,
  sendTestMessageRoute,
  updateMailAccountRoute,
} from "@grantry/schema";
import { etagOf, versionToChange } from "../conditional.ts";
import { type ApiApp, guarded } from "../mount.ts";

export function mountMailAccounts(app: ApiApp): void {
  app.openapi(guarded(app, listMailAccountsRoute), async (c) => {
    const { page, pageSize, q } = c.req.valid("query");
    return c.json({ ...(await listMailAccounts(c.var.context, { page, pageSize, q })), page, pageSize }, 200);
  });
  app.openapi(guarded(app, createMailAccountRoute), async (c) => {
    const created = await createMailAccount(c.var.context, c.req.valid("json"));
    return c.json(created.mailAccount, 201, etagHeader(created));
  });
  app.openapi(guarded(app, getMailAccountRoute), async (c) => {
    const found = await getMailAccount(c.var.context, c.req.valid("param").id);
    return c.json(found.mailAccount, 200, etagHeader(found));
  });
  app.openapi(guarded(app, updateMailAccountRoute), async (c) => {
    const readVersion = versionToChange(c.req.valid("header")["if-match"]);
    const change = { input: c.req.valid("json"), readVersion };
    const updated = await updateMailAccount(c.var.context, c.req.valid("param").id, change);
    return c.json(updated.mailAccount, 200, etagHeader(updated));
  });
  app.openapi(guarded(app, deleteMailAccountRoute), async (c) => {
    await removeMailAccount(c.var.context, c.req.valid("param").id);
    return c.body(null, 204);
  });
}

/** What is done at the mail server. */
export function mountMailFetching(app: ApiApp): void {
  app.openapi(guarded(app, checkMailAccountRoute), async (c) =>
    c.json(await checkMailAccount(c.var.context, c.req.valid("param").id), 200),
  );
  app.openapi(guarded(app, sendTestMessageRoute), async (c) =>
    c.json(await sendTestMessage(c.var.context, c.req.valid("param").id, c.req.valid("json").to), 200),
  );
  app.openapi(guarded(app, fetchMailAccountRoute), async (c) =>
    c.json(await fetchMailAccount(c.var.context, c.req.valid("param").id), 200),
  );
  app.openapi(guarded(app, listMailFetchesRoute), async (c) => {
    const { page, pageSize } = c.req.valid("query");
    const listed = await listMailFetches(c.var.context, c.req.valid("param").id, { page, pageSize });
    return c.json({ ...listed, page, pageSize }, 200);
  });
}

function etagHeader({ version }: VersionedMailAccount): { etag: string } {
  return { etag: etagOf(version) };
}
