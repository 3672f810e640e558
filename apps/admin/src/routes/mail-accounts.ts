import { createRoute } from "@tanstack/react-router";
import type { MessagesSearch } from "../features/mail-accounts/queries.ts";
import { page } from "./page.ts";
import { signedIn } from "./root.ts";

/** Which messages are looked at; the page knows which words make sense. */
function messagesSearch({ state, mailAccount, page: number }: Record<string, unknown>): MessagesSearch {
  return {
    page: Number.isInteger(number) && Number(number) > 1 ? Number(number) : undefined,
    state: typeof state === "string" ? state : undefined,
    mailAccount: typeof mailAccount === "string" ? mailAccount : undefined,
  };
}

const mailAccounts = createRoute({
  getParentRoute: () => signedIn,
  path: "/mail-accounts",
  component: page(
    "mail-accounts",
    () => import("../features/mail-accounts/mail-accounts-page.tsx"),
    "MailAccountsPage",
  ),
});

const addMailAccount = createRoute({
  getParentRoute: () => signedIn,
  path: "/mail-accounts/new",
  component: page(
    "mail-accounts",
    () => import("../features/mail-accounts/add-mail-account-page.tsx"),
    "AddMailAccountPage",
  ),
});

const mailAccount = createRoute({
  getParentRoute: () => signedIn,
  path: "/mail-accounts/$id",
  component: page("mail-accounts", () => import("../features/mail-accounts/mail-account-page.tsx"), "MailAccountPage"),
});

const messages = createRoute({
  getParentRoute: () => signedIn,
  path: "/messages",
  validateSearch: messagesSearch,
  component: page("mail-accounts", () => import("../features/mail-accounts/messages-page.tsx"), "MessagesPage"),
});

const message = createRoute({
  getParentRoute: () => signedIn,
  path: "/messages/$id",
  component: page("mail-accounts", () => import("../features/mail-accounts/message-page.tsx"), "MessagePage"),
});

export const mailAccountRoutes = [mailAccounts, addMailAccount, mailAccount, messages, message];
