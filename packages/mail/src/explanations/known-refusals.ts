import type { TransportLayer } from "@grantry/schema";
import type { MailExplanationKey } from "./words.ts";

/** What a server's words mean. The first that fits counts. */
interface KnownRefusal {
  readonly says: RegExp;
  readonly layer: Exclude<TransportLayer, "network" | "token">;
  readonly explanation: MailExplanationKey;
  readonly healsByItself?: true;
}

export const knownRefusals: readonly KnownRefusal[] = [
  // Google
  {
    says: /Application-specific password required|\b5\.7\.9\b/i,
    layer: "login",
    explanation: "google-app-password",
  },
  {
    says: /log in via your web browser|Web login required|\b5\.7\.14\b/i,
    layer: "login",
    explanation: "google-web-login",
  },
  { says: /not enabled for IMAP use|IMAP access is disabled/i, layer: "mailbox", explanation: "imap-off" },
  { says: /not enabled for POP access/i, layer: "mailbox", explanation: "pop-off" },
  { says: /Username and Password not accepted/i, layer: "login", explanation: "google-account-differs" },
  { says: /Invalid credentials \(Failure\)/i, layer: "login", explanation: "google-account-differs" },
  {
    says: /exceeded command or bandwidth limits/i,
    layer: "mailbox",
    explanation: "bandwidth-limit",
    healsByItself: true,
  },
  {
    says: /\[LIMIT\]|Too many (simultaneous )?connections|Maximum number of connections/i,
    layer: "mailbox",
    explanation: "too-many-connections",
    healsByItself: true,
  },
  // Microsoft
  { says: /LogonDenied/i, layer: "login", explanation: "microsoft-no-mailbox-permission" },
  {
    says: /User is authenticated but not connected/i,
    layer: "mailbox",
    explanation: "microsoft-not-connected",
    healsByItself: true,
  },
  { says: /SmtpClientAuthentication is disabled/i, layer: "login", explanation: "microsoft-smtp-off" },
  { says: /basic authentication is disabled/i, layer: "login", explanation: "microsoft-basic-off" },
  { says: /\b5\.7\.3\b.*Authentication unsuccessful/i, layer: "login", explanation: "microsoft-smtp-refused" },
  { says: /\b5\.7\.60\b/, layer: "mailbox", explanation: "microsoft-send-as" },
  {
    says: /Authentication failure: unknown user name or bad password/i,
    layer: "login",
    explanation: "microsoft-pop-refused",
  },
  { says: /AccessTokenExpired/i, layer: "login", explanation: "token-ended-in-session", healsByItself: true },
  { says: /Command Error\. 12\b/i, layer: "login", explanation: "challenge-not-answered" },
  { says: /Command Error\. 10\b|Line too long|Too long argument/i, layer: "login", explanation: "token-too-long" },
  {
    says: /Retrieval using the (IMAP4|POP3) protocol failed/i,
    layer: "message",
    explanation: "microsoft-safe-attachments",
  },
  { says: /AUTHENTICATE failed\.?$/i, layer: "login", explanation: "microsoft-imap-refused" },
  // Any
  {
    says: /\[(OVERQUOTA|QUOTA)\]|quota (is )?exceeded|mailbox is full/i,
    layer: "mailbox",
    explanation: "quota",
    healsByItself: true,
  },
  { says: /\[IN-USE\]|mailbox (is )?locked/i, layer: "mailbox", explanation: "mailbox-locked", healsByItself: true },
  {
    says: /\[UNAVAILABLE\]|\[SYS\/TEMP\]|Temporary authentication failure|Internal error occurred/i,
    layer: "login",
    explanation: "server-unavailable",
    healsByItself: true,
  },
  {
    says: /"status" ?: ?"?(400|401|invalid_token)|invalid_token|insufficient_scope/i,
    layer: "login",
    explanation: "token-refused",
  },
  { says: /\[AUTHENTICATIONFAILED\]|\[AUTH\]|Authentication failed/i, layer: "login", explanation: "login-refused" },
];
