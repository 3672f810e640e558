import * as z from "zod";

/** http or https, absolute, no fragment, no credentials. Empty where there may be none. */
export const httpUrl = z
  .string()
  .trim()
  .max(2000)
  .superRefine((value, context) => {
    if (value === "") return;
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (!url || !/^https?:$/.test(url.protocol)) context.addIssue("not-a-url");
    else if (url.username || url.password) context.addIssue("url-with-credentials");
    else if (value.includes("#")) context.addIssue("url-with-fragment");
  });
