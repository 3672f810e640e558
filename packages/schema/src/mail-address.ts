import * as z from "zod";

/** Whom a message is sent to; empty: nobody. Nothing that would end a line or an address gets in. */
export const mailRecipient = z.union([z.literal(""), z.email("not-an-email").max(250)]);
