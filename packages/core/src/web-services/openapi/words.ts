import type { WordParameters, Words } from "@grantry/schema";

/** Why no invokers can be made from a document. */
export const documentWords = {
  "swagger-2": {
    en: "This is Swagger {version}.",
    de: "Das ist Swagger {version}.",
  },
  "other-version": {
    en: "This is OpenAPI “{version}”.",
    de: "Das ist OpenAPI „{version}“.",
  },
  "not-openapi": {
    en: "It has no member “openapi” with a version.",
    de: "Es hat kein Feld „openapi“ mit einer Version.",
  },
  "no-operations": {
    en: "There is no operation under “paths”.",
    de: "Unter „paths“ steht keine Operation.",
  },
  "too-many-operations": {
    en: "There are more than {maximum} operations under “paths”.",
    de: "Unter „paths“ stehen mehr als {maximum} Operationen.",
  },
} as const satisfies Record<string, Words>;

/** Why an operation does not become an invoker. */
export const operationWords = {
  "external-ref": {
    en: "“{ref}” leads out of the document; only references within it are followed.",
    de: "„{ref}“ führt aus dem Dokument hinaus; Verweisen wird nur in ihm gefolgt.",
  },
  "missing-ref": {
    en: "“{ref}” leads to nothing.",
    de: "„{ref}“ führt ins Leere.",
  },
  "circular-ref": {
    en: "“{ref}” leads in circles, or over too many references.",
    de: "„{ref}“ führt im Kreis oder über zu viele Verweise.",
  },
  "no-such-method": {
    en: "An invoker does not send {method}; it sends {methods}.",
    de: "Ein Invoker sendet kein {method}; möglich sind {methods}.",
  },
  "not-an-object": {
    en: "Takes an object, as OpenAPI says.",
    de: "Erwartet wird ein Objekt, wie OpenAPI es vorgibt.",
  },
  "path-place-within-segment": {
    en: "“{segment}” mixes a parameter with other text; an invoker's parameter is a whole part between two “/”.",
    de: "„{segment}“ mischt einen Parameter mit anderem Text; beim Invoker steht er allein zwischen zwei „/“.",
  },
  "not-a-parameter": {
    en: "Takes a name and in: path, query, header or cookie.",
    de: "Erwartet werden name und in: path, query, header oder cookie.",
  },
  "too-many-parameters": {
    en: "There are more than {maximum} parameters.",
    de: "Es sind mehr als {maximum} Parameter.",
  },
  "body-kind": {
    en: "The body is {types}; an invoker sends JSON, a form or XML.",
    de: "Der Body ist {types}; ein Invoker sendet JSON, ein Formular oder XML.",
  },
  "own-server": {
    en: "This operation is at a server of its own, {url}; make a web service for it.",
    de: "Diese Operation liegt auf einem eigenen Server, {url}; dafür einen Webservice anlegen.",
  },
} as const satisfies Record<string, Words>;

/** What of an operation an invoker does not do by itself. */
export const noteWords = {
  "header-elsewhere": {
    en: "Needs the header {name}: add it to the web service.",
    de: "Braucht den Header {name}: beim Webservice hinzufügen.",
  },
  "cookie-left-out": {
    en: "The cookie {name} is not sent.",
    de: "Der Cookie {name} wird nicht gesendet.",
  },
  "one-value": {
    en: "“{name}” takes one value here.",
    de: "„{name}“ nimmt hier einen Wert.",
  },
  "body-left-out": {
    en: "{method} sends no body; the document's is left out.",
    de: "{method} sendet keinen Body; der im Dokument entfällt.",
  },
  "no-example": {
    en: "The document's examples are too large together; this one is left out.",
    de: "Die Beispiele des Dokuments sind zusammen zu groß; dieses entfällt.",
  },
} as const satisfies Record<string, Words>;

/** Something that the administrator should know of an invoker that is made. */
export interface Note {
  readonly words: Words;
  readonly parameters: WordParameters;
}
