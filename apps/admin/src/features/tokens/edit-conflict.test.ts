import { expect, test } from "vitest";
import { editConflictOf } from "./edit-conflict.ts";
import type { FormValues } from "./form-values.ts";

const read: FormValues = {
  name: "Mailbox",
  clientId: "id",
  clientAuthentication: "client_secret_post",
  clientSecret: "",
  clientKey: null,
  subject: "",
  scope: "mail",
  validity: "valid",
  placeholders: { tenant: "contoso" },
  authorizationUrl: "https://a.example",
  tokenUrl: "https://t.example",
  refreshUrl: "",
  deviceUrl: "",
  revocationUrl: "",
  issuer: "",
  issuerRequired: false,
  subjectTokenConfig: "",
  audience: "",
  resource: "",
  expiredToken: false,
  expiredRefreshToken: true,
  keepFresh: true,
  expectedAccount: "",
  refreshTokenDays: null,
  clientSecretExpiresOn: "",
};

test("what only they changed is taken, what both changed is told, what only I changed is no matter", () => {
  const typed = { ...read, name: "Mine", clientId: "mine", keepFresh: false };
  const theirs = { ...read, name: "Theirs", scope: "mail openid", placeholders: { tenant: "fabrikam" } };
  expect(editConflictOf({ read, typed, theirs })).toEqual({
    taken: ["scope", "placeholders.tenant"],
    contested: [{ path: "name", theirs: "Theirs", mine: "Mine" }],
  });
});

test("the same change on both sides is none", () => {
  const same = { ...read, name: "Same" };
  expect(editConflictOf({ read, typed: same, theirs: same })).toEqual({ taken: [], contested: [] });
});
