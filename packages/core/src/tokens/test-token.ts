import { readDocument } from "@grantry/db";
import { openMailbox } from "@grantry/mail";
import { accountNamesIn, askWhose, findTemplate } from "@grantry/oauth";
import { type MailServers, mailAccountPorts, ProblemError, sayProblem, secret, type TokenTest } from "@grantry/schema";
import type { Context } from "../context.ts";
import { reachOf } from "../mail-accounts/open-account.ts";
import { StepRecorder } from "../mail-accounts/steps.ts";
import { sendFor } from "../settings.ts";
import { existingTokenConfig } from "../token-configs/existing.ts";
import { templateOfDocument } from "../token-configs/template-of-document.ts";
import { whoseUrl } from "../token-configs/userinfo-origin.ts";
import { accessTokenFor } from "./access-token-for.ts";

/**
 * Tries a configuration's token where its template knows to: a sign-in to its mailbox, else the provider's answer to
 * whose it is. Nothing is changed there, and a token that is refused is not renewed: that is what one wants to know.
 * @throws ProblemError token-config-not-found, nothing-to-test-at, and whatever leaves it without a token
 */
export async function testToken(ctx: Context, nameOrId: string): Promise<TokenTest> {
  const { config, token } = await existingTokenConfig(ctx, nameOrId);
  const document = await readDocument(ctx.db, ctx.platform.keys, config.id);
  const { ExpectedAccount } = document.Grantry ?? {};
  const url = whoseUrl(document) ?? "";
  const servers = findTemplate(templateOfDocument(document))?.mailServers;
  const login = ExpectedAccount ?? token.account;
  const canSignIn = servers !== undefined && login !== null;
  if (!canSignIn && !URL.canParse(url))
    throw new ProblemError("nothing-to-test-at", { parameters: { name: config.name } });
  const accessToken = secret((await accessTokenFor(ctx, config.id)).accessToken);
  return canSignIn ? signIn(ctx, { servers, login, accessToken }) : askProvider(ctx, { url, accessToken });
}

type AccessToken = ReturnType<typeof secret<string>>;

async function signIn(
  ctx: Context,
  { servers, login, accessToken }: { servers: MailServers; login: string; accessToken: AccessToken },
): Promise<TokenTest> {
  const recorder = new StepRecorder(ctx);
  const address = {
    type: "IMAPS",
    host: servers.imap,
    port: mailAccountPorts.IMAPS,
    folder: "INBOX",
    splitHosts: [],
  } as const;
  const told = (check: ReturnType<StepRecorder["report"]>): TokenTest => ({
    by: "mail-sign-in",
    host: servers.imap,
    succeeded: check.succeeded,
    account: check.succeeded ? login : null,
    steps: check.steps,
    problem: null,
  });
  try {
    const mailbox = await openMailbox(
      address,
      { kind: "token", login, accessToken },
      await reachOf(ctx),
      recorder.onStep,
    );
    await mailbox.close().catch(() => undefined); // all that was asked is known
    return told(recorder.report(signInSteps, mailbox.count));
  } catch (error) {
    return told(recorder.report(signInSteps, null, error));
  }
}

const signInSteps = ["resolve", "connect", "tls", "sign-in", "folder", "count"] as const;

async function askProvider(
  ctx: Context,
  { url, accessToken }: { url: string; accessToken: AccessToken },
): Promise<TokenTest> {
  const { host } = new URL(url);
  const answer = await askWhose(await sendFor(ctx), url, accessToken);
  const succeeded = answer.ok && answer.status >= 200 && answer.status < 300;
  const [account = null] = accountNamesIn(answer);
  const said = answer.ok ? String(answer.status) : answer.reason;
  const refusal = new ProblemError("token-not-taken", { parameters: { host, said } });
  const problem = succeeded ? null : sayProblem(refusal, ctx.language);
  return { by: "account-request", host, succeeded, account, steps: [], problem };
}
