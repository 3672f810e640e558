import * as z from "zod";
import type { Words } from "./language.ts";
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
  readonly meaning: Words;
}

/** Every setting, its rule, its default and what it means. Names follow the seed system. */
export const settings = {
  HttpType: {
    schema: z.enum(["http", "https"]),
    defaultValue: undefined,
    meaning: {
      en: "Scheme of the redirect URI and of the pages. https, unless FQDN is this machine.",
      de: "Schema der Redirect-URI und der Seiten. https, außer FQDN ist dieser Rechner.",
    },
  },
  FQDN: {
    schema: hostAndPort,
    defaultValue: undefined,
    meaning: {
      en: "Host name, with a port if needed, under which browsers reach Grantry. Part of the redirect URI.",
      de: "Hostname, bei Bedarf mit Port, unter dem Browser Grantry erreichen. Teil der Redirect-URI.",
    },
  },
  ScriptAlias: {
    schema: z
      .string()
      .trim()
      .max(200)
      .refine((value) => value === "" || pathCharacters.test(value), "not-a-path")
      .refine((value) => value === "" || value.endsWith("/"), "path-without-slash"),
    defaultValue: "grantry/",
    meaning: { en: "Path prefix of the redirect URI.", de: "Pfad-Präfix der Redirect-URI." },
  },
  "OAuth2::RedirectPath": {
    schema: z.string().trim().min(1, "required").max(200).regex(pathCharacters, "not-a-path"),
    defaultValue: "get-oauth2-token-by-authorization-code",
    meaning: {
      en: "Last part of the redirect URI. Answers with and without .pl.",
      de: "Letzter Teil der Redirect-URI. Antwortet mit und ohne .pl.",
    },
  },
  "MailAccount::POP3::Auth::SplitOAuth2MethodAndToken::Hosts": {
    schema: z.array(hostAndPort).max(200),
    defaultValue: ["outlook.office365.com", "pop-mail.outlook.com"],
    meaning: {
      en: "POP3 hosts that take the method and the token on separate lines.",
      de: "POP3-Hosts, die Methode und Token in getrennten Zeilen erwarten.",
    },
  },
  "MailAccount::FetchInterval": {
    schema: z.coerce.number().int().min(60).max(86_400),
    defaultValue: 600,
    meaning: {
      en: "Seconds from one fetch of a mail account to the next.",
      de: "Sekunden von einer Abholung eines Mailkontos zur nächsten.",
    },
  },
  PostMasterMaxEmailSize: {
    schema: z.coerce.number().int().min(1).max(65_536),
    defaultValue: 16_384,
    meaning: {
      en: "Kilobytes of the largest message that is fetched. Larger ones stay on the server and are listed.",
      de: "Kilobyte der größten Nachricht, die abgeholt wird. Größere bleiben auf dem Server und werden aufgeführt.",
    },
  },
  "WebUserAgent::Timeout": {
    schema: z.coerce.number().int().min(1).max(60),
    defaultValue: 15,
    meaning: {
      en: "Seconds that a request to a provider may take.",
      de: "Sekunden, die eine Anfrage an einen Anbieter dauern darf.",
    },
  },
  "WebUserAgent::Proxy": {
    schema: z
      .string()
      .trim()
      .max(500)
      .pipe(z.url({ protocol: /^https?$/, error: "not-a-url" })),
    defaultValue: undefined,
    meaning: {
      en: "HTTP proxy for outgoing requests (Node host).",
      de: "HTTP-Proxy für ausgehende Anfragen (Node-Host).",
    },
  },
  "WebUserAgent::NoProxy": {
    schema: z.array(hostAndPort).max(200),
    defaultValue: [],
    meaning: { en: "Hosts that are reached without the proxy.", de: "Hosts, die ohne Proxy erreicht werden." },
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
    meaning: {
      en: "Hosts in private networks that may be called: host, host:port, or http://host:port where http is meant.",
      de: "Hosts in privaten Netzen, die aufgerufen werden dürfen: Host, Host:Port oder http://Host:Port, wo http gemeint ist.",
    },
  },
  "Token::RefreshMargin": {
    schema: z.coerce.number().int().min(0).max(86_400),
    defaultValue: 300,
    meaning: {
      en: "Seconds before expiry at which a token counts as due (at most half its lifetime).",
      de: "Sekunden vor Ablauf, ab denen ein Token als fällig gilt (höchstens die halbe Laufzeit).",
    },
  },
  "History::RetentionDays": {
    schema: z.coerce.number().int().min(1).max(3_650),
    defaultValue: 90,
    meaning: {
      en: "Days for which each token's refreshes, failures and authorizations are kept.",
      de: "Tage, für die Erneuerungen, Fehler und Autorisierungen jedes Tokens aufgehoben werden.",
    },
  },
  "DebugLog::RetentionDays": {
    schema: z.coerce.number().int().min(0).max(3650),
    defaultValue: 7,
    meaning: {
      en: "Days that calls stay in the debug log of a web service, at most the newest 5,000 each. 0: nothing is logged.",
      de: "Tage, die Aufrufe im Debug-Log eines Webservice bleiben, höchstens die neuesten 5.000 je Dienst. 0: nichts wird protokolliert.",
    },
  },
  DefaultLanguage: {
    schema: z.enum(languages),
    defaultValue: "en",
    meaning: { en: "Language for readers who did not choose one.", de: "Sprache für alle, die keine gewählt haben." },
  },
  DefaultTheme: {
    schema: z.enum(["auto", "light", "dark"]),
    defaultValue: "auto",
    meaning: { en: "Look for readers who did not choose one.", de: "Aussehen für alle, die keines gewählt haben." },
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
