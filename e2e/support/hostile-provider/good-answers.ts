import { type Behaviour, type Exchange, sendJson } from "./exchange.ts";

/** Answers with a token that a client should take, with odd members or without some. */
export const goodAnswers = {
  /** A new access token, and a new refresh token where the grant has one. */
  good: ({ response, goodAnswer }) => sendJson(response, 200, goodAnswer()),

  /** The refresh token that was sent stays good and is sent back. */
  "same refresh token": but((answer, { recorded }) => ({
    ...answer,
    refresh_token: recorded.form["refresh_token"] ?? answer["refresh_token"],
  })),
  "no refresh token": but(({ refresh_token: _, ...answer }) => answer),
  "less scope": but((answer) => ({ ...answer, scope: "openid" })),
  "no scope": but(({ scope: _, ...answer }) => answer),

  "expires_in as a string": but((answer) => ({ ...answer, expires_in: String(answer["expires_in"]) })),
  "negative expires_in": but((answer) => ({ ...answer, expires_in: -1 })),
  "huge expires_in": but((answer) => ({ ...answer, expires_in: 1e18 })),
  "no expires_in": but(({ expires_in: _, ...answer }) => answer),
  "expires_in that is no number": but((answer) => ({ ...answer, expires_in: "soon" })),

  "token_type in odd case": but((answer) => ({ ...answer, token_type: "bEaReR" })),
  "no token_type": but(({ token_type: _, ...answer }) => answer),
  "unknown token_type": but((answer) => ({ ...answer, token_type: "mac" })),

  "no access token": but(({ access_token: _, ...answer }) => answer),
  "empty access token": but((answer) => ({ ...answer, access_token: "" })),
  "access token that is no string": but((answer) => ({ ...answer, access_token: 42 })),
} satisfies Record<string, Behaviour>;

type Answer = Readonly<Record<string, unknown>>;

function but(changed: (answer: Answer, exchange: Exchange) => Answer): Behaviour {
  return (exchange) => sendJson(exchange.response, 200, changed(exchange.goodAnswer(), exchange));
}
