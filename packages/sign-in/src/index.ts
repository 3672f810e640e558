export { confirmPassword } from "./confirm-password.ts";
export { createFirstAdministrator, makeFirstAdministratorLink } from "./first-administrator.ts";
export { actorOfSession, sessionCookieNames, userViewOf } from "./session.ts";
export { type SignedIn, type SignInOrigin, signIn, signOut } from "./sign-in.ts";
export { createUser, disableUser, hasUsers, listUsers, resetPassword } from "./users.ts";
