import type { ShownMailAccount } from "@grantry/db";
import type { MailAccount } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../instants.ts";
import { sayTransportFailure, transportFailureOf } from "../transport-failure.ts";
import { existingMailAccount } from "./existing.ts";

/** An account with the version that its ETag shows. */
export interface VersionedMailAccount {
  readonly mailAccount: MailAccount;
  readonly version: number;
}

/** One account by id or name. One statement. */
export async function getMailAccount(ctx: Context, nameOrId: string): Promise<VersionedMailAccount> {
  const shown = await existingMailAccount(ctx, nameOrId);
  return { mailAccount: viewOf(ctx, shown), version: shown.account.version };
}

/** What may be shown of an account: everything but its secrets. */
export function viewOf(ctx: Context, shown: ShownMailAccount): MailAccount {
  const { account } = shown;
  const failure = transportFailureOf(account.error);
  return {
    id: account.id,
    name: account.name,
    type: account.type as MailAccount["type"], // written from the contract, as are those below
    host: account.host,
    port: account.port,
    login: account.login,
    authentication: account.authentication as MailAccount["authentication"],
    tokenConfigId: account.tokenConfigId,
    tokenConfigName: shown.tokenConfigName,
    passwordSet: shown.passwordSet,
    folder: account.folder,
    trusted: account.trusted,
    dispatching: account.dispatching as MailAccount["dispatching"],
    queue: account.queue,
    validity: account.validity as MailAccount["validity"],
    comment: account.comment,
    smtpHost: account.smtpHost,
    smtpPort: account.smtpPort,
    smtpEncryption: account.smtpEncryption as MailAccount["smtpEncryption"],
    delivery: account.delivery as MailAccount["delivery"],
    webhookUrl: account.webhookUrl,
    webhookSecretSet: shown.webhookSecretSet,
    state: stateOf(shown, ctx.platform.now()),
    lastFetchedAt: toInstant(account.lastFetchedAt),
    nextFetchAt: toInstant(account.nextFetchAt),
    failures: account.failures,
    lastError: failure && sayTransportFailure(failure, ctx.language, account.errorAt),
    waiting: shown.waiting,
    dead: shown.dead,
    createdAt: toInstant(account.createdAt),
    updatedAt: toInstant(account.updatedAt),
  };
}

function stateOf({ account }: ShownMailAccount, now: number): MailAccount["state"] {
  if (account.validity !== "valid") return "not-in-use";
  if (account.leaseUntil !== null && account.leaseUntil > now) return "fetching";
  if (account.failures > 0) return "failing";
  return account.lastFetchedAt === null ? "never-fetched" : "working";
}
