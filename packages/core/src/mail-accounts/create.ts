import { insertMailAccount, isUniqueViolation, writeBatch } from "@grantry/db";
import { inputRefused, type MailAccountInput, ProblemError, secret } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { columnsOf } from "./checked-input.ts";
import { fetchIntervalMs } from "./interval.ts";
import { getMailAccount, type VersionedMailAccount } from "./view.ts";

/**
 * Adds a mail account. Its first fetch comes after one interval: fetching deletes on the server, so there is time to check.
 * @throws ProblemError invalid-input, mail-account-exists, token-config-not-allowed
 */
export async function createMailAccount(ctx: Context, input: MailAccountInput): Promise<VersionedMailAccount> {
  const { db, platform } = ctx;
  if (input.authentication === "password" && !input.password) {
    throw inputRefused([{ pointer: "/password", message: "required" }]);
  }
  if (input.delivery === "webhook" && !input.webhookSecret) {
    throw inputRefused([{ pointer: "/webhookSecret", message: "required" }]);
  }
  const id = newId(platform);
  const now = platform.now();
  const nextFetchAt = input.validity === "valid" ? now + (await fetchIntervalMs(ctx)) : null;
  const row = { id, ...(await columnsOf(ctx, input)), createdAt: now, updatedAt: now, nextFetchAt };
  const secrets = {
    password: input.authentication === "password" && input.password ? secret(input.password) : null,
    webhookSecret: input.delivery === "webhook" && input.webhookSecret ? secret(input.webhookSecret) : null,
  };
  try {
    await writeBatch(db, [
      ...(await insertMailAccount(db, platform.keys, row, secrets)),
      audit(ctx, "mail-account.created", { id, label: input.name }),
    ]);
  } catch (error) {
    throw isUniqueViolation(error, "mail_accounts.name") ? nameTaken(input.name) : error;
  }
  return getMailAccount(ctx, id);
}

export function nameTaken(name: string): ProblemError {
  return new ProblemError("mail-account-exists", {
    parameters: { name },
    errors: [{ pointer: "/name", message: "name-taken" }],
  });
}
