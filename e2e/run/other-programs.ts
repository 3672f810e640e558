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

/** Where what runs Go is: the compiler, or an interpreter a twentieth of its size. @throws Error as the others */
export function goPath(): string {
  return debianProgram({ names: ["go", "yaegi"], packages: ["yaegi"], variable: "GO_PATH" });
}

/** Where mutt is. @throws Error with the command that gets it when it cannot be had */
export function muttPath(): string {
  return debianProgram({ names: ["mutt"], packages: ["mutt"], variable: "MUTT_PATH" });
}

/** Where mbsync is, which signs in by a SASL plug-in. @throws Error with the command that gets them */
export function mbsyncPath(): string {
  return debianProgram({
    names: ["mbsync"],
    packages: ["isync", "libsasl2-modules-kdexoauth2"],
    variable: "MBSYNC_PATH",
    plugin: "/usr/lib/*/sasl2/libkdexoauth2.so*",
  });
}
