import type { Plain, PlainObject } from "@grantry/token-config-file";

/** Names that say that a value is a secret. */
const saysSecret = /secret|passw|passphrase|private.?key|assertion|api.?key|token/i;
/**
 * Members that only name others, or whose names hold such a word and whose values are none; the last ones are
 * parameters that say of what kind a token is (RFC 7009 §2.1, RFC 7521 §4.2, RFC 8693 §2.1).
 */
const neverSecret =
  /^(?:AutofilledParametersMapping|ParametersMapping|NotifyOn\w+|TemplateName|Name|RefreshTokenDays|SubjectTokenConfig|\w+_type|token_type_hint)$/;

/** An entry of a file without `ClientSecret` and everything whose name says that it is a secret. */
export function withoutSecrets(entry: PlainObject): PlainObject {
  return Object.fromEntries(
    Object.entries(entry).flatMap(([member, value]): [string, Plain][] => {
      if (neverSecret.test(member)) return [[member, value]];
      if (typeof value !== "object" || value === null) return saysSecret.test(member) ? [] : [[member, value]];
      return [[member, stripped(value)]];
    }),
  );
}

function stripped(value: Plain): Plain {
  if (Array.isArray(value)) return value.map(stripped);
  return typeof value === "object" && value !== null ? withoutSecrets(value as PlainObject) : value; // no list: told apart above
}
