import type { ClientKeyRow } from "@grantry/db";
import type { ClientKeyView } from "@grantry/schema";
import { toInstant } from "./instants.ts";

/** A key as it may be shown. */
export function clientKeyViewOf(row: ClientKeyRow): ClientKeyView {
  return {
    id: row.id,
    algorithm: row.algorithm as ClientKeyView["algorithm"], // written from one
    keyId: row.keyId,
    subject: row.subject,
    thumbprint: row.thumbprintSha1 === null ? null : hexOf(row.thumbprintSha1),
    certificate: row.certificate === null ? null : pemOf(row.certificate),
    publicKey: {
      ...(JSON.parse(row.publicKey) as Record<string, string>),
      ...(row.keyId !== null && { kid: row.keyId }),
    },
    createdAt: toInstant(row.createdAt),
    expiresAt: toInstant(row.expiresAt),
  };
}

function hexOf(base64Url: string): string {
  const bytes = atob(base64Url.replaceAll("-", "+").replaceAll("_", "/"));
  return Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0"))
    .join("")
    .toUpperCase();
}

function pemOf(der: string): string {
  return `-----BEGIN CERTIFICATE-----\n${der.replace(/.{64}/g, "$&\n").trim()}\n-----END CERTIFICATE-----\n`;
}
