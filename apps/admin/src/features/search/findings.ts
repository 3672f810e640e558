import { routeAt } from "@grantry/client";
import type {
  listMailAccountsRoute,
  listSettingsRoute,
  listTokenConfigsRoute,
  listWebServicesRoute,
} from "@grantry/schema";
import { keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";
import { api } from "../../api.ts";
import { currentLanguage, type MessageKey, translate } from "../../i18n.ts";
import { places } from "./places.ts";

/** By address alone: the search loads no schemas. */
const routes = {
  tokenConfigs: routeAt<typeof listTokenConfigsRoute>("get", "/token-configs"),
  mailAccounts: routeAt<typeof listMailAccountsRoute>("get", "/mail-accounts"),
  webServices: routeAt<typeof listWebServicesRoute>("get", "/web-services"),
  settings: routeAt<typeof listSettingsRoute>("get", "/settings"),
};

/** What of each kind is offered; who needs more searches closer. */
const MOST_OF_A_KIND = 6;

/** Somewhere to go. */
export interface Finding {
  readonly label: string;
  readonly note?: string | undefined;
  readonly href: string;
}

export interface FindingGroup {
  readonly title: MessageKey;
  readonly findings: readonly Finding[];
}

/** What the server holds that matches, by kind. A kind of which nothing matches is left out. */
export const findingsQuery = (q: string, queryClient: QueryClient) =>
  queryOptions({
    queryKey: ["search", currentLanguage(), q],
    queryFn: async ({ signal }): Promise<readonly FindingGroup[]> => {
      if (q === "") return [];
      const query = { q, pageSize: MOST_OF_A_KIND };
      const [tokens, mail, services, settings] = await Promise.all([
        api.call(routes.tokenConfigs, { query, signal }),
        api.call(routes.mailAccounts, { query, signal }),
        api.call(routes.webServices, { query, signal }),
        queryClient.ensureQueryData(settingsQuery()),
      ]);
      return withFindings([
        {
          title: "tokens.title",
          findings: tokens.data.items.map(({ id, name, templateName, token }) => ({
            label: name,
            note: noteOf(templateName, token.account, translate(`tokenStatus.${token.status}`)),
            href: `/token-configs/${id}`,
          })),
        },
        {
          title: "mailAccounts.title",
          findings: mail.data.items.map(({ id, name, host }) => ({
            label: name,
            note: host,
            href: `/mail-accounts/${id}`,
          })),
        },
        {
          title: "webServices.title",
          findings: services.data.items.map(({ id, name, endpoint }) => ({
            label: name,
            note: endpoint,
            href: `/web-services/${id}`,
          })),
        },
        {
          title: "settings.title",
          findings: settings
            .filter(({ name, meaning }) => matches(`${name} ${meaning}`, q))
            .toSorted((a, b) => Number(matches(b.name, q)) - Number(matches(a.name, q)))
            .slice(0, MOST_OF_A_KIND)
            .map(({ name, meaning }) => ({
              label: name,
              note: meaning,
              href: `/settings?${new URLSearchParams({ q: name })}`,
            })),
        },
      ]);
    },
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });

/** Screens whose name holds every word of what is typed; all of them before something is. */
export function foundPlaces(q: string): readonly FindingGroup[] {
  const named = places.map(({ label, href }) => ({ label: translate(label), href }));
  return withFindings([{ title: "search.places", findings: named.filter(({ label }) => matches(label, q)) }]);
}

const settingsQuery = () =>
  queryOptions({
    queryKey: ["settings", "search", currentLanguage()],
    queryFn: async () => (await api.call(routes.settings, {})).data.settings,
    staleTime: 60_000,
  });

function withFindings(groups: readonly FindingGroup[]): readonly FindingGroup[] {
  return groups.filter(({ findings }) => findings.length > 0);
}

function matches(text: string, q: string): boolean {
  const inText = text.toLocaleLowerCase();
  return q
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => inText.includes(word));
}

function noteOf(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(" · ");
}
