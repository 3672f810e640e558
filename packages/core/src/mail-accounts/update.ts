import {
  isConflict,
  isUniqueViolation,
  updateMailAccount as replace,
  type ShownMailAccount,
  writeBatch,
} from "@grantry/db";
import {
  inputRefused,
  type MailAccountInput,
  mailAccountPorts,
  mailAccountType,
  ProblemError,
  secret,
  smtpEncryption,
  smtpPorts,
} from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { columnsOf } from "./checked-input.ts";
import { nameTaken } from "./create.ts";
import { existingMailAccount } from "./existing.ts";
import { fetchIntervalMs } from "./interval.ts";
import { getMailAccount, type VersionedMailAccount } from "./view.ts";

/**
 * Replaces an account where its version is still the one that was read. Password and webhook secret stay when left
 * out, but go to no other host than the one they were entered for. A failure is forgotten: what it was about may be mended.
 * @throws ProblemError invalid-input, mail-account-exists, mail-password-needed, changed-meanwhile, token-config-not-allowed
 */
export async function updateMailAccount(
  ctx: Context,
  nameOrId: string,
  change: { readonly input: MailAccountInput; readonly readVersion: number },
): Promise<VersionedMailAccount> {
  const { db, platform } = ctx;
  const { input, readVersion } = change;
  const former = await existingMailAccount(ctx, nameOrId);
  const { id } = former.account;
  if (former.account.version !== readVersion) throw new ProblemError("changed-meanwhile");
  refuseMovedPassword(former, input);
  refuseMovedWebhookSecret(former, input);
  const now = platform.now();
  const fetching = {
    failures: 0,
    error: null,
    errorAt: null,
    nextFetchAt: input.validity === "valid" ? now + (await fetchIntervalMs(ctx)) : null,
  };
  const secrets = {
    password: input.authentication === "password" ? given(input.password) : null,
    webhookSecret: input.delivery === "webhook" ? given(input.webhookSecret) : null,
  };
  const columns = { id, readVersion, ...(await columnsOf(ctx, input)), updatedAt: now, ...fetching };
  try {
    await writeBatch(db, [
      ...(await replace(db, platform.keys, columns, secrets)),
      audit(ctx, "mail-account.updated", { id, label: input.name }),
    ]);
  } catch (error) {
    if (isConflict(error)) throw new ProblemError("changed-meanwhile");
    throw isUniqueViolation(error, "mail_accounts.name") ? nameTaken(input.name) : error;
  }
  return getMailAccount(ctx, id);
}

/** `undefined`: the stored one stays. */
function given(text: string | undefined) {
  return text ? secret(text) : undefined;
}

function refuseMovedPassword({ account, passwordSet }: ShownMailAccount, input: MailAccountInput): void {
  if (input.authentication !== "password" || input.password) return;
  if (!passwordSet) throw inputRefused([{ pointer: "/password", message: "required" }]);
  const [from, to] = [serversOf(account), serversOf(input)];
  if (to.every((server) => from.includes(server))) return;
  throw new ProblemError("mail-password-needed", {
    parameters: { from: from.join(", "), to: to.join(", ") },
    errors: [{ pointer: "/password", message: "required" }],
  });
}

function refuseMovedWebhookSecret({ account, webhookSecretSet }: ShownMailAccount, input: MailAccountInput): void {
  if (input.delivery !== "webhook" || input.webhookSecret) return;
  if (!webhookSecretSet) throw inputRefused([{ pointer: "/webhookSecret", message: "required" }]);
  if (new URL(account.webhookUrl).origin === new URL(input.webhookUrl).origin) return;
  throw inputRefused([{ pointer: "/webhookSecret", message: "webhook-secret-needed" }]);
}

/** Where a password is sent to: host and port, and whether it travels there unprotected. */
function serversOf(account: {
  type: string;
  host: string;
  port: number | null;
  smtpHost: string;
  smtpPort: number | null;
  smtpEncryption: string;
}): string[] {
  const type = mailAccountType.parse(account.type);
  const plain = (isPlain: boolean) => (isPlain ? " (without TLS)" : "");
  const incoming = `${account.host}:${account.port ?? mailAccountPorts[type]}${plain(type === "IMAP" || type === "POP3")}`;
  const smtpPort = account.smtpPort ?? smtpPorts[smtpEncryption.parse(account.smtpEncryption)];
  const outgoing = `${account.smtpHost}:${smtpPort}${plain(account.smtpEncryption === "none")}`;
  return account.smtpHost === "" ? [incoming] : [incoming, outgoing];
}
