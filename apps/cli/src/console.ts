import { readFile } from "node:fs/promises";
import type { Context } from "@grantry/core";
import { openContext, readEnvironment } from "@grantry/server";
import { UsageError } from "./output.ts";

/** Does something on the deployment that the environment names, and lets go of it. The database must exist. */
export async function onDeployment<T>(work: (ctx: Context) => Promise<T>): Promise<T> {
  // What a program reads from standard output must not be mixed with log lines of lesser weight.
  const environment = readEnvironment({ GRANTRY_LOG: "error", ...process.env });
  const opened = await openContext(environment, "refuse-missing");
  try {
    return await work(opened.ctx);
  } finally {
    await opened.close();
  }
}

/** Everything on standard input, without the line's end: for secrets, which never come as arguments. */
export async function readStandardInput(): Promise<string> {
  return (await standardInput()).toString("utf8").replace(/\r?\n$/, "");
}

async function standardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** A file that an argument names; `-` is standard input. @throws UsageError when it cannot be read */
export async function readInputFile(path: string): Promise<Uint8Array> {
  try {
    return path === "-" ? await standardInput() : await readFile(path);
  } catch (cause) {
    throw new UsageError(`${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`);
  }
}

/** Every value of an option that may be given several times: `--name A --name=B`. */
export function allValuesOf(rawArgs: readonly string[], option: string): string[] {
  return rawArgs.flatMap((arg, index) => {
    if (arg === `--${option}`) return rawArgs[index + 1] ?? [];
    return arg.startsWith(`--${option}=`) ? arg.slice(option.length + 3) : [];
  });
}

/** The option that every command has. */
export const jsonOption = { json: { type: "boolean", description: "print JSON" } } as const;
