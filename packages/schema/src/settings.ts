import * as z from "zod";
import { languages } from "./language.ts";
import { instant, jsonBody, jsonContent, needs } from "./route.ts";

const hostWithPort =
  /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;
const pathCharacters = /^[A-Za-z0-9._~-]+(?:\/[A-Za-z0-9._~-]+)*\/?$/;

const hostAndPort = z.string().trim().max(260).regex(hostWithPort, "not-a-host");

interface SettingEntry {
  readonly schema: z.ZodType;
  /** `undefined`: not set; the host may know a value (see the setting's meaning). */
  readonly defaultValue: unknown;
}

/** Every setting, its rule and its default. Names follow the seed system. What each means is in {@link settingMeanings}. */
export const settings = {
  HttpType: {
    schema: z.enum(["http", "https"]),
    defaultValue: undefined,
  },
  FQDN: {
    schema: hostAndPort,
    defaultValue: undefined,
  },
  ScriptAlias: {
    schema: z
      .string()
      .trim()
      .max(200)
      .refine((value) => value === "" || pathCharacters.test(value), "not-a-path")
      .refine((value) => value === "" || value.endsWith("/"), "path-without-slash"),
    defaultValue: "grantry/",
  },
  "OAuth2::RedirectPath": {
    schema: z.string().trim().min(1, "required").max(200).regex(pathCharacters, "not-a-path"),
    defaultValue: "get-oauth2-token-by-authorization-code",
  },
  "MailAccount::POP3::Auth::SplitOAuth2MethodAndToken::Hosts": {
    schema: z.array(hostAndPort).max(200),
    defaultValue: ["outlook.office365.com", "pop-mail.outlook.com"],
  },
  "MailAccount::FetchInterval": {
    schema: z.coerce.number().int().min(60).max(86_400),
    defaultValue: 600,
  },
  PostMasterMaxEmailSize: {
    schema: z.coerce.number().int().min(1).max(65_536),
    defaultValue: 16_384,
  },
  "WebUserAgent::Timeout": {
    schema: z.coerce.number().int().min(1).max(60),
    defaultValue: 15,
  },
  "WebUserAgent::Proxy": {
    schema: z
      .string()
      .trim()
      .max(500)
      .pipe(z.url({ protocol: /^https?$/, error: "not-a-url" })),
    defaultValue: undefined,
  },
  "WebUserAgent::NoProxy": {
    schema: z.array(hostAndPort).max(200),
    defaultValue: [],
  },
  "Egress::AllowedPrivateHosts": {
    schema: z
      .array(
        z
          .string()
          .trim()
          .max(300)
          .regex(/^(?:http:\/\/)?[^\s/]+$/i, "not-an-allowed-host"),
      )
      .max(200),
    defaultValue: [],
  },
  "Token::RefreshMargin": {
    schema: z.coerce.number().int().min(0).max(86_400),
    defaultValue: 300,
  },
  "History::RetentionDays": {
    schema: z.coerce.number().int().min(1).max(3_650),
    defaultValue: 90,
  },
  "DebugLog::RetentionDays": {
    schema: z.coerce.number().int().min(0).max(3650),
    defaultValue: 7,
  },
  DefaultLanguage: {
    schema: z.enum(languages),
    defaultValue: "en",
  },
  DefaultTheme: {
    schema: z.enum(["auto", "light", "dark"]),
    defaultValue: "auto",
  },
} as const satisfies Record<string, SettingEntry>;

export type SettingName = keyof typeof settings;
export type SettingValue<N extends SettingName> = z.output<(typeof settings)[N]["schema"]>;

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(settings, name);
}

/** What a setting's value can be, in JSON. */
const settingValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);

export const settingView = z
  .object({
    name: z.string(),
    meaning: z.string(),
    value: settingValue.describe("null: not set"),
    defaultValue: settingValue,
    isDefault: z.boolean(),
    updatedAt: instant.nullable(),
    updatedBy: z.string().nullable(),
  })
  .meta({ id: "Setting" });
export type SettingView = z.infer<typeof settingView>;

export const listSettingsRoute = {
  method: "get",
  path: "/settings",
  summary: "Settings, and what they make",
  ...needs("settings:read"),
  responses: {
    200: {
      description: "All settings in the reader's language, and the redirect URI that follows from them",
      content: jsonContent(z.object({ settings: z.array(settingView), redirectUri: z.string().nullable() })),
    },
  },
} as const;

const settingParam = z.object({ name: z.string().min(1) });

export const putSettingRoute = {
  method: "put",
  path: "/settings/{name}",
  summary: "Set a setting",
  ...needs("settings:write"),
  request: { params: settingParam, body: jsonBody(z.strictObject({ value: settingValue })) },
  responses: {
    200: { description: "Set", content: jsonContent(settingView) },
  },
  refuses: ["unreadable-request", "invalid-input", "setting-not-found"],
} as const;

export const resetSettingRoute = {
  method: "delete",
  path: "/settings/{name}",
  summary: "Reset a setting to its default",
  ...needs("settings:write"),
  request: { params: settingParam },
  responses: { 200: { description: "Reset", content: jsonContent(settingView) } },
  refuses: ["setting-not-found"],
} as const;
