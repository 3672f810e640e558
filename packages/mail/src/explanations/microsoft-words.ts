import type { MailExplanation } from "./words.ts";

/** Exchange Online and Outlook.com, in the words of their own tools. */
export const microsoftWords = {
  "microsoft-imap-refused": {
    title: { en: "{host} refuses the token for {login}.", de: "{host} lehnt das Token für {login} ab." },
    action: {
      en: "The token must be for Outlook (https://outlook.office.com/IMAP.AccessAsUser.All), not for Graph; IMAP must be on in the mailbox's mail apps. App-only: run New-ServicePrincipal again with the object id of the Enterprise application.",
      de: "Das Token muss für Outlook sein (https://outlook.office.com/IMAP.AccessAsUser.All), nicht für Graph; IMAP muss in den E-Mail-Apps des Postfachs eingeschaltet sein. App-only: New-ServicePrincipal mit der Objekt-Id der Enterprise application wiederholen.",
    },
  },
  "microsoft-no-mailbox-permission": {
    title: {
      en: "The app has a token, but no permission for the mailbox {login}.",
      de: "Die App hat ein Token, aber keine Berechtigung für das Postfach {login}.",
    },
    action: {
      en: "Exchange Online PowerShell: Add-MailboxPermission -Identity {login} -User <service principal> -AccessRights FullAccess",
      de: "Exchange Online PowerShell: Add-MailboxPermission -Identity {login} -User <Service Principal> -AccessRights FullAccess",
    },
  },
  "microsoft-not-connected": {
    title: {
      en: "Signed in, but Exchange does not connect the mailbox {login}.",
      de: "Angemeldet, aber Exchange verbindet das Postfach {login} nicht.",
    },
    action: {
      en: "It is tried again. If it stays: is IMAP on for the mailbox, does it have a licence, and for a shared mailbox: is its address right, and has the account FullAccess?",
      de: "Es wird erneut versucht. Bleibt es dabei: Ist IMAP für das Postfach eingeschaltet, hat es eine Lizenz, und bei einem freigegebenen Postfach: Stimmt die Adresse, und hat das Konto FullAccess?",
    },
  },
  "microsoft-pop-refused": {
    title: { en: "{host} refuses the sign-in by POP3.", de: "{host} lehnt die Anmeldung über POP3 ab." },
    action: {
      en: "List the host in MailAccount::POP3::Auth::SplitOAuth2MethodAndToken::Hosts; the token needs POP.AccessAsUser.All; POP must be on in the mailbox's mail apps.",
      de: "Den Host in MailAccount::POP3::Auth::SplitOAuth2MethodAndToken::Hosts aufnehmen; das Token braucht POP.AccessAsUser.All; POP muss in den E-Mail-Apps des Postfachs eingeschaltet sein.",
    },
  },
  "microsoft-smtp-refused": {
    title: { en: "{host} refuses the sign-in for sending.", de: "{host} lehnt die Anmeldung zum Senden ab." },
    action: {
      en: "The token needs SMTP.Send; the login must be the UPN; SMTP AUTH must be on for the mailbox.",
      de: "Das Token braucht SMTP.Send; der Login muss der UPN sein; SMTP AUTH muss für das Postfach eingeschaltet sein.",
    },
  },
  "microsoft-smtp-off": {
    title: { en: "SMTP AUTH is switched off for {login}.", de: "SMTP AUTH ist für {login} ausgeschaltet." },
    action: {
      en: "Exchange Online PowerShell: Set-CASMailbox -Identity {login} -SmtpClientAuthenticationDisabled $false, or the same setting of the tenant.",
      de: "Exchange Online PowerShell: Set-CASMailbox -Identity {login} -SmtpClientAuthenticationDisabled $false, oder dieselbe Einstellung des Tenants.",
    },
  },
  "microsoft-basic-off": {
    title: {
      en: "Exchange Online takes no passwords any more.",
      de: "Exchange Online nimmt keine Passwörter mehr an.",
    },
    action: {
      en: "Set the authentication to a token configuration.",
      de: "Die Authentifizierung auf eine Token-Konfiguration umstellen.",
    },
  },
  "microsoft-send-as": {
    title: { en: "{login} may not send as this sender.", de: "{login} darf nicht als dieser Absender senden." },
    action: {
      en: "Exchange Online PowerShell: Add-RecipientPermission -Identity <sender> -Trustee {login} -AccessRights SendAs",
      de: "Exchange Online PowerShell: Add-RecipientPermission -Identity <Absender> -Trustee {login} -AccessRights SendAs",
    },
  },
  "microsoft-safe-attachments": {
    title: {
      en: "Exchange is still checking the attachments of a message.",
      de: "Exchange prüft noch die Anhänge einer Nachricht.",
    },
    action: {
      en: "It is fetched when that is done. To avoid it, change the Safe Attachments policy from “Dynamic Delivery”. The sign-in is fine.",
      de: "Sie wird abgeholt, wenn das fertig ist. Um es zu vermeiden, die Safe-Attachments-Richtlinie von „Dynamic Delivery“ umstellen. Die Anmeldung ist in Ordnung.",
    },
  },
  "graph-token-refused": {
    title: { en: "Microsoft Graph does not accept the token.", de: "Microsoft Graph akzeptiert das Token nicht." },
    action: {
      en: "The token must be for Graph (https://graph.microsoft.com/Mail.ReadWrite), not for Outlook. Check the scope, then authorize again.",
      de: "Das Token muss für Graph sein (https://graph.microsoft.com/Mail.ReadWrite), nicht für Outlook. Den Scope prüfen, dann erneut autorisieren.",
    },
  },
  "graph-not-permitted": {
    title: {
      en: "Microsoft Graph does not allow the mailbox {login}.",
      de: "Microsoft Graph erlaubt das Postfach {login} nicht.",
    },
    action: {
      en: "Reading needs Mail.ReadWrite, sending Mail.Send; shared mailboxes Mail.ReadWrite.Shared; app-only: the application permission, with admin consent, and no application access policy that leaves this mailbox out.",
      de: "Lesen braucht Mail.ReadWrite, Senden Mail.Send; freigegebene Postfächer Mail.ReadWrite.Shared; app-only: die Anwendungsberechtigung mit Administratorzustimmung und keine Application Access Policy, die dieses Postfach auslässt.",
    },
  },
  "graph-mailbox-missing": {
    title: { en: "Microsoft Graph finds no mailbox {login}.", de: "Microsoft Graph findet kein Postfach {login}." },
    action: {
      en: "Enter the address of the mailbox as login (or “me”). An account without a licence has no mailbox.",
      de: "Die Adresse des Postfachs als Login eintragen (oder „me“). Ein Konto ohne Lizenz hat kein Postfach.",
    },
  },
  throttled: {
    title: { en: "Microsoft Graph asks us to slow down.", de: "Microsoft Graph bittet um eine Pause." },
    action: { en: "Nothing; it goes on by itself.", de: "Nichts; es geht von selbst weiter." },
  },
} as const satisfies Record<string, MailExplanation>;
