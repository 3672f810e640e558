import { type ProblemEntry, redirectProblems } from "./redirect-problems.ts";

/** Everything the product can refuse. Slugs are public: add freely, rename never. */
export const problems = {
  ...redirectProblems,
  // Input and HTTP
  "unreadable-request": {
    status: 400,
    title: { en: "The request cannot be read", de: "Die Anfrage ist nicht lesbar" },
    detail: { en: "{reason}", de: "{reason}" },
    action: {
      en: "Send a JSON body with Content-Type: application/json.",
      de: "JSON mit Content-Type: application/json senden.",
    },
  },
  "invalid-input": {
    status: 422,
    title: { en: "Some of the input cannot be used", de: "Ein Teil der Eingabe ist nicht verwendbar" },
    detail: {
      en: "The places are listed in errors. Nothing was changed.",
      de: "Die Stellen stehen in errors. Nichts wurde geändert.",
    },
    action: {
      en: "Mend the places named and send it again.",
      de: "Die genannten Stellen berichtigen und erneut senden.",
    },
  },
  "not-found": {
    status: 404,
    title: { en: "There is nothing here", de: "Hier ist nichts" },
    detail: { en: "{path} does not exist.", de: "{path} gibt es nicht." },
    action: { en: "The addresses are listed at /api/v1/docs.", de: "Die Adressen stehen unter /api/v1/docs." },
  },
  "method-not-allowed": {
    status: 405,
    title: { en: "This address takes another method", de: "Diese Adresse nimmt eine andere Methode" },
    detail: {
      en: "{method} is not possible here; possible: {allowed}.",
      de: "{method} geht hier nicht; möglich: {allowed}.",
    },
    action: { en: "See /api/v1/docs.", de: "Siehe /api/v1/docs." },
  },
  "request-too-large": {
    status: 413,
    title: { en: "The request is too large", de: "Die Anfrage ist zu groß" },
    detail: { en: "At most {maximum} are read.", de: "Höchstens {maximum} werden gelesen." },
    action: { en: "Send less at once.", de: "Weniger auf einmal senden." },
  },
  "if-match-needed": {
    status: 428,
    title: { en: "The version to change is missing", de: "Die zu ändernde Version fehlt" },
    detail: {
      en: "An update needs If-Match with the ETag that was read.",
      de: "Eine Änderung braucht If-Match mit dem gelesenen ETag.",
    },
    action: {
      en: "Read the resource, then send its ETag as If-Match.",
      de: "Die Ressource lesen und ihren ETag als If-Match senden.",
    },
  },
  "changed-meanwhile": {
    status: 412,
    title: { en: "Someone else has changed this", de: "Jemand anderes hat dies geändert" },
    detail: {
      en: "What you edited is no longer the newest version. Nothing was saved.",
      de: "Das Bearbeitete ist nicht mehr die neueste Version. Nichts wurde gespeichert.",
    },
    action: {
      en: "Load the newest version and make your change again.",
      de: "Die neueste Version laden und die Änderung wiederholen.",
    },
  },
  "not-ready": {
    status: 503,
    title: { en: "Not ready yet", de: "Noch nicht bereit" },
    detail: { en: "{reason}", de: "{reason}" },
    action: { en: "{action}", de: "{action}" },
  },
  // Who asks
  "sign-in-needed": {
    status: 401,
    title: { en: "Sign in first", de: "Bitte zuerst anmelden" },
    detail: { en: "This needs a session or an API key.", de: "Das braucht eine Anmeldung oder einen API-Schlüssel." },
    action: {
      en: "Sign in, or send Authorization: Bearer grt_….",
      de: "Anmelden oder Authorization: Bearer grt_… senden.",
    },
  },
  "api-key-refused": {
    status: 401,
    title: { en: "This API key is not valid", de: "Dieser API-Schlüssel gilt nicht" },
    detail: { en: "It is unknown or was revoked.", de: "Er ist unbekannt oder wurde widerrufen." },
    action: {
      en: "Make a new one under Settings › API keys, or with grantry api-key create.",
      de: "Einen neuen unter Einstellungen › API-Schlüssel anlegen oder mit grantry api-key create.",
    },
  },
  "not-allowed": {
    status: 403,
    title: { en: "Not allowed", de: "Nicht erlaubt" },
    detail: { en: "This needs the scope {scope}.", de: "Das braucht den Scope {scope}." },
    action: {
      en: "Use an API key that has it, or ask an administrator.",
      de: "Einen passenden API-Schlüssel verwenden oder eine Administratorin fragen.",
    },
  },
  "token-config-not-allowed": {
    status: 403,
    title: {
      en: "This API key is limited to other configurations",
      de: "Dieser API-Schlüssel gilt für andere Konfigurationen",
    },
    detail: {
      en: "“{name}” is not among those it may read.",
      de: "„{name}“ gehört nicht zu denen, die er lesen darf.",
    },
    action: { en: "Use a key that includes it.", de: "Einen Schlüssel verwenden, der sie einschließt." },
  },
  "cross-site-request": {
    status: 403,
    title: { en: "The request came from another site", de: "Die Anfrage kam von einer anderen Site" },
    detail: {
      en: "Changes are taken only from pages of this host.",
      de: "Änderungen werden nur von Seiten dieses Hosts angenommen.",
    },
    action: {
      en: "Open Grantry itself and try there; programs use an API key.",
      de: "Grantry selbst öffnen und dort versuchen; Programme verwenden einen API-Schlüssel.",
    },
  },
  "sign-in-refused": {
    status: 401,
    title: { en: "E-mail address or password is wrong", de: "E-Mail-Adresse oder Passwort ist falsch" },
    detail: { en: "No account opens with this pair.", de: "Mit diesem Paar öffnet sich kein Konto." },
    action: {
      en: "Check both and try again. An operator can set a new password with grantry user reset-password.",
      de: "Beides prüfen und erneut versuchen. Ein neues Passwort setzt grantry user reset-password.",
    },
  },
  "too-many-attempts": {
    status: 429,
    title: { en: "Too many attempts", de: "Zu viele Versuche" },
    detail: {
      en: "Sign-in is paused for this account or address.",
      de: "Die Anmeldung ist für dieses Konto oder diese Adresse angehalten.",
    },
    action: { en: "Wait {minutes} minutes, then try again.", de: "{minutes} Minuten warten, dann erneut versuchen." },
  },
  "first-administrator-link-refused": {
    status: 410,
    title: { en: "This link no longer works", de: "Dieser Link gilt nicht mehr" },
    detail: {
      en: "It was used, is older than an hour, or was never given out.",
      de: "Er wurde benutzt, ist älter als eine Stunde oder wurde nie ausgegeben.",
    },
    action: {
      en: "If there is no administrator yet, start Grantry again: it prints a new link. Otherwise sign in.",
      de: "Gibt es noch kein Konto, Grantry neu starten: es gibt einen neuen Link aus. Sonst anmelden.",
    },
  },
  "user-exists": {
    status: 409,
    title: { en: "There is a user with this address", de: "Es gibt ein Konto mit dieser Adresse" },
    detail: { en: "{email} is taken.", de: "{email} ist vergeben." },
    action: {
      en: "Use another address, or set a new password with grantry user reset-password.",
      de: "Eine andere Adresse verwenden oder mit grantry user reset-password ein neues Passwort setzen.",
    },
  },
  "user-not-found": {
    status: 404,
    title: { en: "There is no such user", de: "Dieses Konto gibt es nicht" },
    detail: { en: "No user has the address {email}.", de: "Kein Konto hat die Adresse {email}." },
    action: { en: "grantry user list shows all.", de: "grantry user list zeigt alle." },
  },
  // Configurations
  "token-config-not-found": {
    status: 404,
    title: { en: "There is no such configuration", de: "Diese Konfiguration gibt es nicht" },
    detail: {
      en: "No token configuration has the name or id “{name}”.",
      de: "Keine Token-Konfiguration hat den Namen oder die Id „{name}“.",
    },
    action: {
      en: "Check the spelling; names are compared letter by letter. The overview lists all.",
      de: "Die Schreibweise prüfen; Namen werden Zeichen für Zeichen verglichen. Die Übersicht zeigt alle.",
    },
  },
  "notification-not-found": {
    status: 404,
    title: { en: "There is no such notification", de: "Diese Benachrichtigung gibt es nicht" },
    detail: {
      en: "It is over, or something new has happened since it was read.",
      de: "Sie hat sich erledigt, oder seit dem Lesen ist etwas Neues geschehen.",
    },
    action: { en: "Read the notifications again.", de: "Die Benachrichtigungen neu lesen." },
  },
  "notification-stays": {
    status: 409,
    title: { en: "This notification stays", de: "Diese Benachrichtigung bleibt" },
    detail: {
      en: "It tells of a danger that lasts and would be forgotten.",
      de: "Sie meldet eine dauernde Gefahr, die sonst vergessen würde.",
    },
    action: {
      en: "Do what it says; then it goes by itself.",
      de: "Tun, was sie sagt; dann verschwindet sie von selbst.",
    },
  },
  "token-config-in-use": {
    status: 409,
    title: { en: "The configuration is in use", de: "Die Konfiguration wird verwendet" },
    detail: {
      en: "“{name}” is used by: {users}. Nothing was deleted.",
      de: "„{name}“ wird verwendet von: {users}. Nichts wurde gelöscht.",
    },
    action: {
      en: "Give them another configuration or remove them, then delete it.",
      de: "Ihnen eine andere Konfiguration geben oder sie entfernen, dann löschen.",
    },
  },
  "name-taken": {
    status: 409,
    title: { en: "The name is taken", de: "Der Name ist vergeben" },
    detail: { en: "There is a configuration “{name}”.", de: "Es gibt eine Konfiguration „{name}“." },
    action: { en: "Choose another name.", de: "Einen anderen Namen wählen." },
  },
  "client-secret-needed": {
    status: 422,
    title: { en: "The client secret is needed again", de: "Das Client-Secret wird noch einmal gebraucht" },
    detail: {
      en: "The token URL moves from {from} to {to}. The stored secret belongs to the former and is never sent elsewhere. Nothing was changed.",
      de: "Die Token-URL wechselt von {from} zu {to}. Das gespeicherte Secret gehört zur ersten und wird nie woandershin gesendet. Nichts wurde geändert.",
    },
    action: {
      en: "Enter the client secret that belongs to the new address.",
      de: "Das Client-Secret eingeben, das zur neuen Adresse gehört.",
    },
  },
  // Authorization
  "https-needed": {
    status: 409,
    title: {
      en: "This provider needs an https redirect URI",
      de: "Dieser Anbieter braucht eine Redirect-URI mit https",
    },
    detail: {
      en: "HttpType is http, and {host} is not on this machine.",
      de: "HttpType ist http, und {host} läuft nicht auf diesem Rechner.",
    },
    action: {
      en: "Serve Grantry by https and set HttpType to https.",
      de: "Grantry über https anbieten und HttpType auf https setzen.",
    },
  },
  "fqdn-needed": {
    status: 409,
    title: { en: "Grantry does not know its own address", de: "Grantry kennt die eigene Adresse nicht" },
    detail: {
      en: "The redirect URI cannot be made without the setting FQDN.",
      de: "Ohne die Einstellung FQDN gibt es keine Redirect-URI.",
    },
    action: {
      en: "Set FQDN, for example: grantry setting set FQDN desk.example.com",
      de: "FQDN setzen, zum Beispiel: grantry setting set FQDN desk.example.com",
    },
  },
  "grant-has-no-device-authorization": {
    status: 409,
    title: { en: "No device can be authorized here", de: "Hier lässt sich kein Gerät autorisieren" },
    detail: {
      en: "“{name}” has no device authorization URL, or nobody signs in for its grant.",
      de: "„{name}“ hat keine URL der Geräteautorisierung, oder für ihren Grant meldet sich niemand an.",
    },
    action: {
      en: "Enter the URL under the endpoints, or use “Authorize”.",
      de: "Die URL bei den Endpunkten eintragen oder „Autorisieren“ verwenden.",
    },
  },
  "device-authorization-not-found": {
    status: 404,
    title: { en: "There is no such device authorization", de: "Diese Geräteautorisierung gibt es nicht" },
    detail: {
      en: "None of this configuration has the id “{name}”. They are remembered for a day.",
      de: "Keine dieser Konfiguration hat die Id „{name}“. Sie werden einen Tag gemerkt.",
    },
    action: { en: "Start a new one.", de: "Eine neue beginnen." },
  },
  "grant-has-no-authorization": {
    status: 409,
    title: { en: "Nobody signs in for this grant", de: "Für diesen Grant meldet sich niemand an" },
    detail: { en: "“{name}” uses client credentials.", de: "„{name}“ verwendet Client Credentials." },
    action: { en: "Use “Request new token” instead.", de: "Stattdessen „Neues Token anfordern“ verwenden." },
  },
  // Tokens
  "not-in-use": {
    status: 409,
    title: { en: "The configuration is not in use", de: "Die Konfiguration ist nicht in Gebrauch" },
    detail: {
      en: "“{name}” is set to {validity}, so its token is neither refreshed nor given out.",
      de: "„{name}“ steht auf {validity}; ihr Token wird weder erneuert noch herausgegeben.",
    },
    action: { en: "Set its validity to valid.", de: "Die Gültigkeit auf gültig setzen." },
  },
  "needs-authorization": {
    status: 409,
    title: { en: "Someone has to authorize", de: "Jemand muss autorisieren" },
    detail: { en: "“{name}” has no grant that works. {reason}", de: "„{name}“ hat keine wirksame Erlaubnis. {reason}" },
    action: { en: "Open the token in Grantry. {action}", de: "Das Token in Grantry öffnen. {action}" },
  },
  "needs-settings": {
    status: 409,
    title: { en: "The settings need mending", de: "Die Einstellungen müssen berichtigt werden" },
    detail: {
      en: "The provider refuses the settings of “{name}”. {reason}",
      de: "Der Anbieter weist die Einstellungen von „{name}“ zurück. {reason}",
    },
    action: { en: "Open the token in Grantry. {action}", de: "Das Token in Grantry öffnen. {action}" },
  },
  "needs-provider-admin": {
    status: 409,
    title: { en: "The provider's administrator has to act", de: "Der Administrator des Anbieters muss handeln" },
    detail: {
      en: "The provider refuses “{name}” until something is changed there. {reason}",
      de: "Der Anbieter weist „{name}“ ab, bis dort etwas geändert wird. {reason}",
    },
    action: { en: "Open the token in Grantry. {action}", de: "Das Token in Grantry öffnen. {action}" },
  },
  "nothing-to-test-at": {
    status: 409,
    title: { en: "There is nothing to test this token at", de: "Dieses Token lässt sich nirgends testen" },
    detail: {
      en: "The template of “{name}” knows no harmless request and no mail server, or nobody knows whose mailbox it is.",
      de: "Die Vorlage von „{name}“ kennt weder eine harmlose Anfrage noch einen Mailserver, oder niemand weiß, wessen Postfach es ist.",
    },
    action: {
      en: "Check a mail account or run a web service that uses it.",
      de: "Ein Mailkonto prüfen oder einen Webservice ausführen, der es verwendet.",
    },
  },
  "token-not-taken": {
    status: 502,
    title: { en: "The service does not take the token", de: "Der Dienst nimmt das Token nicht" },
    detail: { en: "{host} answered: {said}.", de: "{host} antwortete: {said}." },
    action: {
      en: "Compare the scope with what the service asks for, then request a new token.",
      de: "Den Scope mit dem vergleichen, was der Dienst verlangt, dann ein neues Token anfordern.",
    },
  },
  "grant-takes-no-refresh-token": {
    status: 409,
    title: { en: "This configuration takes no refresh token", de: "Diese Konfiguration nimmt kein Refresh-Token" },
    detail: {
      en: "“{name}” gets its tokens without one, or its settings name no request to renew them.",
      de: "„{name}“ bekommt seine Token ohne eines, oder die Einstellungen nennen keine Anfrage zum Erneuern.",
    },
    action: {
      en: "Choose a configuration that renews by refresh token.",
      de: "Eine Konfiguration wählen, die per Refresh-Token erneuert.",
    },
  },
  "revocation-failed": {
    status: 502,
    title: { en: "The grant could not be revoked", de: "Die Erlaubnis ließ sich nicht widerrufen" },
    detail: {
      en: "The provider did not take the grant of “{name}” back, so it is kept. {reason}",
      de: "Der Anbieter hat die Erlaubnis von „{name}“ nicht zurückgenommen; sie bleibt daher. {reason}",
    },
    action: {
      en: "{action} Or end it on the provider's own pages and forget it here all the same.",
      de: "{action} Oder sie auf den Seiten des Anbieters beenden und hier trotzdem vergessen.",
    },
  },
  "provider-refused": {
    status: 502,
    title: { en: "The provider gave no token", de: "Der Anbieter hat kein Token gegeben" },
    detail: { en: "{reason}", de: "{reason}" },
    action: { en: "{action}", de: "{action}" },
  },
  "token-refresh-in-progress": {
    status: 503,
    title: { en: "The token is being refreshed", de: "Das Token wird gerade erneuert" },
    detail: {
      en: "Another request for “{name}” is on its way to the provider.",
      de: "Eine andere Anfrage für „{name}“ ist unterwegs zum Anbieter.",
    },
    action: { en: "Ask again in {seconds} seconds.", de: "In {seconds} Sekunden erneut fragen." },
  },
  "token-refresh-paused": {
    status: 503,
    title: { en: "The provider failed a moment ago", de: "Der Anbieter hat eben versagt" },
    detail: {
      en: "The next attempt for “{name}” is in {seconds} seconds. {reason}",
      de: "Der nächste Versuch für „{name}“ ist in {seconds} Sekunden. {reason}",
    },
    action: { en: "Nothing; it is tried again by itself.", de: "Nichts; es wird von selbst erneut versucht." },
  },
  "grant-not-possible": {
    status: 409,
    title: { en: "This grant is not the configuration's", de: "Dieser Grant passt nicht zur Konfiguration" },
    detail: {
      en: "“{name}” uses {configured}; {asked} was asked for.",
      de: "„{name}“ verwendet {configured}; verlangt war {asked}.",
    },
    action: {
      en: "Ask for the grant that the configuration uses.",
      de: "Den Grant verlangen, den die Konfiguration verwendet.",
    },
  },
  "discovery-failed": {
    status: 422,
    title: { en: "The endpoints could not be read", de: "Die Endpunkte waren nicht zu ermitteln" },
    detail: { en: "{reason} Looked at: {url}", de: "{reason} Angesehen: {url}" },
    action: {
      en: "Check the address, or enter the endpoints by hand.",
      de: "Die Adresse prüfen oder die Endpunkte von Hand eingeben.",
    },
  },
  // Files
  "file-refused": {
    status: 422,
    title: { en: "The file cannot be read", de: "Die Datei ist nicht lesbar" },
    detail: { en: "{place}{fault}", de: "{place}{fault}" },
    action: {
      en: "Mend the file there and import it again. Nothing was imported.",
      de: "Die Datei dort berichtigen und erneut importieren. Nichts wurde importiert.",
    },
  },
  "import-not-found": {
    status: 404,
    title: { en: "There is no such import", de: "Diesen Import gibt es nicht" },
    detail: {
      en: "You have no import with the id “{id}”. Reports are kept for seven days.",
      de: "Sie haben keinen Import mit der Id „{id}“. Berichte bleiben sieben Tage.",
    },
    action: { en: "Look into the list of your imports.", de: "In der Liste Ihrer Importe nachsehen." },
  },
  "entry-refused": {
    status: 422,
    title: { en: "This entry cannot be imported", de: "Dieser Eintrag kann nicht importiert werden" },
    detail: { en: "{complaints}", de: "{complaints}" },
    action: {
      en: "Mend the entry in the file, or leave it out.",
      de: "Den Eintrag in der Datei berichtigen oder auslassen.",
    },
  },
  "import-refused": {
    status: 422,
    title: { en: "The file was not imported", de: "Die Datei wurde nicht importiert" },
    detail: {
      en: "Entries refused: {refused} of {all}. Nothing was changed.",
      de: "Abgelehnte Einträge: {refused} von {all}. Nichts wurde geändert.",
    },
    action: {
      en: "Mend the entries that the report names, or import with “leave out what is refused”.",
      de: "Die im Bericht genannten Einträge berichtigen oder mit „Abgelehntes auslassen“ importieren.",
    },
  },
  "openapi-refused": {
    status: 422,
    title: { en: "No invokers can be made from this document", de: "Aus diesem Dokument entstehen keine Invoker" },
    detail: { en: "{fault}", de: "{fault}" },
    action: {
      en: "Bring an OpenAPI 3.0 or 3.1 document, JSON or YAML. Older ones can be converted, for example by swagger2openapi.",
      de: "Ein OpenAPI-Dokument der Version 3.0 oder 3.1 als JSON oder YAML bringen. Ältere lassen sich umwandeln, etwa mit swagger2openapi.",
    },
  },
  "template-refused": {
    status: 422,
    title: { en: "No template can be made from this file", de: "Aus dieser Datei lässt sich keine Vorlage machen" },
    detail: { en: "{complaints}", de: "{complaints}" },
    action: {
      en: "Bring a document in the format of Znuny's files: a Name and a Config with its Requests.",
      de: "Ein Dokument im Format von Znunys Dateien bringen: ein Name und eine Config mit ihren Requests.",
    },
  },
  "template-name-taken": {
    status: 422,
    title: { en: "There is a template of this name", de: "Eine Vorlage dieses Namens gibt es schon" },
    detail: { en: "A template “{name}” was made before.", de: "Eine Vorlage „{name}“ wurde bereits angelegt." },
    action: {
      en: "Remove it first, or change Name in the file.",
      de: "Sie zuerst entfernen oder Name in der Datei ändern.",
    },
  },
  "template-not-found": {
    status: 404,
    title: { en: "There is no such template", de: "Diese Vorlage gibt es nicht" },
    detail: {
      en: "No template made from a file has the id {name}.",
      de: "Keine Vorlage aus einer Datei hat die Id {name}.",
    },
    action: { en: "List the templates anew.", de: "Die Vorlagen neu auflisten." },
  },
  "token-list-refused": {
    status: 422,
    title: { en: "There is no token list in it", de: "Darin steht keine Token-Liste" },
    detail: {
      en: "No line of the form Token config 'Name' (valid, ID 1) was found.",
      de: "Eine Zeile der Form Token config 'Name' (valid, ID 1) wurde nicht gefunden.",
    },
    action: {
      en: "Bring the output of Admin::OAuth2TokenManagement::ListTokenInformation as it was printed.",
      de: "Die Ausgabe von Admin::OAuth2TokenManagement::ListTokenInformation unverändert verwenden.",
    },
  },
  "password-needed": {
    status: 403,
    title: { en: "Your password is needed for this", de: "Dafür wird Ihr Passwort gebraucht" },
    detail: {
      en: "An export with client secrets asks for the password of whoever makes it. None was given, or it is not right.",
      de: "Ein Export mit Client-Secrets fragt nach dem Passwort der Person. Es fehlte oder stimmt nicht.",
    },
    action: {
      en: "Enter your password, or export without secrets.",
      de: "Das eigene Passwort eingeben oder ohne Secrets exportieren.",
    },
  },
  // Web services
  "web-service-not-found": {
    status: 404,
    title: { en: "There is no such web service", de: "Diesen Webservice gibt es nicht" },
    detail: {
      en: "No web service has the name or id “{name}”.",
      de: "Kein Webservice hat den Namen oder die Id „{name}“.",
    },
    action: { en: "Choose one from the list of web services.", de: "Einen aus der Liste der Webservices wählen." },
  },
  "web-service-name-taken": {
    status: 409,
    title: { en: "Another web service has this name", de: "Ein anderer Webservice heißt bereits so" },
    detail: { en: "There is a web service “{name}” already.", de: "Einen Webservice „{name}“ gibt es bereits." },
    action: { en: "Choose another name.", de: "Einen anderen Namen wählen." },
  },
  "web-service-not-in-use": {
    status: 409,
    title: { en: "The web service is not in use", de: "Der Webservice ist nicht in Gebrauch" },
    detail: {
      en: "“{name}” is set to {validity}: it is not called.",
      de: "„{name}“ steht auf {validity} und wird nicht aufgerufen.",
    },
    action: { en: "Set its validity to valid.", de: "Die Gültigkeit auf gültig setzen." },
  },
  "web-service-secret-needed": {
    status: 422,
    title: { en: "Its secrets are needed again", de: "Die Secrets werden erneut gebraucht" },
    detail: {
      en: "The endpoint moves to {origin}. What is stored was entered for {formerOrigin}, and is not sent elsewhere.",
      de: "Der Endpunkt zieht zu {origin} um. Das Gespeicherte wurde für {formerOrigin} eingegeben und geht nicht woandershin.",
    },
    action: {
      en: "Enter the places named anew, or leave the endpoint where it was. Nothing was changed.",
      de: "Die genannten Stellen neu eingeben oder den Endpunkt belassen. Nichts wurde geändert.",
    },
  },
  "web-service-unreachable": {
    status: 502,
    title: { en: "The web service cannot be reached", de: "Der Webservice ist nicht erreichbar" },
    detail: { en: "{host}: {reason}.", de: "{host}: {reason}." },
    action: {
      en: "Check the endpoint, and whether the service is running and reachable from here.",
      de: "Endpunkt prüfen und ob der Dienst läuft und von hier erreichbar ist.",
    },
  },
  "web-service-timeout": {
    status: 504,
    title: { en: "The web service did not answer in time", de: "Der Webservice hat nicht rechtzeitig geantwortet" },
    detail: { en: "{host} sent nothing for {seconds} s.", de: "{host} hat {seconds} s lang nichts gesendet." },
    action: {
      en: "Try again, or raise the time limit of the web service.",
      de: "Erneut versuchen oder das Zeitlimit des Webservice erhöhen.",
    },
  },
  "web-service-blocked": {
    status: 502,
    title: { en: "This address may not be called", de: "Diese Adresse darf nicht aufgerufen werden" },
    detail: {
      en: "{host} is in a private network, or is reached without https.",
      de: "{host} liegt in einem privaten Netz oder wird ohne https erreicht.",
    },
    action: {
      en: "List the host in the setting Egress::AllowedPrivateHosts if it is yours.",
      de: "Den Host in die Einstellung Egress::AllowedPrivateHosts aufnehmen, wenn er der eigene ist.",
    },
  },
  "tls-options-not-here": {
    status: 422,
    title: { en: "TLS options work on the Node host alone", de: "TLS-Optionen gehen nur auf dem Node-Host" },
    detail: {
      en: "This host runs in workerd, which always checks certificates, and by its platform's authorities.",
      de: "Dieser Host läuft in workerd; dort werden Zertifikate immer und nur mit den Stellen der Plattform geprüft.",
    },
    action: {
      en: "Leave the authority empty and the check on, or serve this deployment with Node.",
      de: "Die Zertifizierungsstelle leer und die Prüfung an lassen oder diese Installation mit Node betreiben.",
    },
  },
  "invoker-not-found": {
    status: 404,
    title: { en: "There is no such invoker", de: "Diesen Invoker gibt es nicht" },
    detail: { en: "“{service}” has no invoker “{name}”.", de: "„{service}“ hat keinen Invoker „{name}“." },
    action: { en: "Choose one of its invokers.", de: "Einen seiner Invoker wählen." },
  },
  "invoker-name-taken": {
    status: 409,
    title: { en: "Another invoker has this name", de: "Ein anderer Invoker heißt bereits so" },
    detail: {
      en: "“{service}” has an invoker “{name}” already.",
      de: "„{service}“ hat bereits einen Invoker „{name}“.",
    },
    action: { en: "Choose another name.", de: "Einen anderen Namen wählen." },
  },
  "invocation-not-found": {
    status: 404,
    title: { en: "This call is not in the debug log", de: "Dieser Aufruf steht nicht im Debug-Log" },
    detail: {
      en: "No call of this web service has the id “{name}”.",
      de: "Kein Aufruf dieses Webservice hat die Id „{name}“.",
    },
    action: {
      en: "Old calls are deleted; read the list again.",
      de: "Alte Aufrufe werden gelöscht; die Liste neu lesen.",
    },
  },
  "api-key-needed": {
    status: 401,
    title: { en: "This address is for programs", de: "Diese Adresse ist für Programme" },
    detail: {
      en: "A web service is passed through to API keys alone, never to a browser's session: what it answers is not ours.",
      de: "Durchgereicht wird nur an API-Schlüssel, nie an die Sitzung eines Browsers: die Antwort ist nicht unsere.",
    },
    action: {
      en: "Send Authorization: Bearer grt_… of a key with the scope web-services:run.",
      de: "Authorization: Bearer grt_… eines Schlüssels mit dem Scope web-services:run senden.",
    },
  },
  "pass-through-path": {
    status: 400,
    title: { en: "This path leads out of the web service", de: "Dieser Pfad führt aus dem Webservice heraus" },
    detail: {
      en: "A segment of the path is “.” or “..”, written plainly or encoded.",
      de: "Ein Teil des Pfads ist „.“ oder „..“, offen oder kodiert.",
    },
    action: { en: "Write the path without such segments.", de: "Den Pfad ohne solche Teile schreiben." },
  },
  "pass-through-loop": {
    status: 508,
    title: { en: "The request goes in a circle", de: "Die Anfrage läuft im Kreis" },
    detail: {
      en: "It has come through Grantry several times (Via).",
      de: "Sie kam schon mehrmals durch Grantry (Via).",
    },
    action: {
      en: "Let the endpoint of the web service lead to the service itself.",
      de: "Den Endpunkt des Webservice auf den Dienst selbst zeigen lassen.",
    },
  },
  "service-refused": {
    status: 502,
    title: { en: "The service answered {status}", de: "Der Dienst hat {status} geantwortet" },
    detail: {
      en: "The call did not succeed; its answer says why.",
      de: "Der Aufruf gelang nicht; die Antwort sagt, warum.",
    },
    action: {
      en: "Read the answer. With 401 or 403: check the token's scope and what the account may do.",
      de: "Die Antwort lesen. Bei 401 oder 403: Scope des Tokens und Rechte des Kontos prüfen.",
    },
  },
  "service-redirects": {
    status: 502,
    title: { en: "The service redirects", de: "Der Dienst leitet um" },
    detail: {
      en: "It points to {location}. Redirects are not followed: the token would go along.",
      de: "Er verweist auf {location}. Umleitungen wird nicht gefolgt: das Token ginge mit.",
    },
    action: { en: "Enter that address as the endpoint.", de: "Diese Adresse als Endpunkt eintragen." },
  },
  "answer-too-long": {
    status: 502,
    title: { en: "The answer is too long", de: "Die Antwort ist zu lang" },
    detail: { en: "It was cut off after {maximum}.", de: "Sie wurde nach {maximum} abgeschnitten." },
    action: { en: "Ask for less, or use the pass-through.", de: "Weniger anfordern oder die Durchreiche verwenden." },
  },
  "answer-not-json": {
    status: 502,
    title: { en: "The answer is not JSON", de: "Die Antwort ist kein JSON" },
    detail: {
      en: "The invoker returns a part of it, which only JSON or XML have.",
      de: "Der Invoker gibt einen Teil davon zurück; Teile haben nur JSON und XML.",
    },
    action: {
      en: "Read the answer; often it is an error page. Or leave “returns” empty.",
      de: "Die Antwort lesen; oft ist es eine Fehlerseite. Oder „Rückgabe“ leer lassen.",
    },
  },
  "answer-not-xml": {
    status: 502,
    title: { en: "The answer is not XML", de: "Die Antwort ist kein XML" },
    detail: {
      en: "SOAP answers are XML; this one is not: {reason}",
      de: "SOAP-Antworten sind XML; diese nicht: {reason}",
    },
    action: {
      en: "Read the answer; often it is an error page of a proxy, or the endpoint is not the SOAP address.",
      de: "Die Antwort lesen; oft ist es die Fehlerseite eines Proxys, oder der Endpunkt ist nicht die SOAP-Adresse.",
    },
  },
  "answer-not-soap": {
    status: 502,
    title: { en: "The answer is XML, but not SOAP", de: "Die Antwort ist XML, aber kein SOAP" },
    detail: {
      en: "It begins with <{root}> where <Envelope> should be.",
      de: "Sie beginnt mit <{root}> statt mit <Envelope>.",
    },
    action: { en: "Check the endpoint and the SOAP version.", de: "Endpunkt und SOAP-Version prüfen." },
  },
  "soap-fault": {
    status: 502,
    title: { en: "The service reports a fault", de: "Der Dienst meldet einen Fehler" },
    detail: { en: "{code}: {reason}", de: "{code}: {reason}" },
    action: { en: "{action}", de: "{action}" },
  },
  "returned-part-missing": {
    status: 502,
    title: { en: "The answer has no such part", de: "Diesen Teil hat die Antwort nicht" },
    detail: { en: "There is nothing at {path}.", de: "Bei {path} ist nichts." },
    action: {
      en: "Compare the answer with “returns” of the invoker.",
      de: "Die Antwort mit „Rückgabe“ des Invokers vergleichen.",
    },
  },
  // Settings and keys
  "calendar-feed-not-found": {
    status: 404,
    title: { en: "There is no such calendar feed", de: "Diesen Kalender-Feed gibt es nicht" },
    detail: {
      en: "It was revoked, or the address is incomplete.",
      de: "Er wurde widerrufen, oder die Adresse ist unvollständig.",
    },
    action: {
      en: "Make a new one under Settings › Calendar feed.",
      de: "Unter Einstellungen › Kalender-Feed einen neuen anlegen.",
    },
  },
  "key-ring-in-environment": {
    status: 409,
    title: { en: "The key ring comes from the environment", de: "Der Schlüsselbund kommt aus der Umgebung" },
    detail: {
      en: "GRANTRY_KEYS holds the keys, which no program can change for itself.",
      de: "GRANTRY_KEYS enthält die Schlüssel, und das kann kein Programm für sich selbst ändern.",
    },
    action: {
      en: "Append a key to it on every host and restart; grantry key list says each next step.",
      de: "Auf jedem Host einen Schlüssel anhängen und neu starten; grantry key list nennt jeden nächsten Schritt.",
    },
  },
  "setting-not-found": {
    status: 404,
    title: { en: "There is no such setting", de: "Diese Einstellung gibt es nicht" },
    detail: { en: "No setting is called {name}.", de: "Keine Einstellung heißt {name}." },
    action: { en: "grantry setting list shows all.", de: "grantry setting list zeigt alle." },
  },
  "app-registration-not-found": {
    status: 404,
    title: { en: "There is no such app registration", de: "Diese App-Registrierung gibt es nicht" },
    detail: {
      en: "No app registration, and none of its client secrets, has the id “{name}”.",
      de: "Keine App-Registrierung und keines ihrer Client-Secrets hat die Id „{name}“.",
    },
    action: { en: "Read the list again.", de: "Die Liste neu lesen." },
  },
  "api-key-not-found": {
    status: 404,
    title: { en: "There is no such API key", de: "Diesen API-Schlüssel gibt es nicht" },
    detail: {
      en: "No API key has the name or id “{name}”.",
      de: "Kein API-Schlüssel hat den Namen oder die Id „{name}“.",
    },
    action: { en: "grantry api-key list shows all.", de: "grantry api-key list zeigt alle." },
  },
  // Mail
  "channel-not-found": {
    status: 404,
    title: { en: "There is no such channel", de: "Diesen Kanal gibt es nicht" },
    detail: { en: "No channel has the name or id “{name}”.", de: "Kein Kanal hat den Namen oder die Id „{name}“." },
    action: { en: "Settings → Channels shows all.", de: "Einstellungen → Kanäle zeigt alle." },
  },
  "channel-exists": {
    status: 409,
    title: { en: "The name is taken", de: "Der Name ist vergeben" },
    detail: { en: "There is a channel “{name}”.", de: "Es gibt einen Kanal „{name}“." },
    action: { en: "Choose another name.", de: "Einen anderen Namen wählen." },
  },
  "mail-account-not-found": {
    status: 404,
    title: { en: "There is no such mail account", de: "Dieses Mailkonto gibt es nicht" },
    detail: {
      en: "No mail account has the name or id “{name}”.",
      de: "Kein Mailkonto hat den Namen oder die Id „{name}“.",
    },
    action: { en: "grantry mail-account list shows all.", de: "grantry mail-account list zeigt alle." },
  },
  "mail-account-exists": {
    status: 409,
    title: { en: "The name is taken", de: "Der Name ist vergeben" },
    detail: { en: "There is a mail account “{name}”.", de: "Es gibt ein Mailkonto „{name}“." },
    action: { en: "Choose another name.", de: "Einen anderen Namen wählen." },
  },
  "mail-password-needed": {
    status: 422,
    title: { en: "The password is needed again", de: "Das Passwort wird noch einmal gebraucht" },
    detail: {
      en: "The host moves from {from} to {to}. The stored password belongs to the former and is never sent elsewhere.",
      de: "Der Host wechselt von {from} zu {to}. Das gespeicherte Passwort gehört zum ersten und wird nie woandershin gesendet.",
    },
    action: { en: "Enter the password.", de: "Das Passwort eingeben." },
  },
  "mail-account-not-in-use": {
    status: 409,
    title: { en: "The mail account is not in use", de: "Das Mailkonto ist nicht in Gebrauch" },
    detail: { en: "“{name}” is set to {validity}.", de: "„{name}“ steht auf {validity}." },
    action: { en: "Set its validity to valid.", de: "Die Gültigkeit auf gültig setzen." },
  },
  "mail-fetch-in-progress": {
    status: 409,
    title: { en: "It is being fetched already", de: "Es wird schon abgeholt" },
    detail: { en: "A fetch of “{name}” is under way.", de: "Eine Abholung von „{name}“ läuft." },
    action: { en: "Wait for its result.", de: "Das Ergebnis abwarten." },
  },
  "mail-account-sends-nothing": {
    status: 409,
    title: { en: "The mail account sends nothing", de: "Das Mailkonto sendet nichts" },
    detail: { en: "“{name}” has no host for sending.", de: "„{name}“ hat keinen Host zum Senden." },
    action: { en: "Enter one (SMTP host).", de: "Einen eintragen (SMTP-Host)." },
  },
  "mail-account-has-no-webhook": {
    status: 409,
    title: { en: "The mail account has no webhook", de: "Das Mailkonto hat keinen Webhook" },
    detail: {
      en: "Messages of “{name}” are kept for reading.",
      de: "Nachrichten von „{name}“ werden zum Lesen aufbewahrt.",
    },
    action: {
      en: "Read them at /messages, or enter a webhook.",
      de: "Unter /messages lesen oder einen Webhook eintragen.",
    },
  },
  "message-not-found": {
    status: 404,
    title: { en: "There is no such message", de: "Diese Nachricht gibt es nicht" },
    detail: { en: "No message has the id “{name}”.", de: "Keine Nachricht hat die Id „{name}“." },
    action: { en: "Read the list again.", de: "Die Liste neu lesen." },
  },
  "message-not-kept": {
    status: 409,
    title: { en: "The message is not kept here", de: "Die Nachricht liegt nicht hier" },
    detail: { en: "It is {state}.", de: "Ihr Stand: {state}." },
    action: {
      en: "Once delivered or acknowledged, only the fact is kept; what is left on the server is read there.",
      de: "Nach Zustellung oder Bestätigung bleibt nur der Vermerk; was auf dem Server blieb, wird dort gelesen.",
    },
  },
} as const satisfies Record<string, ProblemEntry>;

export type ProblemSlug = keyof typeof problems;
