import { email, inputErrorsOf, inputRefused, newPassword, role, roles, type Secret, secret } from "@grantry/schema";
import { createUser, disableUser, listUsers, resetPassword } from "@grantry/sign-in";
import { defineCommand } from "citty";
import { jsonOption, onDeployment, readStandardInput } from "../console.ts";
import { printJson, printLine, printTable, UsageError } from "../output.ts";
import { firstAdministratorLinkCommand } from "./first-administrator-link.ts";

const address = { type: "positional", description: "e-mail address", required: true } as const;

const create = defineCommand({
  meta: { name: "create", description: "Make a user; the password comes from standard input" },
  args: {
    email: address,
    role: { type: "string", default: "administrator", description: roles.join(", ") },
    ...jsonOption,
  },
  async run({ args }) {
    const wanted = role.safeParse(args.role);
    if (!wanted.success) throw new UsageError(`--role is “${args.role}”; it takes ${roles.join(", ")}.`);
    const user = { email: addressOf(args.email), role: wanted.data, password: await passwordFromInput() };
    const created = await onDeployment((ctx) => createUser(ctx, user));
    if (args.json) printJson(created);
    else printLine(`${created.email} can sign in.`);
  },
});

const list = defineCommand({
  meta: { name: "list", description: "All users" },
  args: jsonOption,
  async run({ args }) {
    const items = await onDeployment(listUsers);
    if (args.json) return printJson({ items });
    printTable(
      ["E-MAIL", "ROLE", ""],
      items.map((user) => [user.email, user.role, user.disabled ? "disabled" : ""]),
    );
  },
});

const disable = defineCommand({
  meta: { name: "disable", description: "Keep a user from signing in, and end every session" },
  args: { email: address, ...jsonOption },
  async run({ args }) {
    await onDeployment((ctx) => disableUser(ctx, addressOf(args.email)));
    if (args.json) printJson({ disabled: args.email });
    else printLine(`${args.email} can no longer sign in.`);
  },
});

const reset = defineCommand({
  meta: { name: "reset-password", description: "Set a password from standard input, and end every session" },
  args: { email: address, ...jsonOption },
  async run({ args }) {
    const password = await passwordFromInput();
    await onDeployment((ctx) => resetPassword(ctx, addressOf(args.email), password));
    if (args.json) printJson({ passwordSet: args.email });
    else printLine(`${args.email} has a new password.`);
  },
});

function addressOf(text: string): string {
  const parsed = email.safeParse(text);
  if (!parsed.success) throw new UsageError(`“${text}” is not an e-mail address.`);
  return parsed.data;
}

async function passwordFromInput(): Promise<Secret<string>> {
  if (process.stdin.isTTY) process.stderr.write("Password (ends with Ctrl+D): ");
  const entered = await readStandardInput();
  const parsed = newPassword.safeParse(entered);
  if (!parsed.success) throw inputRefused(inputErrorsOf(parsed.error.issues, entered));
  return secret(parsed.data);
}

export const userCommand = defineCommand({
  meta: { name: "user", description: "Users" },
  subCommands: {
    create,
    list,
    disable,
    "reset-password": reset,
    "first-administrator-link": firstAdministratorLinkCommand,
  },
});
