import { explainRedirect } from "@grantry/oauth";
import { type Language, providerFailure, type RedirectProblemSlug, sayRedirectProblem } from "@grantry/schema";
import * as z from "zod";

/** How an authorization ended, as facts; put into words when read. */
export const authorizationOutcome = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("granted"),
    account: z.string().nullable(),
    /** The account that is expected, where the provider did not say whose this one is. */
    unchecked: z.string().nullable().default(null),
    /** Whether the grant can be renewed; without a refresh token it lasts as long as its access token. */
    renewable: z.boolean(),
    accessExpiresAt: z.number().nullable(),
  }),
  z.object({ kind: z.literal("failed"), failure: providerFailure }),
  z.object({ kind: z.literal("refused"), slug: z.string(), parameters: z.record(z.string(), z.string()) }),
]);
export type AuthorizationOutcome = z.infer<typeof authorizationOutcome>;

/** What the outcome page shows. */
export interface AuthorizationReport {
  readonly status: number;
  readonly succeeded: boolean;
  readonly language: Language;
  readonly title: string;
  readonly detail: string;
  readonly action: string;
  /** The provider's own words and code, where it refused. */
  readonly providerWords: string | null;
  readonly tokenConfig: { readonly id: string; readonly name: string } | null;
}

const words = {
  granted: { en: "Authorized", de: "Autorisiert" },
  grantedDetail: {
    en: "“{name}” has a working token{account}. From now on it is renewed by itself.",
    de: "„{name}“ hat ein wirksames Token{account}. Von jetzt an wird es von selbst erneuert.",
  },
  notRenewable: {
    en: "“{name}” has a token{account}, but the provider gave no refresh token: it ends when the access token expires.",
    de: "„{name}“ hat ein Token{account}, aber der Anbieter gab kein Refresh-Token: Es endet mit dem Access-Token.",
  },
  unchecked: {
    en: " Whose account it is the provider does not say, so that it could not be compared with {expected}.",
    de: " Wessen Konto es ist, sagt der Anbieter nicht; es ließ sich nicht mit {expected} vergleichen.",
  },
  grantedAction: { en: "Nothing more to do.", de: "Nichts weiter zu tun." },
  untouched: {
    en: "A token that was there before was not touched.",
    de: "Ein schon vorhandenes Token blieb unberührt.",
  },
} as const;

/** An outcome in words. `refreshTokenMissing` is the template's advice where no refresh token came. */
export function reportOf(
  outcome: AuthorizationOutcome,
  told: { language: Language; tokenConfig: { id: string; name: string } | null; refreshTokenMissing: string | null },
): AuthorizationReport {
  const { language, tokenConfig } = told;
  const base = { language, tokenConfig, providerWords: null };
  const name = tokenConfig?.name ?? "";
  switch (outcome.kind) {
    case "granted": {
      const account = outcome.account ? ` (${outcome.account})` : "";
      const fill = (text: string) => text.replace("{name}", () => name).replace("{account}", () => account);
      return {
        ...base,
        status: 200,
        succeeded: true,
        title: words.granted[language],
        detail:
          fill(outcome.renewable ? words.grantedDetail[language] : words.notRenewable[language]) +
          uncheckedIn(outcome, language),
        action: outcome.renewable
          ? words.grantedAction[language]
          : (told.refreshTokenMissing ?? words.grantedAction[language]),
      };
    }
    case "failed": {
      const { title, action } = explainRedirect(outcome.failure, language);
      const quoted = [
        outcome.failure.code ?? outcome.failure.error,
        outcome.failure.description,
        outcome.failure.traceId,
      ];
      return {
        ...base,
        status: outcome.failure.class === "transient" ? 502 : 400,
        succeeded: false,
        title,
        detail: words.untouched[language],
        action,
        providerWords: quoted.filter((part) => part !== undefined).join(" · ") || null,
      };
    }
    case "refused": {
      // Slugs are public and never renamed, so a stored one is known.
      const said = sayRedirectProblem(outcome.slug as RedirectProblemSlug, language, outcome.parameters);
      return { ...base, ...said, succeeded: false };
    }
  }
}

function uncheckedIn({ unchecked }: { readonly unchecked: string | null }, language: Language): string {
  return unchecked === null ? "" : words.unchecked[language].replace("{expected}", () => unchecked);
}
