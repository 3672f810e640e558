import { expect, test } from "vitest";
import { OwnWrites, tablesWrittenBy } from "./own-writes.ts";

test.each([
  ['insert into "settings" ("name") values (?)', "settings"],
  ["insert into settings (name) select ? where changes() > 0 on conflict (name) do update set value = ?", "settings"],
  ['update "settings" set "value" = ?', "settings"],
  ['delete from "settings" where "name" = ?', "settings"],
  ["DELETE FROM settings", "settings"],
  ["with a as (select 1) insert into settings select * from a", "settings"],
  ['update "tokens" set "scope" = ?', "others"],
  ["pragma optimize", "settings"],
  ['select "name" from "settings"', "nothing"],
  ["SELECT * FROM settings", "nothing"],
  ["with a as (select 1) select * from settings, a", "nothing"],
  ["select case when changes() = 0 then json('conflict') end", "nothing"],
])("%s: counts as a write to %s", (sql, to) => {
  const writes = new OwnWrites();
  const [settingsBefore, allBefore] = [writes.to(["settings", "api_keys"]), writes.to(undefined)];
  writes.note(tablesWrittenBy(sql));
  expect(writes.to(["settings", "api_keys"]) > settingsBefore).toBe(to === "settings");
  expect(writes.to(undefined) > allBefore).toBe(to !== "nothing");
});
