export const googleUserinfoUrl = "https://openidconnect.googleapis.com/v1/userinfo";

/** Userinfo endpoints that shipped templates name at another origin than the token endpoint's, as their providers have them. */
export const userinfoElsewhere: readonly string[] = [googleUserinfoUrl];
