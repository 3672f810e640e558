import type { ProviderFailure } from "@grantry/schema";
import { type AnswerMembers, isObject, storedText, textOf } from "./answer-members.ts";
import { CODE_CHARACTERS, DESCRIPTION_CHARACTERS, type Quote } from "./quote.ts";

const LONGEST_RETRY_AFTER_SECONDS = 3600;

/** What a provider says of a failure, beside what it means. */
export type Facts = Omit<ProviderFailure, "class" | "explanation">;

/** What an answer says besides its meaning; nothing where there is nothing to read. */
export function factsOf(members: AnswerMembers | undefined, quote: Quote): Facts {
  if (!members) return {};
  const nested = members.named("error");
  const inner = isObject(nested) ? nested : {};
  const error =
    textOf(members.mapped("ErrorMessage", "error")) ??
    textOf(nested) ??
    textOf(inner["status"]) ??
    textOf(members.named("status")); // HubSpot: `"status": "BAD_REFRESH_TOKEN"`
  const description =
    storedText(members.mapped("ErrorDescription", "error_description")) ??
    textOf(members.named("error_description")) ??
    textOf(inner["message"]) ??
    textOf(members.named("message")) ??
    "";
  const traceId = textOf(members.named("trace_id")) ?? textOf(members.named("correlation_id")) ?? traceIn(description);
  return {
    ...optional("error", quote(error ?? "", CODE_CHARACTERS)),
    ...optional("description", quote(description, DESCRIPTION_CHARACTERS)),
    ...optional("code", quote(codeOf(members), CODE_CHARACTERS)),
    ...optional("traceId", quote(traceId, CODE_CHARACTERS)),
  };
}

/** Microsoft's `error_codes` is an array of numbers; Google has `error_subtype`. */
function codeOf(members: AnswerMembers): string {
  const codes = members.mapped("ErrorCode", "error_codes") ?? members.named("error_codes");
  const named = Array.isArray(codes) ? codes.map((code) => (typeof code === "number" ? `AADSTS${code}` : code)) : codes;
  return storedText(named) ?? textOf(members.named("error_subtype")) ?? "";
}

/** Microsoft repeats the trace id at the end of its description; a redirect has it nowhere else. */
export function traceIn(description: string): string {
  return /\bTrace ID: ([0-9a-f-]{36})/i.exec(description)?.[1] ?? "";
}

/** The title of a page that a proxy or a sign-in screen sent. No other part of it is shown: it may hold anything. */
export function pageTitle(text: string, quote: Quote): string {
  return quote(/<title[^>]*>([^<]{1,200})/i.exec(text)?.[1] ?? "", DESCRIPTION_CHARACTERS);
}

const FIRST_CHARACTERS = 200;

/**
 * How an answer begins that is no token's: enough to recognize what sent it. Of what may be cut-off JSON or a form,
 * which can hold a token, nothing; and no run of characters that could be one.
 */
export function firstWords(text: string, quote: Quote): string {
  if (/^[\s\uFEFF]*[[{"]/.test(text) || /^[\w.-]+=/.test(text)) return "";
  const shown = text
    .slice(0, 4 * FIRST_CHARACTERS)
    .replace(/<[^>]*>?/g, " ")
    .replace(/[\w+/=.~-]{20,}/g, "[…]");
  return quote(shown.replace(/\s+/g, " "), FIRST_CHARACTERS);
}

/** Seconds to wait: `Retry-After` gives seconds or a date (RFC 9110 §10.2.3). At most an hour is believed. */
export function retryAfterOf(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : Math.ceil((Date.parse(header) - now) / 1000);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, LONGEST_RETRY_AFTER_SECONDS) : undefined;
}

/** A fact, where there is one. */
export function optional<K extends "error" | "description" | "code" | "traceId">(
  name: K,
  text: string,
): { [P in K]?: string } {
  return text === "" ? {} : ({ [name]: text } as { [P in K]?: string }); // the computed name widens to string
}
