import type { Words } from "@grantry/schema";

/** What is wrong with a token, or with several for one reason. */
export const words = {
  neverRequested: { en: "“{name}” has no token yet.", de: "„{name}“ hat noch kein Token." },
  manyNeverRequested: { en: "{names} have no token yet.", de: "{names} haben noch kein Token." },
  expired: { en: "The token of “{name}” has expired.", de: "Das Token von „{name}“ ist abgelaufen." },
  manyExpired: { en: "The tokens of {names} have expired.", de: "Die Tokens von {names} sind abgelaufen." },
  expiredBecause: {
    en: "The token of “{name}” has expired. {reason}",
    de: "Das Token von „{name}“ ist abgelaufen. {reason}",
  },
  refreshNone: { en: "“{name}” has no refresh token.", de: "„{name}“ hat kein Refresh-Token." },
  manyRefreshNone: { en: "{names} have no refresh token.", de: "{names} haben kein Refresh-Token." },
  refreshExpired: {
    en: "The refresh token of “{name}” has expired.",
    de: "Das Refresh-Token von „{name}“ ist abgelaufen.",
  },
  manyRefreshExpired: {
    en: "The refresh tokens of {names} have expired.",
    de: "Die Refresh-Tokens von {names} sind abgelaufen.",
  },
  refreshRevoked: {
    en: "The refresh token of “{name}” was revoked.",
    de: "Das Refresh-Token von „{name}“ wurde widerrufen.",
  },
  manyRefreshRevoked: {
    en: "The refresh tokens of {names} were revoked.",
    de: "Die Refresh-Tokens von {names} wurden widerrufen.",
  },
  refreshingFails: {
    en: "“{name}” cannot be renewed: {reason} Its token still works.",
    de: "„{name}“ lässt sich nicht erneuern: {reason} Das Token gilt noch.",
  },
  manyFail: {
    en: "{names} cannot be renewed: {reason}",
    de: "{names} lassen sich nicht erneuern: {reason}",
  },
  refreshEnds: {
    en: "The refresh token of “{name}” ends {when}.",
    de: "Das Refresh-Token von „{name}“ endet {when}.",
  },
  manyRefreshEnd: {
    en: "The refresh tokens of {names} end, the first {when}.",
    de: "Die Refresh-Tokens von {names} enden, das erste {when}.",
  },
  refreshUnused: {
    en: "“{name}” is not in use: its refresh token dies unused {when}.",
    de: "„{name}“ ist nicht in Gebrauch: Das Refresh-Token verfällt {when} ungenutzt.",
  },
  manyRefreshUnused: {
    en: "{names} are not in use: their refresh tokens die unused, the first {when}.",
    de: "{names} sind nicht in Gebrauch: Die Refresh-Tokens verfallen ungenutzt, das erste {when}.",
  },
} as const satisfies Record<string, Words>;

/** What to do about it. */
export const actions = {
  authorize: { en: "Open it and authorize.", de: "Öffnen und autorisieren." },
  request: { en: "Open it and request a token.", de: "Öffnen und ein Token anfordern." },
  authorizeAgain: { en: "Authorize again.", de: "Erneut autorisieren." },
  authorizeBefore: {
    en: "Authorize again before, and nothing stops.",
    de: "Vorher erneut autorisieren, dann steht nichts still.",
  },
  useAgain: {
    en: "Set the validity to valid before, and it is renewed; or to invalid, if it is not wanted again.",
    de: "Die Gültigkeit vorher auf gültig setzen, dann wird es erneuert; oder auf ungültig, wenn es nicht mehr gebraucht wird.",
  },
} as const satisfies Record<string, Words>;
