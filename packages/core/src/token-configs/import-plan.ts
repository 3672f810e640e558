import {
  allClientSecrets,
  configsByName,
  readStoredEntries,
  registrationKey,
  type StagedRegistration,
} from "@grantry/db";
import { grantOf, refreshIsConfigured } from "@grantry/oauth";
import {
  type Grant,
  type ImportOutcome,
  type InputError,
  ProblemError,
  type Secret,
  type TokenConfigDocument,
  tokenConfigDocument,
} from "@grantry/schema";
import type { FileEntry } from "@grantry/token-config-file";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { changedGrantSettings, viewOfDocument } from "./document.ts";
import { documentEndpointErrors, refusedAddresses } from "./endpoints.ts";
import { clientErrors, nameInFile, type ReadEntry, readFileEntry } from "./file-entry.ts";
import { type RegistrationKey, registrationKeyOf } from "./registration.ts";
import { refuseOtherOrigin } from "./secret-origin.ts";
import { refuseForeignSubject } from "./subject.ts";

/** Names in all of a file are looked up for so long; after that, addresses are judged as they are written. */
const LOOK_UP_MS = 5_000;

type Known = Awaited<ReturnType<typeof configsByName>> extends Map<string, infer K> ? K : never;

/** What becomes of one entry. */
export interface Judged {
  readonly outcome: ImportOutcome;
  readonly clientSecretMissing: boolean;
  readonly refusal: ProblemError | null;
  readonly accepted: Accepted | null;
}

/** An entry that becomes a configuration. */
export interface Accepted {
  readonly position: number;
  readonly entry: ReadEntry;
  readonly grant: Grant;
  readonly configId: string;
  readonly readVersion: number | null;
  readonly registration: RegistrationKey & { readonly id: string };
  readonly newClientSecret: { readonly id: string; readonly secret: Secret<string> } | null;
  readonly refreshConfigured: boolean;
  readonly settingsChanged: boolean;
  /** What becomes of the token that is there: it belongs to another origin from now on, or its failure no longer counts. */
  readonly tokenBecomes: "forgotten" | "tried-again" | null;
}

interface PlanChoice {
  readonly overwrite: boolean;
  readonly leaveOutRefused: boolean;
}

/** What an import has come to that another host began. */
export interface JudgedBefore {
  readonly names: Iterable<string>;
  readonly registrations: readonly StagedRegistration[];
}

const nothingBefore: JudgedBefore = { names: [], registrations: [] };

interface Registration {
  readonly id: string;
  readonly clientSecrets: Secret<string>[];
}

/** Judges the entries of one file, in their order, against what is there and what came before them in the file. */
export class ImportPlan {
  readonly #ctx: Context;
  readonly #choice: PlanChoice;
  readonly #known: Map<string, Known>;
  readonly #registrations: Map<string, Registration>;
  readonly #refusesAddress: (url: URL) => Promise<boolean>;
  readonly #namesSeen: Set<string>;

  private constructor(
    ctx: Context,
    choice: PlanChoice,
    known: { configs: Map<string, Known>; registrations: Map<string, Registration>; namesSeen: Iterable<string> },
    refusesAddress: (url: URL) => Promise<boolean>,
  ) {
    this.#ctx = ctx;
    this.#choice = choice;
    this.#known = known.configs;
    this.#registrations = known.registrations;
    this.#namesSeen = new Set(known.namesSeen);
    this.#refusesAddress = refusesAddress;
  }

  /** Three round trips. */
  static async begin(ctx: Context, choice: PlanChoice, before: JudgedBefore = nothingBefore): Promise<ImportPlan> {
    const configs = await configsByName(ctx.db);
    const registrations: Map<string, Registration> = await allClientSecrets(ctx.db, ctx.platform.keys);
    for (const { id, newClientSecrets, ...key } of before.registrations) {
      const stored = registrations.get(registrationKey(key))?.clientSecrets ?? [];
      registrations.set(registrationKey(key), { id, clientSecrets: [...newClientSecrets, ...stored] });
    }
    const known = { configs, registrations, namesSeen: before.names };
    return new ImportPlan(ctx, choice, known, await refusedAddresses(ctx, LOOK_UP_MS));
  }

