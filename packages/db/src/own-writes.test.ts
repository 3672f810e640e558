import { expect, test } from "vitest";
import { OwnWrites } from "./own-writes.ts";

test.each([
  ['insert into "settings" ("name") values (?)', true],
  ["insert into settings (name) select ? where changes() > 0 on conflict (name) do update set value = ?", true],
  ['update "settings" set "value" = ?', true],
  ['delete from "settings" where "name" = ?', true],
  ["DELETE FROM settings", true],
  ['update "tokens" set "scope" = ?', false],
  ['select "name" from "settings"', false],
  ["select case when changes() = 0 then json('conflict') end", false],
  ["pragma optimize", true],
])("%s: changes settings: %s", (sql, changes) => {
  const writes = new OwnWrites();
  const [before, allBefore] = [writes.to(["settings", "api_keys"]), writes.to(undefined)];
  writes.note(sql);
  expect(writes.to(["settings", "api_keys"]) > before).toBe(changes);
  expect(writes.to(undefined) > allBefore).toBe(!sql.startsWith("select"));
});
