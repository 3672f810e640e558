import type { MailExplanation } from "./words.ts";

/** Of sending a message. */
export const sendingWords = {
  "recipient-refused": {
    title: { en: "{host} does not take mail for {recipient}.", de: "{host} nimmt keine Mail für {recipient} an." },
    action: {
      en: "Check the address, and whether {login} may send to it.",
      de: "Die Adresse prüfen und ob {login} dorthin senden darf.",
    },
  },
  "sends-nothing": {
    title: { en: "The mail account has no host for sending.", de: "Das Mailkonto hat keinen Host zum Senden." },
    action: { en: "Enter one (SMTP host).", de: "Einen eintragen (SMTP-Host)." },
  },
  "sender-is-no-address": {
    title: {
      en: "The login {login} is no address to send from.",
      de: "Der Login {login} ist keine Adresse, von der aus gesendet werden kann.",
    },
    action: {
      en: "Enter the mailbox's address as login. Signing in alone works without one: leave the recipient empty.",
      de: "Die Adresse des Postfachs als Login eintragen. Nur anmelden geht auch ohne: den Empfänger leer lassen.",
    },
  },
  "perhaps-sent": {
    title: {
      en: "{host} was given the message and did not say whether it took it.",
      de: "{host} hat die Nachricht bekommen und nicht gesagt, ob er sie angenommen hat.",
    },
    action: {
      en: "Look whether the recipient has it before you send another: it was not sent a second time.",
      de: "Vor einem neuen Versuch beim Empfänger nachsehen, ob sie da ist: Sie wurde kein zweites Mal gesendet.",
    },
  },
} as const satisfies Record<string, MailExplanation>;
