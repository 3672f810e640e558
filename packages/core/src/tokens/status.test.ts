import { listTokenConfigs, type TokenRow } from "@grantry/db";
import {
  type FailureClass,
  failureClasses,
  type StatusGroup,
  statusGroups,
  type TokenStatus,
  type Validity,
  validities,
} from "@grantry/schema";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forAllTests } from "@grantry/testing/for-each-test";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { authorizedMailbox } from "../testing/mailbox.ts";
import { refreshTokenStatusOf, tokenStatusOf } from "./status.ts";

const endpoint = forAllTests(startTokenEndpoint);
const deployment = forAllTests(startDeployment);
beforeAll(() => authorizedMailbox(deployment, endpoint));

const NOW = 1_000;
const firstPage = { sort: "name", page: 1, pageSize: 10 };
const instant = fc.constantFrom(null, NOW - 1, NOW, NOW + 1);
// What decides early is rare, so that every status comes up.
const rarely = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));
const facts = fc.record({
  accessObtainedAt: instant,
  accessExpiresAt: instant,
  renewAt: instant,
  leaseUntil: rarely<number | null>(null, NOW - 1, NOW, NOW + 1),
  errorClass: rarely<FailureClass | null>(null, ...failureClasses),
  attempts: rarely(0, 1, 5),
});

const group = fc.constantFrom(...(Object.keys(statusGroups) as StatusGroup[])); // its keys, as it is written

test("parity 59: the overview's groups are those of the statuses that core derives from the same facts", async () => {
  const seen = new Set<TokenStatus>();
  await fc.assert(
    fc.asyncProperty(facts, rarely<Validity>("valid", ...validities), group, async (token, validity, group) => {
      await deployment.db.client.batch(
        [
          { sql: "UPDATE token_configs SET validity = ?", args: [validity] },
          {
            sql: `UPDATE tokens SET access_obtained_at = ?, access_expires_at = ?, renew_at = ?, lease_until = ?, error_class = ?, attempts = ?`,
            args: [...Object.values(token)],
          },
        ],
        "write",
      );
      seen.add(tokenStatusOf({ validity }, token, NOW));
      const atRest = tokenStatusOf({ validity }, { ...token, leaseUntil: null }, NOW); // refreshing moves nothing
      const members: readonly TokenStatus[] = statusGroups[group];
      const one = members.includes(atRest) ? 1 : 0;
      const { items, counts } = await listTokenConfigs(deployment.db, { ...firstPage, group, now: NOW });
      expect({ listed: items.length, counted: counts[group] }).toEqual({ listed: one, counted: one });
    }),
    { numRuns: 600 },
  );
  expect(seen.size, [...seen].join()).toBe(10);
});

test.each<[string, Partial<TokenRow>, object, string]>([
  ["client credentials have none", {}, { grant: "client_credentials" }, "not-applicable"],
  ["no URL for it", {}, { refreshConfigured: false }, "not-configured"],
  ["none came", {}, {}, "none"],
  ["it was withdrawn", { hasRefreshToken: true, errorClass: "reauth" }, {}, "revoked"],
  ["the provider gives no date", { hasRefreshToken: true }, {}, "valid-without-date"],
  ["it ended", { hasRefreshToken: true, refreshExpiresAt: NOW }, {}, "expired"],
  ["it lives", { hasRefreshToken: true, refreshExpiresAt: NOW + 1 }, {}, "valid"],
])("parity 60: the status of a refresh token: %s", (_title, token, config, status) => {
  const present = { hasRefreshToken: false, refreshExpiresAt: null, errorClass: null, ...token };
  expect(refreshTokenStatusOf({ grant: "authorization_code", refreshConfigured: true, ...config }, present, NOW)).toBe(
    status,
  );
});
