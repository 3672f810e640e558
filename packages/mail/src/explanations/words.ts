import type { Words } from "@grantry/schema";
import { microsoftWords } from "./microsoft-words.ts";
import { networkWords } from "./network-words.ts";
import { sendingWords } from "./sending-words.ts";

/** What happened, and what the administrator does now. */
export interface MailExplanation {
  readonly title: Words;
  readonly action: Words;
}

export const mailWords = {
  ...networkWords,
  ...microsoftWords,
  ...sendingWords,
  "token-refused": {
    title: { en: "{host} does not accept the token.", de: "{host} akzeptiert das Token nicht." },
    action: {
      en: "It was renewed once already. Compare the login with the account that authorized, and the scope with what the server wants for this protocol; then authorize again.",
      de: "Es wurde schon einmal erneuert. Den Login mit dem autorisierten Konto vergleichen und den Scope mit dem, was der Server für dieses Protokoll verlangt; dann erneut autorisieren.",
    },
  },
  "login-refused": {
    title: { en: "{host} refuses the sign-in of {login}.", de: "{host} lehnt die Anmeldung von {login} ab." },
    action: {
      en: "With a token: is it for this account, and does the server accept its issuer and audience (its auth log says)? With a password: type it again.",
      de: "Mit Token: Gehört es zu diesem Konto, und akzeptiert der Server Issuer und Audience (steht im Auth-Log des Servers)? Mit Passwort: neu eingeben.",
    },
  },
  "google-account-differs": {
    title: { en: "Google refuses the sign-in of {login}.", de: "Google lehnt die Anmeldung von {login} ab." },
    action: {
      en: "The login must be the very mailbox that authorized (aliases do not work), with the scope https://mail.google.com/. Authorize again with this mailbox.",
      de: "Der Login muss genau das autorisierte Postfach sein (Aliasse gehen nicht), mit dem Scope https://mail.google.com/. Mit diesem Postfach erneut autorisieren.",
    },
  },
  "google-app-password": {
    title: { en: "Google takes no ordinary password here.", de: "Google nimmt hier kein gewöhnliches Passwort an." },
    action: {
      en: "Set the authentication to a token configuration: the account has two-step verification.",
      de: "Die Authentifizierung auf eine Token-Konfiguration umstellen: Das Konto hat die Bestätigung in zwei Schritten.",
    },
  },
  "google-web-login": {
    title: {
      en: "Google wants to see this account in a browser first.",
      de: "Google möchte dieses Konto erst im Browser sehen.",
    },
    action: {
      en: "Sign in to Gmail once in a browser as {login} and confirm the security alert.",
      de: "Einmal im Browser als {login} bei Gmail anmelden und die Sicherheitswarnung bestätigen.",
    },
  },
  "imap-off": {
    title: { en: "IMAP is switched off for this mailbox.", de: "IMAP ist für dieses Postfach ausgeschaltet." },
    action: {
      en: "Google Admin console › Apps › Gmail › End User Access: allow IMAP. Or use POP3.",
      de: "Google Admin console › Apps › Gmail › Zugriff für Endnutzer: IMAP erlauben. Oder POP3 verwenden.",
    },
  },
  "pop-off": {
    title: { en: "POP3 is switched off for this mailbox.", de: "POP3 ist für dieses Postfach ausgeschaltet." },
    action: {
      en: "Allow POP in the mailbox's own settings (Gmail: Forwarding and POP/IMAP), or use IMAP.",
      de: "POP in den Einstellungen des Postfachs erlauben (Gmail: Weiterleitung und POP/IMAP) oder IMAP verwenden.",
    },
  },
  "bandwidth-limit": {
    title: {
      en: "{host} has had enough of this mailbox for today.",
      de: "{host} hat für heute genug von diesem Postfach.",
    },
    action: {
      en: "Nothing; it works again within a day. If it comes back, fetch less often.",
      de: "Nichts; es geht innerhalb eines Tages wieder. Kommt es wieder vor, seltener abholen.",
    },
  },
  "too-many-connections": {
    title: {
      en: "{host} has too many connections to this mailbox.",
      de: "{host} hat zu viele Verbindungen zu diesem Postfach.",
    },
    action: {
      en: "Nothing; it is tried again. If it stays, close other mail programs that keep connections open.",
      de: "Nichts; es wird erneut versucht. Bleibt es dabei, andere Mailprogramme schließen, die Verbindungen offen halten.",
    },
  },
  "token-ended-in-session": {
    title: {
      en: "The token ended while the mailbox was open.",
      de: "Das Token lief ab, während das Postfach geöffnet war.",
    },
    action: { en: "Nothing; it goes on with a new one.", de: "Nichts; es geht mit einem neuen weiter." },
  },
  "token-too-long": {
    title: { en: "The token is longer than {host} reads.", de: "Das Token ist länger, als {host} liest." },
    action: {
      en: "POP3: add the host to MailAccount::POP3::Auth::SplitOAuth2MethodAndToken::Hosts. Else have the provider put fewer claims into the token.",
      de: "POP3: den Host in MailAccount::POP3::Auth::SplitOAuth2MethodAndToken::Hosts aufnehmen. Sonst beim Anbieter weniger Claims ins Token legen lassen.",
    },
  },
  "challenge-not-answered": {
    title: { en: "The sign-in got out of step.", de: "Die Anmeldung ist aus dem Tritt geraten." },
    action: {
      en: "This is a fault of Grantry. Please report it with the server's words.",
      de: "Das ist ein Fehler von Grantry. Bitte mit den Worten des Servers melden.",
    },
  },
  "mechanism-missing": {
    title: {
      en: "{host} offers no sign-in by {wanted} on this port. It offers: {offered}.",
      de: "{host} bietet auf diesem Port keine Anmeldung mit {wanted} an. Angeboten: {offered}.",
    },
    action: {
      en: "Choose another type (TLS or STARTTLS: some servers offer it only then) or another kind of authentication.",
      de: "Einen anderen Typ wählen (TLS oder STARTTLS: manche Server bieten es erst dann an) oder eine andere Authentifizierung.",
    },
  },
  "server-unavailable": {
    title: { en: "{host} cannot check sign-ins right now.", de: "{host} kann Anmeldungen gerade nicht prüfen." },
    action: {
      en: "Nothing; it is tried again. If it stays, look into the server's log.",
      de: "Nichts; es wird erneut versucht. Bleibt es dabei, ins Log des Servers sehen.",
    },
  },
  "folder-missing": {
    title: { en: "There is no folder “{folder}”.", de: "Einen Ordner „{folder}“ gibt es nicht." },
    action: { en: "Choose one of: {folders}.", de: "Einen von diesen wählen: {folders}." },
  },
  "no-unique-names": {
    title: {
      en: "{host} does not number its messages (UIDL).",
      de: "{host} nummeriert seine Nachrichten nicht (UIDL).",
    },
    action: {
      en: "Use IMAP: by POP3 one message could be taken for another here, and be lost.",
      de: "IMAP verwenden: Über POP3 könnten hier Nachrichten verwechselt werden und verloren gehen.",
    },
  },
  "mailbox-locked": {
    title: { en: "Another program holds this mailbox.", de: "Ein anderes Programm hält dieses Postfach." },
    action: { en: "Nothing; it is tried again.", de: "Nichts; es wird erneut versucht." },
  },
  quota: {
    title: { en: "The mailbox is full.", de: "Das Postfach ist voll." },
    action: {
      en: "Delete what is not needed there, or have its limit raised; fetching goes on meanwhile.",
      de: "Dort löschen, was nicht gebraucht wird, oder das Limit erhöhen lassen; abgeholt wird weiterhin.",
    },
  },
  "mailbox-refused": {
    title: {
      en: "Signed in, but {host} does not open the mailbox.",
      de: "Angemeldet, aber {host} öffnet das Postfach nicht.",
    },
    action: {
      en: "Check the mailbox's permissions and the folder's name.",
      de: "Die Berechtigungen des Postfachs und den Namen des Ordners prüfen.",
    },
  },
  "message-refused": {
    title: { en: "{host} does not hand out a message.", de: "{host} gibt eine Nachricht nicht heraus." },
    action: {
      en: "It stays there and is tried again with the next fetches. Look at it with a mail program.",
      de: "Sie bleibt dort und wird bei den nächsten Abholungen erneut versucht. Mit einem Mailprogramm ansehen.",
    },
  },
  "message-not-deleted": {
    title: {
      en: "{host} does not delete a message that is stored here.",
      de: "{host} löscht eine Nachricht nicht, die hier gespeichert ist.",
    },
    action: {
      en: "It is not fetched again, and its deletion is tried with each fetch. If it stays: does a retention policy hold it?",
      de: "Sie wird nicht noch einmal abgeholt; ihr Löschen wird bei jeder Abholung erneut versucht. Bleibt es dabei: Hält eine Aufbewahrungsrichtlinie sie fest?",
    },
  },
  "too-large": {
    title: { en: "The message is larger than {maximum} kB.", de: "Die Nachricht ist größer als {maximum} kB." },
    action: {
      en: "It stays on the server. Read it there, or raise PostMasterMaxEmailSize.",
      de: "Sie bleibt auf dem Server. Dort lesen oder PostMasterMaxEmailSize erhöhen.",
    },
  },
  "not-storable": {
    title: { en: "The message cannot be stored.", de: "Die Nachricht lässt sich nicht speichern." },
    action: {
      en: "It stays on the server and is tried again. The log has the database's words.",
      de: "Sie bleibt auf dem Server und wird erneut versucht. Die Worte der Datenbank stehen im Protokoll.",
    },
  },
  unexpected: {
    title: { en: "Something broke on our side.", de: "Bei uns ist etwas schiefgegangen." },
    action: {
      en: "Nothing was lost; it is tried again. The cause is in the log.",
      de: "Nichts ging verloren; es wird erneut versucht. Die Ursache steht im Protokoll.",
    },
  },
  "webhook-unreachable": {
    title: {
      en: "The webhook at {host} was not reached ({reason}).",
      de: "Der Webhook bei {host} war nicht erreichbar ({reason}).",
    },
    action: {
      en: "Check the URL and the service behind it. A private host is allowed by Egress::AllowedPrivateHosts.",
      de: "Die URL und den Dienst dahinter prüfen. Einen privaten Host erlaubt Egress::AllowedPrivateHosts.",
    },
  },
  "webhook-refused": {
    title: { en: "The webhook at {host} answered {status}.", de: "Der Webhook bei {host} antwortete {status}." },
    action: {
      en: "Look into the log of the service behind it; any answer from 200 to 299 means that it has the message.",
      de: "Ins Log des Dienstes dahinter sehen; jede Antwort von 200 bis 299 heißt, dass er die Nachricht hat.",
    },
  },
  "no-token": { title: { en: "{reason}", de: "{reason}" }, action: { en: "{action}", de: "{action}" } },
  "graph-needs-token": {
    title: { en: "MSGraph takes no password.", de: "MSGraph nimmt kein Passwort an." },
    action: { en: "Choose a token configuration.", de: "Eine Token-Konfiguration wählen." },
  },
} as const satisfies Record<string, MailExplanation>;

export type MailExplanationKey = keyof typeof mailWords;
