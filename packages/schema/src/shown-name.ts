import * as z from "zod";

/** A name as files bring it: spaces around it stay. */
export const shownName = z
  .string()
  .min(1, "required")
  .max(250)
  // Not a regex(): its flags would stand in the OpenAPI document's pattern. U+202A… turn around what follows a name.
  .refine((value) => !/[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/u.test(value), "control-characters");
