/** Prefix of every cookie that signs people in. */
export const cookiePrefix = "grantry";
