import {
  allClientSecrets,
  appRegistrationKeys,
  configsForExport,
  readStoredEntries,
  registrationKey,
  type TokenConfigRow,
  writeBatch,
} from "@grantry/db";
import { ProblemError, type Secret, say, type Validity, validities } from "@grantry/schema";
import { type PlainObject, writeEntries } from "@grantry/token-config-file";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { toSeedTime } from "../seed-time.ts";
import { exportWarnings } from "./export-warnings.ts";
import { withoutSecrets } from "./secret-members.ts";

/** Entries that are opened and written together. */
const CHUNK = 200;

export interface ExportChoice {
  /** Names or ids; `undefined`: all. */
  readonly tokenConfigs: readonly string[] | undefined;
  readonly secrets: "omit" | "include";
}

export interface ExportedFile {
  /** For who does not know the reader's time zone; the screens name it in that. */
  readonly fileName: string;
  readonly text: string;
  /** What the seed system would do to this file without a word, in the reader's language. */
  readonly warnings: readonly string[];
}

/**
 * Configurations as a file in the seed system's format, invalid ones too, tokens never. Round trips: three, and one
 * for each two hundred entries.
 * @throws ProblemError token-config-not-found
 */
export async function exportTokenConfigs(ctx: Context, choice: ExportChoice): Promise<ExportedFile> {
  const { db, platform } = ctx;
  const configs = chosen(await configsForExport(db), choice.tokenConfigs);
  const clients = await appRegistrationKeys(db);
  const secrets = choice.secrets === "include" ? await allClientSecrets(db, platform.keys) : new Map();
  const entries: PlainObject[] = [];
  for (let from = 0; from < configs.length; from += CHUNK) {
    const chunk = configs.slice(from, from + CHUNK);
    const stored = await readStoredEntries(
      db,
      platform.keys,
      chunk.map(({ id }) => id),
    );
    for (const config of chunk) {
      const client = clients.get(config.appRegistrationId);
      const clientSecret: Secret<string> | undefined = client && secrets.get(registrationKey(client))?.clientSecrets[0];
      const entry = entryOf(config, stored.get(config.id), clientSecret);
      entries.push(choice.secrets === "omit" ? withoutSecrets(entry) : entry);
    }
    await platform.wait(0); // others have their turn
  }
  await writeBatch(db, [
    audit(
      ctx,
      "token-configs.exported",
      { id: newId(platform), label: "YAML" },
      { count: entries.length, secrets: choice.secrets },
    ),
  ]);
  const warnings = exportWarnings(entries).map(({ words, parameters }) => say(words, ctx.language, parameters));
  return { fileName: fileNameAt(platform.now()), text: writeEntries(entries), warnings };
}

/** As the seed system names its files, in UTC. */
function fileNameAt(now: number): string {
  const [day, time] = toSeedTime(now).replace(/[-:]/g, "").split(" ");
  return `OAuth2TokenConfigurationExport_${day}_${time}.yml`;
}

function chosen(configs: TokenConfigRow[], wanted: readonly string[] | undefined): TokenConfigRow[] {
  if (wanted === undefined) return configs;
  const missing = wanted.find((name) => !configs.some((config) => config.id === name || config.name === name));
  if (missing !== undefined) throw new ProblemError("token-config-not-found", { parameters: { name: missing } });
  return configs.filter(({ id, name }) => wanted.includes(id) || wanted.includes(name));
}

interface Stored {
  readonly document: Secret<string>;
  readonly entryMembers: Secret<string> | null;
}

function entryOf(
  config: TokenConfigRow,
  stored: Stored | undefined,
  clientSecret: Secret<string> | undefined,
): PlainObject {
  if (!stored) throw new Error(`configuration ${config.id} has no document`);
  const document: PlainObject = JSON.parse(stored.document.reveal());
  const cameWith = stored.entryMembers && (JSON.parse(stored.entryMembers.reveal()) as EntryMembers);
  return {
    CreateBy: 1,
    CreateTime: toSeedTime(config.createdAt),
    ChangeBy: 1,
    ChangeTime: toSeedTime(config.updatedAt),
    ...(cameWith && membersStillTrue(cameWith, config.version)),
    Name: config.name,
    ValidID: validities.indexOf(config.validity as Validity) + 1, // written from the contract
    Config: { ...document, ...(clientSecret && { ClientSecret: clientSecret.reveal() }) },
  };
}

/** What stood beside the known members in the file, and as which version the entry was stored. */
export interface EntryMembers {
  readonly version: number;
  readonly members: PlainObject;
}

/** After an edit, when and by whom it was last changed is no longer what the file said. */
function membersStillTrue({ version, members }: EntryMembers, present: number): PlainObject {
  if (version === present) return members;
  const { ChangeTime: _time, ChangeBy: _by, ...rest } = members;
  return rest;
}
