import type { Explanation } from "./standard.ts";

/** Microsoft Entra, in the words of its own menus. */
export const microsoftExplanations = {
  "secret-wrong": {
    title: { en: "The client secret is wrong.", de: "Das Client-Secret ist falsch." },
    action: {
      en: "Enter the secret's Value from Entra › Certificates & secrets, not its ID. The sign-in is not lost.",
      de: "Den Wert (Value) des Secrets aus Entra › Certificates & secrets eingeben, nicht seine ID. Die Anmeldung ist nicht verloren.",
    },
  },
  "secret-expired": {
    title: { en: "The client secret has expired.", de: "Das Client-Secret ist abgelaufen." },
    action: {
      en: "Make a new secret in Entra › Certificates & secrets, enter it here and note its end date. The sign-in is not lost.",
      de: "In Entra › Certificates & secrets ein neues Secret anlegen, hier eingeben und sein Ende notieren. Die Anmeldung ist nicht verloren.",
    },
  },
  "secret-of-other-app": {
    title: {
      en: "Client ID and client secret do not belong together.",
      de: "Client-ID und Client-Secret gehören nicht zusammen.",
    },
    action: {
      en: "Take both from the same app registration in Entra.",
      de: "Beide aus derselben App registration in Entra übernehmen.",
    },
  },
  "secret-missing": {
    title: { en: "The app needs a client secret.", de: "Die App braucht ein Client-Secret." },
    action: {
      en: "Enter a secret, or switch on Entra › Authentication › “Allow public client flows”.",
      de: "Ein Secret eingeben oder in Entra › Authentication „Allow public client flows“ einschalten.",
    },
  },
  "secret-unwanted": {
    title: {
      en: "The app is registered as a public client and takes no secret.",
      de: "Die App ist als öffentlicher Client registriert und nimmt kein Secret.",
    },
    action: {
      en: "Set client authentication to none here, or register the redirect URI in Entra › Authentication under “Web”.",
      de: "Hier die Client-Authentifizierung auf keine stellen oder die Redirect-URI in Entra › Authentication unter „Web“ registrieren.",
    },
  },
  "certificate-refused": {
    title: { en: "The signature of the app was not accepted.", de: "Die Signatur der App wurde nicht angenommen." },
    action: {
      en: "Is the present certificate uploaded in Entra › Certificates & secrets? Is this machine's clock right (grantry doctor)?",
      de: "Ist das jetzige Zertifikat in Entra › Certificates & secrets hochgeladen? Geht die Uhr dieses Rechners richtig (grantry doctor)?",
    },
  },
  "app-not-found": {
    title: { en: "The app is not known in this tenant.", de: "Die App ist in diesem Tenant nicht bekannt." },
    action: {
      en: "Check the Application (client) ID and the tenant. In a foreign tenant an administrator has to consent first.",
      de: "Die Application (client) ID und den Tenant prüfen. In einem fremden Tenant muss erst ein Administrator zustimmen.",
    },
  },
  "app-disabled": {
    title: { en: "The app is disabled at the provider.", de: "Die App ist beim Anbieter deaktiviert." },
    action: {
      en: "Entra › Enterprise applications › Properties: set “Enabled for users to sign-in” to Yes, or ask why it is blocked.",
      de: "Entra › Enterprise applications › Properties: „Enabled for users to sign-in“ auf Yes stellen oder fragen, warum sie gesperrt ist.",
    },
  },
  "user-not-assigned": {
    title: { en: "The account is not assigned to the app.", de: "Das Konto ist der App nicht zugewiesen." },
    action: {
      en: "Entra › Enterprise applications › Users and groups: assign the account, or set “Assignment required” to No.",
      de: "Entra › Enterprise applications › Users and groups: das Konto zuweisen oder „Assignment required“ auf No stellen.",
    },
  },
  "tenant-not-found": {
    title: { en: "Microsoft does not find the tenant.", de: "Microsoft findet den Tenant nicht." },
    action: {
      en: "Enter the Directory (tenant) ID from Entra › App registration › Overview, or a verified domain. It may also belong to another cloud.",
      de: "Die Directory (tenant) ID aus Entra › App registration › Overview oder eine bestätigte Domain eintragen. Sie kann auch zu einer anderen Cloud gehören.",
    },
  },
  "tenant-needed": {
    title: {
      en: "This app does not work with “common” or the like as tenant.",
      de: "Diese App geht nicht mit „common“ oder Ähnlichem als Tenant.",
    },
    action: {
      en: "Enter the Directory (tenant) ID in place of it, or make the app multitenant in Entra › Authentication.",
      de: "Stattdessen die Directory (tenant) ID eintragen oder die App in Entra › Authentication multitenant machen.",
    },
  },
  "tenant-differs": {
    title: {
      en: "Authorization URL and token URL name different tenants.",
      de: "Autorisierungs-URL und Token-URL nennen verschiedene Tenants.",
    },
    action: { en: "Use the same tenant in both.", de: "In beiden denselben Tenant verwenden." },
  },
  "work-accounts-only": {
    title: { en: "The app is for work accounts only.", de: "Die App ist nur für Geschäftskonten." },
    action: {
      en: "Use the Exchange Online template, or allow personal accounts in Entra › Authentication.",
      de: "Die Vorlage Exchange Online verwenden oder in Entra › Authentication private Konten zulassen.",
    },
  },
  "other-cloud": {
    title: {
      en: "The tenant is in another Microsoft cloud.",
      de: "Der Tenant liegt in einer anderen Microsoft-Cloud.",
    },
    action: {
      en: "Register the app in that cloud and use its URLs (login.microsoftonline.us, login.partner.microsoftonline.cn).",
      de: "Die App in jener Cloud registrieren und deren URLs verwenden (login.microsoftonline.us, login.partner.microsoftonline.cn).",
    },
  },
  "redirect-uri-spa": {
    title: {
      en: "The redirect URI is registered for a single-page application.",
      de: "Die Redirect-URI ist für eine Single-page application registriert.",
    },
    action: {
      en: "Entra › Authentication: delete it under “Single-page application”, add it under “Web”, then authorize again.",
      de: "Entra › Authentication: unter „Single-page application“ löschen, unter „Web“ hinzufügen, dann erneut autorisieren.",
    },
  },
  "spa-token-ended": {
    title: {
      en: "The refresh token ended after 24 hours, as it does for single-page applications.",
      de: "Das Refresh-Token endete nach 24 Stunden, wie bei Single-page applications üblich.",
    },
    action: {
      en: "Entra › Authentication: move the redirect URI to “Web”, then authorize again; otherwise this returns daily.",
      de: "Entra › Authentication: die Redirect-URI nach „Web“ verschieben, dann erneut autorisieren; sonst kommt es täglich wieder.",
    },
  },
  "token-unused": {
    title: {
      en: "The refresh token was not used for 90 days.",
      de: "Das Refresh-Token wurde 90 Tage lang nicht benutzt.",
    },
    action: {
      en: "Authorize again and leave the configuration valid.",
      de: "Erneut autorisieren und die Konfiguration gültig lassen.",
    },
  },
  "sessions-revoked": {
    title: {
      en: "The password was reset or the sessions were revoked.",
      de: "Das Passwort wurde zurückgesetzt oder die Sitzungen wurden widerrufen.",
    },
    action: { en: "Authorize again.", de: "Erneut autorisieren." },
  },
  "sign-in-frequency": {
    title: {
      en: "A sign-in frequency policy ended the permission.",
      de: "Eine Richtlinie zur Anmeldehäufigkeit hat die Erlaubnis beendet.",
    },
    action: {
      en: "Authorize again, and have the mailbox excluded from the policy (Entra › Conditional Access) or use access without a person, otherwise it returns.",
      de: "Erneut autorisieren und das Postfach von der Richtlinie ausnehmen lassen (Entra › Conditional Access) oder Zugriff ohne Person verwenden, sonst kommt es wieder.",
    },
  },
  "grant-unknown": {
    title: { en: "Microsoft does not recognize this permission.", de: "Microsoft erkennt diese Erlaubnis nicht." },
    action: {
      en: "Authorize again. If it fails at once, check that tenant and client ID are those of the first sign-in.",
      de: "Erneut autorisieren. Schlägt es gleich fehl, prüfen, ob Tenant und Client-ID die der ersten Anmeldung sind.",
    },
  },
  "sign-in-too-slow": {
    title: { en: "The sign-in took too long.", de: "Die Anmeldung hat zu lange gedauert." },
    action: { en: "Start again with “Authorize”.", de: "Mit „Autorisieren“ neu beginnen." },
  },
  "code-used": {
    title: { en: "The code of this sign-in was used already.", de: "Der Code dieser Anmeldung wurde schon benutzt." },
    action: {
      en: "Start again with “Authorize”, without reloading pages.",
      de: "Mit „Autorisieren“ neu beginnen, ohne Seiten neu zu laden.",
    },
  },
  "pkce-mismatch": {
    title: {
      en: "The proof that belongs to the code (PKCE) does not fit.",
      de: "Der Nachweis zum Code (PKCE) passt nicht.",
    },
    action: {
      en: "Start again in a single browser tab. If it repeats, report it with the trace id.",
      de: "In einem einzigen Browser-Tab neu beginnen. Wiederholt es sich, mit der Trace-Id melden.",
    },
  },
  "request-malformed": {
    title: { en: "Microsoft cannot read the request.", de: "Microsoft kann die Anfrage nicht lesen." },
    action: {
      en: "Save the configuration again. If it repeats, report it with the trace id.",
      de: "Die Konfiguration noch einmal speichern. Wiederholt es sich, mit der Trace-Id melden.",
    },
  },
  "second-factor": {
    title: { en: "A second factor is needed.", de: "Ein zweiter Faktor ist nötig." },
    action: {
      en: "Authorize again and complete the second factor, at an external provider too where one is asked.",
      de: "Erneut autorisieren und den zweiten Faktor abschließen, wo er verlangt wird auch bei einem externen Anbieter.",
    },
  },
  "second-factor-setup": {
    title: {
      en: "The account must set up a second factor first.",
      de: "Das Konto muss erst einen zweiten Faktor einrichten.",
    },
    action: {
      en: "Set it up for this account, or have the mailbox excluded from the policy. Then authorize again.",
      de: "Ihn für dieses Konto einrichten oder das Postfach von der Richtlinie ausnehmen lassen. Dann erneut autorisieren.",
    },
  },
  "device-policy": {
    title: { en: "A policy demands a managed device.", de: "Eine Richtlinie verlangt ein verwaltetes Gerät." },
    action: {
      en: "Sign in from a compliant device, or have the app excluded in Entra › Conditional Access.",
      de: "Von einem konformen Gerät anmelden oder die App in Entra › Conditional Access ausnehmen lassen.",
    },
  },
  "blocked-by-policy": {
    title: {
      en: "A policy at the provider blocks this sign-in.",
      de: "Eine Richtlinie beim Anbieter sperrt diese Anmeldung.",
    },
    action: {
      en: "Ask the provider's administrator to look at the sign-in log and to allow this app for the account.",
      de: "Den Administrator des Anbieters bitten, im Anmeldeprotokoll nachzusehen und diese App für das Konto zuzulassen.",
    },
  },
  "account-blocked": {
    title: { en: "The account is blocked.", de: "Das Konto ist gesperrt." },
    action: {
      en: "Ask the provider's administrator to unblock it, then authorize again. A shared mailbox needs a delegate's sign-in.",
      de: "Den Administrator des Anbieters um Freigabe bitten, dann erneut autorisieren. Für ein geteiltes Postfach meldet sich ein Stellvertreter an.",
    },
  },
  "password-expired": {
    title: { en: "The password of the account has expired.", de: "Das Passwort des Kontos ist abgelaufen." },
    action: { en: "Set a new one, then authorize again.", de: "Ein neues setzen, dann erneut autorisieren." },
  },
  "password-wrong": {
    title: { en: "The password was wrong or missing.", de: "Das Passwort war falsch oder fehlte." },
    action: { en: "Authorize again.", de: "Erneut autorisieren." },
  },
  "consent-missing": {
    title: { en: "Nobody has consented to this app yet.", de: "Dieser App hat noch niemand zugestimmt." },
    action: {
      en: "Authorize once, or have consent granted: Entra › App registration › API permissions › Grant admin consent.",
      de: "Einmal autorisieren oder zustimmen lassen: Entra › App registration › API permissions › Grant admin consent.",
    },
  },
  "admin-consent-needed": {
    title: { en: "An administrator has to consent.", de: "Ein Administrator muss zustimmen." },
    action: {
      en: "Ask an Entra administrator: App registration › API permissions › Grant admin consent. Then authorize again.",
      de: "Einen Entra-Administrator bitten: App registration › API permissions › Grant admin consent. Danach erneut autorisieren.",
    },
  },
  "permission-missing": {
    title: { en: "The app lacks a permission.", de: "Der App fehlt eine Berechtigung." },
    action: {
      en: "Entra › App registration › API permissions: add what the scope names and User.Read, and grant consent.",
      de: "Entra › App registration › API permissions: ergänzen, was der Scope nennt, und User.Read, und zustimmen.",
    },
  },
  "service-missing": {
    title: {
      en: "The organisation does not have the service that the scope names.",
      de: "Die Organisation hat den Dienst nicht, den der Scope nennt.",
    },
    action: { en: "Check the licence of Exchange Online.", de: "Die Lizenz für Exchange Online prüfen." },
  },
  "scopes-mixed": {
    title: { en: "The scope mixes two services.", de: "Der Scope mischt zwei Dienste." },
    action: {
      en: "Leave the scopes of one: of Outlook for mail, without those of Graph.",
      de: "Nur die eines Dienstes lassen: für Mail die von Outlook, ohne die von Graph.",
    },
  },
  "scope-without-resource": {
    title: { en: "The scope names no service.", de: "Der Scope nennt keinen Dienst." },
    action: {
      en: "Write it in full, for example https://outlook.office.com/IMAP.AccessAsUser.All.",
      de: "Ihn vollständig schreiben, zum Beispiel https://outlook.office.com/IMAP.AccessAsUser.All.",
    },
  },
  "urls-swapped": {
    title: {
      en: "Authorization URL and token URL are swapped.",
      de: "Autorisierungs-URL und Token-URL sind vertauscht.",
    },
    action: {
      en: "Enter them the other way round: …/authorize and …/token.",
      de: "Umgekehrt eintragen: …/authorize und …/token.",
    },
  },
  "resource-parameter": {
    title: {
      en: "The request has the outdated parameter “resource”.",
      de: "Die Anfrage enthält den veralteten Parameter „resource“.",
    },
    action: { en: "Remove it from the configuration.", de: "Ihn aus der Konfiguration entfernen." },
  },
  "wrong-account": {
    title: { en: "The account does not belong to this tenant.", de: "Das Konto gehört nicht zu diesem Tenant." },
    action: {
      en: "Authorize again and choose the account that owns the mailbox, or invite the account as a guest.",
      de: "Erneut autorisieren und das Konto wählen, dem das Postfach gehört, oder das Konto als Gast einladen.",
    },
  },
  "account-kind": {
    title: {
      en: "A private account was used where a work account is needed, or the reverse.",
      de: "Es wurde ein privates Konto statt eines Geschäftskontos verwendet oder umgekehrt.",
    },
    action: {
      en: "Authorize again with the other kind of account.",
      de: "Mit der anderen Art Konto erneut autorisieren.",
    },
  },
  "microsoft-out-of-order": {
    title: { en: "Something is out of order at Microsoft.", de: "Bei Microsoft ist etwas gestört." },
    action: {
      en: "It is tried again by itself. If it lasts more than an hour, have a ticket opened at Microsoft with the trace id.",
      de: "Es wird von selbst erneut versucht. Dauert es länger als eine Stunde, bei Microsoft mit der Trace-Id ein Ticket öffnen lassen.",
    },
  },
  "asked-too-often": {
    title: { en: "Microsoft was asked the same too often.", de: "Microsoft wurde dasselbe zu oft gefragt." },
    action: {
      en: "Nothing; after a pause it is tried again by itself.",
      de: "Nichts; nach einer Pause wird es von selbst erneut versucht.",
    },
  },
} as const satisfies Record<string, Explanation>;
