import type { ProblemEntry } from "../problem-entry.ts";

/** Web services and the calls to them. */
export const webServiceProblems = {
  "openapi-refused": {
    status: 422,
    title: { en: "No invokers can be made from this document", de: "Aus diesem Dokument entstehen keine Invoker" },
    detail: { en: "{fault}", de: "{fault}" },
    action: {
      en: "Bring an OpenAPI 3.0 or 3.1 document, JSON or YAML. Older ones can be converted, for example by swagger2openapi.",
      de: "Ein OpenAPI-Dokument der Version 3.0 oder 3.1 als JSON oder YAML bringen. Ältere lassen sich umwandeln, etwa mit swagger2openapi.",
    },
  },
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
} as const satisfies Record<string, ProblemEntry>;