  async judge(entries: readonly FileEntry[]): Promise<Judged[]> {
    const formers = await this.#formersOf(entries);
    const judged: Judged[] = [];
    for (const entry of entries) judged.push(await this.#judgeOne(entry, formers));
    return judged;
  }

  /** The documents that entries of these names would overwrite. */
  async #formersOf(entries: readonly FileEntry[]): Promise<Map<string, TokenConfigDocument>> {
    if (!this.#choice.overwrite) return new Map();
    const ids = entries.flatMap(({ value }) => this.#known.get(nameInFile(value) ?? "")?.id ?? []);
    const stored = await readStoredEntries(this.#ctx.db, this.#ctx.platform.keys, ids);
    return new Map(
      [...stored].map(([id, { document }]) => [id, tokenConfigDocument.parse(JSON.parse(document.reveal()))]),
    );
  }

  async #judgeOne(entry: FileEntry, formers: ReadonlyMap<string, TokenConfigDocument>): Promise<Judged> {
    const name = nameInFile(entry.value);
    const isTwice = name !== null && this.#namesSeen.has(name);
    if (name !== null) this.#namesSeen.add(name);
    const read = readFileEntry(entry);
    if ("errors" in read) return this.#refuse(read.errors);
    if (isTwice) return this.#refuse([{ pointer: "/Name", message: "name-twice" }]);
    const known = this.#known.get(read.name);
    if (known && !this.#choice.overwrite) return { ...nothing, outcome: "skipped" };
    const errors = [...(await this.#documentErrors(read)), ...grantErrors(read, known)];
    if (errors.length > 0) return this.#refuse(errors);
    try {
      await refuseForeignSubject(this.#ctx, read.document);
      return this.#accept(entry.index, read, known && { ...known, document: formers.get(known.id) });
    } catch (error) {
      if (error instanceof ProblemError) return this.#refused(error);
      throw error;
    }
  }

  #accept(
    position: number,
    entry: ReadEntry,
    former: (Known & { document: TokenConfigDocument | undefined }) | undefined,
  ): Judged {
    const { document } = entry;
    const key = registrationKeyOf(document);
    const known = this.#registrations.get(registrationKey(key));
    const from = former?.document && registrationKeyOf(former.document).tokenOrigin;
    const secretIsThere = Boolean(entry.clientSecret) || (known?.clientSecrets.length ?? 0) > 0;
    if (former && from !== undefined && !secretIsThere && this.#hasSecret(former.appRegistrationId)) {
      refuseOtherOrigin({ from, to: key.tokenOrigin });
    }
    const registration = known ?? { id: newId(this.#ctx.platform), clientSecrets: [] };
    this.#registrations.set(registrationKey(key), registration);
    const newClientSecret = this.#newSecretOf(entry, registration);
    const settingsChanged = Boolean(former?.document) && settingsDiffer(document, former?.document);
    const isTriedAgain = settingsChanged || newClientSecret !== null;
    const tokenBecomes = from !== key.tokenOrigin ? "forgotten" : isTriedAgain ? "tried-again" : null;
    return {
      outcome: former ? "overwritten" : "added",
      clientSecretMissing: registration.clientSecrets.length === 0,
      refusal: null,
      accepted: {
        position,
        entry,
        grant: grantOf(document),
        configId: former?.id ?? newId(this.#ctx.platform),
        readVersion: former?.version ?? null,
        registration: { id: registration.id, ...key },
        newClientSecret,
        refreshConfigured: refreshIsConfigured(document),
        settingsChanged,
        tokenBecomes: former ? tokenBecomes : null,
      },
    };
  }

  /** A secret that its registration does not have; later entries find it there. */
  #newSecretOf({ clientSecret }: ReadEntry, { clientSecrets }: Registration): Accepted["newClientSecret"] {
    if (!clientSecret || clientSecrets.some((other) => other.reveal() === clientSecret.reveal())) return null;
    clientSecrets.unshift(clientSecret);
    return { id: newId(this.#ctx.platform), secret: clientSecret };
  }

  #hasSecret(registrationId: string): boolean {
    return [...this.#registrations.values()].some(
      ({ id, clientSecrets }) => id === registrationId && clientSecrets.length > 0,
    );
  }

  async #documentErrors({ document }: ReadEntry): Promise<InputError[]> {
    const endpoints = { grant: grantOf(document), view: viewOfDocument(document) };
    const errors = await documentEndpointErrors(this.#ctx, endpoints, this.#refusesAddress);
    return [...clientErrors(document), ...errors].map((error) => ({ ...error, pointer: `/Config${error.pointer}` }));
  }

  #refuse(errors: readonly InputError[]): Judged {
    return this.#refused(new ProblemError("entry-refused", { errors }));
  }

  #refused(refusal: ProblemError): Judged {
    return { ...nothing, outcome: this.#choice.leaveOutRefused ? "left-out" : "refused", refusal };
  }
}

const nothing = { clientSecretMissing: false, refusal: null, accepted: null } as const;

function grantErrors({ document }: ReadEntry, known: Known | undefined): InputError[] {
  if (!known || known.grant === grantOf(document)) return [];
  return [{ pointer: "/Config/AuthFlow", message: "grant-fixed", parameters: { grant: known.grant } }];
}

function settingsDiffer(document: TokenConfigDocument, former: TokenConfigDocument | undefined): boolean {
  return former !== undefined && changedGrantSettings(former, document).length > 0;
}
