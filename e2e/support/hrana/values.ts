import { HranaError, type Value } from "./protocol.ts";

/** What SQLite binds: a number is a REAL, a bigint an INTEGER. */
export type Bound = null | bigint | number | string | Uint8Array;

export function boundValue(value: Value): Bound {
  switch (value.type) {
    case "null":
      return null;
    case "integer":
      return BigInt(value.value);
    case "float":
    case "text":
      return value.value;
    case "blob":
      return Buffer.from(value.base64, "base64");
    default:
      throw new HranaError("HRANA_VALUE", "a value has a type that Hrana 2 does not know");
  }
}

/** The value of a column, read with integers as bigint. */
export function readValue(read: unknown): Value {
  if (read === null) return { type: "null" };
  if (typeof read === "bigint") return { type: "integer", value: read.toString() };
  if (typeof read === "number") return { type: "float", value: read };
  if (typeof read === "string") return { type: "text", value: read };
  if (read instanceof Uint8Array) return { type: "blob", base64: Buffer.from(read).toString("base64") };
  throw new HranaError("HRANA_VALUE", `a column gave a ${typeof read}`);
}
