import {
  ClientKeyRefused,
  clientKeyFaults,
  makeClientKey,
  type ReadClientKey,
  readPem,
  readPkcs12,
  readServiceAccount,
} from "@grantry/client-keys";
import { deleteClientKey, insertClientKey, type Statement, writeBatch } from "@grantry/db";
import { type AppRegistration, type ClientKeyInput, inputRefused, ProblemError, type Words } from "@grantry/schema";
import { existingAppRegistration } from "./app-registrations.ts";
import { audit } from "./audit.ts";
import type { Context } from "./context.ts";
import { newId } from "./ids.ts";
import type { RegistrationKey } from "./token-configs/registration.ts";
import { renewalsGoOn } from "./token-configs/renewals-go-on.ts";

const YEAR_MS = 365 * 86_400_000;
const SERIAL_BYTES = 16;

const otherAccount: Words = {
  en: "This is the key of {found}. The client ID here is {expected}.",
  de: "Das ist der Schlüssel von {found}. Die Client-ID hier ist {expected}.",
};
const otherProvider: Words = {
  en: "This key is for {found}. The token URL here is at {expected}.",
  de: "Dieser Schlüssel ist für {found}. Die Token-URL hier liegt bei {expected}.",
};

/**
 * Puts a key beside those that are there, to be tried first: the old one serves until the provider drops it. Failures
 * that a wrong key caused are forgotten, so that renewal goes on.
 * @throws ProblemError app-registration-not-found, invalid-input
 */
export async function addClientKey(
  ctx: Context,
  registrationId: string,
  input: ClientKeyInput,
): Promise<AppRegistration> {
  const { db } = ctx;
  const registration = await existingAppRegistration(ctx, registrationId);
  const key = await readClientKey(ctx, input, { registration, pointer: "" });
  await writeBatch(db, [
    ...(await clientKeyStatements(ctx, registrationId, key)),
    ...(await renewalsGoOn(ctx, registrationId)),
    audit(ctx, "client-key.added", { id: registrationId, label: registration.clientId }, { kind: input.kind }),
  ]);
  return existingAppRegistration(ctx, registrationId);
}

/** @throws ProblemError app-registration-not-found */
export async function removeClientKey(ctx: Context, registrationId: string, keyId: string): Promise<void> {
  const { clientId, clientKeys } = await existingAppRegistration(ctx, registrationId);
  if (!clientKeys.some(({ id }) => id === keyId)) {
    throw new ProblemError("app-registration-not-found", { parameters: { name: keyId } });
  }
  await writeBatch(ctx.db, [
    deleteClientKey(ctx.db, keyId),
    audit(ctx, "client-key.removed", { id: registrationId, label: clientId }),
  ]);
}

/** What keeps a key with its registration. */
export async function clientKeyStatements(
  ctx: Context,
  appRegistrationId: string,
  { algorithm, certificate, keyId, privateKey, publicKey }: ReadClientKey,
): Promise<Statement[]> {
  return insertClientKey(ctx.db, ctx.platform.keys, {
    id: newId(ctx.platform),
    appRegistrationId,
    privateKey,
    publicKey: JSON.stringify(publicKey),
    algorithm,
    keyId,
    certificate: certificate?.der ?? null,
    subject: certificate?.subject ?? null,
    thumbprintSha1: certificate?.thumbprintSha1 ?? null,
    thumbprintSha256: certificate?.thumbprintSha256 ?? null,
    expiresAt: certificate?.expiresAt ?? null,
    createdAt: ctx.platform.now(),
  });
}

/**
 * Makes a key, or reads it from what was brought, for the registration that it is to prove.
 * @param at `pointer`: where the input stands in the request
 * @throws ProblemError invalid-input that says what is wrong with the file
 */
export async function readClientKey(
  ctx: Context,
  input: ClientKeyInput,
  at: { registration: RegistrationKey; pointer: string },
): Promise<ReadClientKey> {
  const now = ctx.platform.now();
  try {
    switch (input.kind) {
      case "made":
        return await makeClientKey({
          commonName: `Grantry ${at.registration.clientId}`.slice(0, 64), // ub-common-name, RFC 5280 A.1
          serial: ctx.platform.randomBytes(SERIAL_BYTES),
          now,
          expiresAt: now + input.years * YEAR_MS,
        });
      case "pem":
        return await readPem(input.pem, input.passphrase, now);
      case "pkcs12":
        return await readPkcs12(input.pkcs12, input.passphrase, now);
      case "service-account":
        return await ownKey(input.json, at, now);
    }
  } catch (error) {
    if (!(error instanceof ClientKeyRefused)) throw error;
    const member = error.fault.startsWith("passphrase-") ? "passphrase" : fileMember[input.kind];
    const { fault, parameters } = error;
    throw inputRefused([{ pointer: `${at.pointer}/${member}`, message: clientKeyFaults[fault], parameters }]);
  }
}

const fileMember = { made: "kind", pem: "pem", pkcs12: "pkcs12", "service-account": "json" } as const;

/** A service account signs for itself alone, at the provider that its file names. */
async function ownKey(
  json: string,
  { registration, pointer }: { registration: RegistrationKey; pointer: string },
  now: number,
): Promise<ReadClientKey> {
  const { clientId, key, tokenUrl } = await readServiceAccount(json, now);
  const refuse = (message: Words, found: string, expected: string) =>
    inputRefused([{ pointer: `${pointer}/json`, message, parameters: { found, expected } }]);
  if (clientId !== registration.clientId) throw refuse(otherAccount, clientId, registration.clientId);
  const { origin } = new URL(tokenUrl);
  if (origin !== registration.tokenOrigin) throw refuse(otherProvider, origin, registration.tokenOrigin);
  return key;
}
