import { toBase64Url } from "@grantry/db";
import type { Platform } from "./platform.ts";

/** A new UUIDv7 (RFC 9562 §5.7): in the order of time, otherwise random. */
export function newId({ now, randomBytes }: Pick<Platform, "now" | "randomBytes">): string {
  const bytes = randomBytes(16);
  const time = now();
  for (let index = 0; index < 6; index += 1) bytes[index] = Math.floor(time / 2 ** (8 * (5 - index))) % 256;
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** The least id that {@link newId} may give at an instant: a bound for what is listed by id. */
export function firstIdOf(at: number): string {
  const hex = Math.max(0, at).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** 256 random bits as base64url: a state, a cookie's value, a key. */
export function newNonce({ randomBytes }: Pick<Platform, "randomBytes">): string {
  return toBase64Url(randomBytes(32));
}
