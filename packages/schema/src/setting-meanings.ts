import type { Words } from "./language.ts";
import type { SettingName } from "./settings.ts";

/** What each setting means. Apart from its rules: not every program that reads settings tells of them. */
export const settingMeanings = {
  HttpType: {
    en: "Scheme of the redirect URI and of the pages. https, unless FQDN is this machine.",
    de: "Schema der Redirect-URI und der Seiten. https, außer FQDN ist dieser Rechner.",
  },
  FQDN: {
    en: "Host name, with a port if needed, under which browsers reach Grantry. Part of the redirect URI.",
    de: "Hostname, bei Bedarf mit Port, unter dem Browser Grantry erreichen. Teil der Redirect-URI.",
  },
  ScriptAlias: { en: "Path prefix of the redirect URI.", de: "Pfad-Präfix der Redirect-URI." },
  "OAuth2::RedirectPath": {
    en: "Last part of the redirect URI. Answers with and without .pl.",
    de: "Letzter Teil der Redirect-URI. Antwortet mit und ohne .pl.",
  },
  "MailAccount::POP3::Auth::SplitOAuth2MethodAndToken::Hosts": {
    en: "POP3 hosts that take the method and the token on separate lines.",
    de: "POP3-Hosts, die Methode und Token in getrennten Zeilen erwarten.",
  },
  "MailAccount::FetchInterval": {
    en: "Seconds from one fetch of a mail account to the next.",
    de: "Sekunden von einer Abholung eines Mailkontos zur nächsten.",
  },
  PostMasterMaxEmailSize: {
    en: "Kilobytes of the largest message that is fetched. Larger ones stay on the server and are listed.",
    de: "Kilobyte der größten Nachricht, die abgeholt wird. Größere bleiben auf dem Server und werden aufgeführt.",
  },
  "WebUserAgent::Timeout": {
    en: "Seconds that a request to a provider may take.",
    de: "Sekunden, die eine Anfrage an einen Anbieter dauern darf.",
  },
  "WebUserAgent::Proxy": {
    en: "HTTP proxy for outgoing requests (Node host).",
    de: "HTTP-Proxy für ausgehende Anfragen (Node-Host).",
  },
  "WebUserAgent::NoProxy": {
    en: "Hosts that are reached without the proxy.",
    de: "Hosts, die ohne Proxy erreicht werden.",
  },
  "Egress::AllowedPrivateHosts": {
    en: "Hosts in private networks that may be called: host, host:port, or http://host:port where http is meant.",
    de: "Hosts in privaten Netzen, die aufgerufen werden dürfen: Host, Host:Port oder http://Host:Port, wo http gemeint ist.",
  },
  "Token::RefreshMargin": {
    en: "Seconds before expiry at which a token counts as due (at most half its lifetime).",
    de: "Sekunden vor Ablauf, ab denen ein Token als fällig gilt (höchstens die halbe Laufzeit).",
  },
  "History::RetentionDays": {
    en: "Days for which each token's refreshes, failures and authorizations are kept.",
    de: "Tage, für die Erneuerungen, Fehler und Autorisierungen jedes Tokens aufgehoben werden.",
  },
  "DebugLog::RetentionDays": {
    en: "Days that calls stay in the debug log of a web service, at most the newest 5,000 each. 0: nothing is logged.",
    de: "Tage, die Aufrufe im Debug-Log eines Webservice bleiben, höchstens die neuesten 5.000 je Dienst. 0: nichts wird protokolliert.",
  },
  DefaultLanguage: {
    en: "Language for readers who did not choose one.",
    de: "Sprache für alle, die keine gewählt haben.",
  },
  DefaultTheme: { en: "Look for readers who did not choose one.", de: "Aussehen für alle, die keines gewählt haben." },
} as const satisfies Record<SettingName, Words>;
