import { tokenPlaces } from "@grantry/schema";

/** A setting that holds a password where a proxy needs one: it does not go out in a header. */
const neverSent = new Set(["WebUserAgent::Proxy"]);

/**
 * A header's value with its places filled: the access token, settings as `<OTRS_CONFIG_Name>`. Any other `<OTRS_…>` is
 * removed, as in the seed system.
 * @param token `null`: the web service uses none
 */
export function fillHeader(
  value: string,
  given: { token: string | null; settings: Readonly<Record<string, unknown>> },
): string {
  const configured = value.replace(/<OTRS_CONFIG_([^<>]+)>/g, (_place, name: string) =>
    neverSent.has(name) ? "" : textOf(given.settings[name]),
  );
  const parts = configured.split(/(<OTRS_OAUTH2_TOKEN>|\{accessToken\})/);
  return parts
    .map((part) => {
      if (given.token !== null && tokenPlaces.some((place) => place === part)) return given.token;
      return part.replace(/<OTRS_[^<>]*>/g, "");
    })
    .join("")
    .trim();
}

function textOf(setting: unknown): string {
  if (setting === undefined || setting === null) return "";
  return Array.isArray(setting) ? setting.join(",") : String(setting).replace(/[^\x20-\x7e]/g, "");
}
