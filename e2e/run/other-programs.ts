import { debianProgram } from "./debian-program.ts";

/** Where Dovecot is. @throws Error with the command that gets it when it cannot be had */
export function dovecotPath(): string {
  return debianProgram({
    names: ["dovecot"],
    packages: ["dovecot-imapd", "dovecot-pop3d", "dovecot-submissiond"],
    variable: "DOVECOT_PATH",
  });
}

/** Where getmail is. @throws Error with the command that gets it when it cannot be had */
export function getmailPath(): string {
  return debianProgram({ names: ["getmail"], packages: ["getmail6"], variable: "GETMAIL_PATH" });
}

/** Where PHP is. @throws Error with the command that gets it when it cannot be had */
export function phpPath(): string {
  return debianProgram({ names: ["php"], packages: ["php-cli"], variable: "PHP_PATH" });
}
