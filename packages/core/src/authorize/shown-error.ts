import { refusalShown } from "@grantry/oauth";
import type { Problem } from "@grantry/schema";
import type { Context } from "../context.ts";
import { sayFailure } from "../tokens/status.ts";

/** What an error on a provider's sign-in page means, which never comes back to us, and what to do. */
export function explainShownError({ language }: Pick<Context, "language">, text: string): Problem {
  return sayFailure(refusalShown(text), language, null);
}
