import type { WordParameters, Words } from "@grantry/schema";

/** What can be wrong with a file that should hold a key, and what to do. */
export const clientKeyFaults = {
  "no-pem": {
    en: "This is no PEM text. It takes a text with “-----BEGIN PRIVATE KEY-----”.",
    de: "Das ist kein PEM-Text. Erwartet wird ein Text mit „-----BEGIN PRIVATE KEY-----“.",
  },
  "no-private-key": {
    en: "There is no private key in it, only {found}. Add the file that holds the key, mostly .key or .pem.",
    de: "Darin ist kein privater Schlüssel, nur {found}. Die Datei mit dem Schlüssel ergänzen, meist .key oder .pem.",
  },
  "several-private-keys": {
    en: "There are {count} private keys in it. Leave the one to use.",
    de: "Darin sind {count} private Schlüssel. Nur den zu verwendenden stehen lassen.",
  },
  openssh: {
    en: "This is an OpenSSH key. Convert a copy with: ssh-keygen -p -m PKCS8 -f KEY",
    de: "Das ist ein OpenSSH-Schlüssel. Eine Kopie umwandeln mit: ssh-keygen -p -m PKCS8 -f KEY",
  },
  "old-encryption": {
    en: "It is locked in an old way. Convert it with: {command}",
    de: "Die Datei ist auf alte Weise verschlüsselt. Umwandeln mit: {command}",
  },
  "passphrase-needed": {
    en: "It is locked. Enter its passphrase.",
    de: "Sie ist verschlüsselt. Die Passphrase eingeben.",
  },
  "passphrase-wrong": {
    en: "The passphrase does not open it, or the file is damaged.",
    de: "Die Passphrase öffnet sie nicht, oder die Datei ist beschädigt.",
  },
  damaged: {
    en: "It looks like a key file, but it cannot be read. It may be cut off: copy it again as a whole.",
    de: "Sie sieht nach einer Schlüsseldatei aus, ist aber nicht lesbar. Vielleicht fehlt ein Stück: vollständig neu kopieren.",
  },
  "no-pkcs12": {
    en: "This is no PKCS#12 file (.pfx, .p12).",
    de: "Das ist keine PKCS#12-Datei (.pfx, .p12).",
  },
  "key-kind": {
    en: "Keys of this kind cannot be used. It takes RSA from 2048 bits, or EC on P-256 or P-384.",
    de: "Schlüssel dieser Art sind nicht verwendbar. Möglich sind RSA ab 2048 Bit oder EC auf P-256 oder P-384.",
  },
  "certificate-of-another-key": {
    en: "The certificate ({subject}) belongs to another key. Bring the two that belong together.",
    de: "Das Zertifikat ({subject}) gehört zu einem anderen Schlüssel. Zusammengehörende Dateien verwenden.",
  },
  "certificate-ended": {
    en: "The certificate ({subject}) ended on {date}. Make a new one and register it at the provider.",
    de: "Das Zertifikat ({subject}) ist am {date} abgelaufen. Ein neues anlegen und beim Anbieter registrieren.",
  },
  "not-json": {
    en: "This is no JSON. It takes the file that Google gives for a new key of a service account.",
    de: "Das ist kein JSON. Erwartet wird die Datei, die Google für einen neuen Schlüssel eines Dienstkontos ausgibt.",
  },
  "oauth-client-file": {
    en: "This is the file of an OAuth client, for people who sign in. A service account's key is made under IAM & Admin › Service Accounts › Keys › Add key › JSON.",
    de: "Das ist die Datei eines OAuth-Clients, für Personen, die sich anmelden. Der Schlüssel eines Dienstkontos entsteht unter IAM & Admin › Service Accounts › Keys › Add key › JSON.",
  },
  "other-credentials-file": {
    en: "This is a file of the type “{type}”. It takes one of the type “service_account”.",
    de: "Das ist eine Datei vom Typ „{type}“. Erwartet wird der Typ „service_account“.",
  },
  "service-account-incomplete": {
    en: "The file lacks {member}. Take it from Google again, unchanged.",
    de: "In der Datei fehlt {member}. Unverändert noch einmal von Google holen.",
  },
} as const satisfies Record<string, Words>;

/** A file that holds no usable key. */
export class ClientKeyRefused extends Error {
  override readonly name = "ClientKeyRefused";
  readonly fault: keyof typeof clientKeyFaults;
  readonly parameters: WordParameters;

  constructor(fault: keyof typeof clientKeyFaults, parameters: WordParameters = {}) {
    super(fault);
    this.fault = fault;
    this.parameters = parameters;
  }
}
