import type { KeyRingView, Words } from "@grantry/schema";
import { say } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../instants.ts";
import { type KeyRingFacts, type KeyRingState, keyRingFacts, keyRingStateOf } from "./state.ts";

/** The keys, what each sealed, who holds them, and what is next in the reader's words. Never the keys themselves. */
export async function getKeyRing(ctx: Context): Promise<KeyRingView> {
  const facts = await keyRingFacts(ctx);
  const { source, keys, hosts, rotation, values } = facts;
  const state = keyRingStateOf(facts);
  const held = keys.map(({ id }, index) => ({
    id,
    isSealing: index === 0,
    isMissing: false,
    values: values.get(id) ?? 0,
  }));
  const missing = [...values].filter(([id]) => !keys.some((key) => key.id === id));
  return {
    source,
    state: state.kind,
    says: sayState(facts, state, ctx),
    keys: [...held, ...missing.map(([id, count]) => ({ id, isSealing: false, isMissing: true, values: count }))],
    hosts: hosts.map(({ name, keys: theirs, seenAt }) => ({
      name,
      keys: theirs.map(({ id }) => id),
      seenAt: toInstant(seenAt),
    })),
    rotation: rotation
      ? { keyId: rotation.keyId, startedAt: toInstant(rotation.startedAt), startedBy: rotation.startedBy }
      : null,
  };
}

const ofFile = {
  "at-rest": {
    en: "One key seals everything. Rotate it when someone who knew it is gone, or by your own rules.",
    de: "Ein Schlüssel versiegelt alles. Wechseln, wenn jemand geht, der ihn kannte, oder nach eigenen Regeln.",
  },
  "key-missing": {
    en: "Values are sealed with {keys}, which this key ring does not hold. Restore {path} from its backup.",
    de: "Werte sind mit {keys} versiegelt, und dieser Schlüsselbund enthält das nicht. {path} aus der Sicherung zurückholen.",
  },
  "key-not-here": {
    en: "The new key {key} is not in this host's key ring. Copy {path} from the host where the rotation was started. If no host has it, rotate again.",
    de: "Der neue Schlüssel {key} ist nicht im Schlüsselbund dieses Hosts. {path} von dem Host kopieren, auf dem der Wechsel begann. Hat ihn keiner, neu wechseln.",
  },
  "hosts-lack-key": {
    en: "{hosts} must learn the key {key} before it seals. A host with this file does so by itself; to another, copy {path}.",
    de: "{hosts} muss den Schlüssel {key} kennen, bevor er versiegelt. Ein Host mit dieser Datei lernt ihn von selbst; auf einen anderen {path} kopieren.",
  },
  "to-promote": {
    en: "Every host opens with {key}; next, it seals.",
    de: "Jeder Host öffnet mit {key}; als Nächstes versiegelt er.",
  },
  "hosts-seal-otherwise": {
    en: "{hosts} still seals with another key than {key}. It changes over by itself within a minute.",
    de: "{hosts} versiegelt noch mit einem anderen Schlüssel als {key}. Das ändert sich binnen einer Minute von selbst.",
  },
  "to-reseal": {
    en: "{left} values are still to be sealed with {key}. It goes on by itself, also after a restart; if the number stays, the log names what does not open.",
    de: "{left} Werte sind noch mit {key} zu versiegeln. Das läuft von selbst weiter, auch nach einem Neustart; bleibt die Zahl stehen, nennt das Log, was sich nicht öffnet.",
  },
  "to-let-go": {
    en: "Nothing is sealed with {keys} any more; next, it is let go. Backups from before need the key ring from before.",
    de: "Mit {keys} ist nichts mehr versiegelt; als Nächstes fällt er weg. Sicherungen von davor brauchen den Schlüsselbund von davor.",
  },
} as const satisfies Record<KeyRingState["kind"], Words>;

/** Where whoever set GRANTRY_KEYS has to act. */
const ofEnvironment: Partial<Record<KeyRingState["kind"], Words>> = {
  "at-rest": {
    en: "GRANTRY_KEYS holds the one key. To rotate: append “,new:” and what `openssl rand -base64 32` prints to it on every host (at the edge also in the callback), and restart.",
    de: "GRANTRY_KEYS enthält den einen Schlüssel. Zum Wechseln auf jedem Host (am Edge auch im Callback) „,neu:“ und die Ausgabe von `openssl rand -base64 32` anhängen und neu starten.",
  },
  "key-missing": {
    en: "Values are sealed with {keys}, which GRANTRY_KEYS does not hold. Put it back.",
    de: "Werte sind mit {keys} versiegelt, und GRANTRY_KEYS enthält das nicht. Wieder eintragen.",
  },
  "hosts-lack-key": {
    en: "{hosts} does not hold the key {key}. Give it the same GRANTRY_KEYS and restart it.",
    de: "{hosts} kennt den Schlüssel {key} nicht. Dort dasselbe GRANTRY_KEYS setzen und neu starten.",
  },
  "hosts-seal-otherwise": {
    en: "{hosts} seals with another key than {key}. Give every host the same order in GRANTRY_KEYS.",
    de: "{hosts} versiegelt mit einem anderen Schlüssel als {key}. Auf jedem Host dieselbe Reihenfolge in GRANTRY_KEYS setzen.",
  },
  "to-let-go": {
    en: "Nothing is sealed with {keys}. If it is the new key, put it first in GRANTRY_KEYS on every host; if it is the old one, take it out. Restart.",
    de: "Mit {keys} ist nichts versiegelt. Ist es der neue Schlüssel, in GRANTRY_KEYS auf jedem Host an den Anfang setzen; ist es der alte, dort herausnehmen. Neu starten.",
  },
};

function sayState(facts: KeyRingFacts, state: KeyRingState, { language, platform }: Context): string {
  const list = (names: readonly string[]) => new Intl.ListFormat(language).format(names);
  return say((facts.source === "environment" && ofEnvironment[state.kind]) || ofFile[state.kind], language, {
    path: platform.keyRingFile?.path ?? "GRANTRY_KEYS",
    ...("keyId" in state && { key: state.keyId }),
    ...("keyIds" in state && { keys: list(state.keyIds) }),
    ...("hosts" in state && { hosts: list(state.hosts) }),
    ...("left" in state && { left: state.left }),
  });
}
