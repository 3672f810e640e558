import { type Context, getSetting, listSettings, redirectUriOf, resetSetting, setSetting } from "@grantry/core";
import type { SettingView } from "@grantry/schema";
import { settings } from "@grantry/schema";
import { defineCommand } from "citty";
import { jsonOption, onDeployment } from "../console.ts";
import { printJson, printLine, printNote, printTable, UsageError } from "../output.ts";

const name = {
  type: "positional",
  valueHint: "setting",
  description: "name of the setting",
  required: true,
} as const;

const list = defineCommand({
  meta: { name: "list", description: "All settings" },
  args: jsonOption,
  async run({ args }) {
    const items = await onDeployment(listSettings);
    if (args.json) return printJson({ settings: items });
    printTable(
      ["NAME", "VALUE", ""],
      items.map((setting) => [setting.name, valueText(setting), setting.isDefault ? "(default)" : ""]),
    );
  },
});

const get = defineCommand({
  meta: { name: "get", description: "The value of one setting" },
  args: { name, ...jsonOption },
  async run({ args }) {
    const setting = await onDeployment((ctx) => getSetting(ctx, args.name));
    if (args.json) printJson(setting);
    else printLine(valueText(setting));
  },
});

const set = defineCommand({
  meta: { name: "set", description: "Set a setting; a list takes several values" },
  args: {
    name,
    value: { type: "positional", valueHint: "value…", description: "its new value, or values", required: false },
    ...jsonOption,
  },
  async run({ args }) {
    const values = args._.slice(1).map(String);
    if (values.length === 0) throw new UsageError(`setting set ${args.name} needs a value.`);
    const setting = await tellingNewRedirectUri((ctx) =>
      setSetting(ctx, args.name, isList(args.name) ? values : values.join(" ")),
    );
    if (args.json) printJson(setting);
    else printLine(`${setting.name} = ${valueText(setting)}`);
  },
});

const reset = defineCommand({
  meta: { name: "reset", description: "Reset a setting to its default" },
  args: { name, ...jsonOption },
  async run({ args }) {
    const setting = await tellingNewRedirectUri((ctx) => resetSetting(ctx, args.name));
    if (args.json) printJson(setting);
    else printLine(`${setting.name} = ${valueText(setting)} (default)`);
  },
});

/** Makes a change, and tells when apps at their providers need another redirect URI because of it. */
async function tellingNewRedirectUri(change: (ctx: Context) => Promise<SettingView>): Promise<SettingView> {
  const { setting, former, current } = await onDeployment(async (ctx) => {
    const before = await redirectUriOf(ctx);
    return { former: before, setting: await change(ctx), current: await redirectUriOf(ctx) };
  });
  if (former !== null && current !== null && former !== current) {
    printNote(`warning: The redirect URI is ${current} from now on; it was ${former}.`);
    printNote("Register the new one with every app at its provider before someone authorizes again.");
  }
  return setting;
}

function isList(name: string): boolean {
  return Object.entries(settings).some(([known, { defaultValue }]) => known === name && Array.isArray(defaultValue));
}

function valueText({ value }: SettingView): string {
  if (value === null) return "–";
  return Array.isArray(value) ? value.join(" ") : String(value);
}

export const settingCommand = defineCommand({
  meta: { name: "setting", description: "Settings" },
  subCommands: { list, get, set, reset },
});
