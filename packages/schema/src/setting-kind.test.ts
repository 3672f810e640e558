import { expect, test } from "vitest";
import { settingKind } from "./setting-kind.ts";

test("a setting is entered as its rule says", () => {
  expect(settingKind("DefaultLanguage")).toEqual({ kind: "choice", choices: ["en", "de"] });
  expect(settingKind("HttpType")).toEqual({ kind: "choice", choices: ["http", "https"] });
  expect(settingKind("WebUserAgent::Timeout")).toEqual({ kind: "number", minimum: 1, maximum: 60 });
  expect(settingKind("WebUserAgent::NoProxy")).toEqual({ kind: "list" });
  expect(settingKind("FQDN")).toEqual({ kind: "text" });
  expect(settingKind("not known here")).toEqual({ kind: "text" });
});
