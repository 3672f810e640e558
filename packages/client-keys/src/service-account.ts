import * as z from "zod";
import { ClientKeyRefused } from "./faults.ts";
import { readPem } from "./pem.ts";
import type { ReadClientKey } from "./private-key.ts";

/** A service account, and the key by which it signs. */
export interface ServiceAccount {
  /** Its e-mail address: the client ID of its requests. */
  readonly clientId: string;
  readonly tokenUrl: string;
  readonly key: ReadClientKey;
}

const needed = z.object({
  client_email: z.string().min(1),
  private_key: z.string().min(1),
  private_key_id: z.string().min(1),
  token_uri: z.url(),
});

/**
 * Reads the key file of a Google service account. Other files that Google gives out are refused by name.
 * @throws ClientKeyRefused
 */
export async function readServiceAccount(json: string, now: number): Promise<ServiceAccount> {
  const file = membersOf(json);
  if ("web" in file || "installed" in file) throw new ClientKeyRefused("oauth-client-file");
  if (file["type"] !== "service_account") {
    throw new ClientKeyRefused("other-credentials-file", { type: String(file["type"] ?? "–").slice(0, 60) });
  }
  const read = needed.safeParse(file);
  if (!read.success) {
    throw new ClientKeyRefused("service-account-incomplete", { member: String(read.error.issues[0]?.path[0] ?? "") });
  }
  const { client_email: clientId, private_key: pem, private_key_id: keyId, token_uri: tokenUrl } = read.data;
  return { clientId, tokenUrl, key: { ...(await readPem(pem, "", now)), keyId } };
}

function membersOf(json: string): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw new ClientKeyRefused("not-json");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) throw new ClientKeyRefused("not-json");
  return { ...parsed };
}
