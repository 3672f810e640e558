import {
  announceHost as announce,
  beginImport,
  firstPlace,
  heldKeys,
  insertKeyRotation,
  keepImportPiece,
  keepSpareRefreshToken,
  open,
  openKeyRotation,
  type RingKey,
  replaceSealed,
  type SealedValue,
  seal,
  sealedValuesByKey,
  stagedImportEntries,
  valuesSealedOtherwise,
  writeBatch,
} from "@grantry/db";
import { secret } from "@grantry/schema";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, expect, test } from "vitest";
import { startAuthorization } from "../authorize/start-authorization.ts";
import { proveKeyRing } from "../readiness.ts";
import { authorizedMailbox } from "../testing/mailbox.ts";
import { accessTokenFor } from "../tokens/access-token-for.ts";
import { requestToken } from "../tokens/request-token.ts";
import { announceHost } from "./hosts.ts";
import { reseal } from "./reseal.ts";
import { advanceKeyRotation, startKeyRotation } from "./rotate.ts";
import { getKeyRing } from "./view.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
beforeEach(() => fillEverySealedColumn());

const here = { id: "h1", name: "here" };
const ids = (of = deployment) => of.platform.keys.keys.map(({ id }) => id);

async function fillEverySealedColumn(): Promise<void> {
  const { ctx, db, platform } = deployment;
  await proveKeyRing(ctx);
  const id = await authorizedMailbox(deployment, endpoint);
  await requestToken(ctx, "Mailbox", "refresh_token");
  await keepSpareRefreshToken(db, platform.keys, {
    configId: id,
    settingsGeneration: 1,
    refreshToken: secret("spare"),
  });
  await startAuthorization(ctx, "Mailbox");
  const staged = { configId: "c2", name: "Staged", template: "custom", grant: "client_credentials", validity: "valid" };
  const flags = {
    refreshConfigured: false,
    keepFresh: true,
    notifyExpiredToken: true,
    notifyExpiredRefreshToken: true,
  };
  const texts = {
    document: secret("{}"),
    entryMembers: secret("{}"),
    newClientSecret: { id: "s2", secret: secret("x") },
  };
  const choice = { overwrite: false, leaveOutRefused: false };
  await beginImport(db, { id: "i1", actorId: "u1", actor: ctx.actor, startedAt: platform.now(), ...choice });
  await keepImportPiece(db, platform.keys, { importId: "i1", number: 0, size: 1, entries: secret("[]") });
  const entries = await stagedImportEntries(db, platform.keys, {
    importId: "i1",
    now: platform.now(),
    entries: [
      {
        ...staged,
        ...flags,
        ...texts,
        position: 0,
        readVersion: null,
        tokenOrigin: "https://t.example",
        clientId: "a",
        registrationId: "r2",
        settingsChanged: false,
      },
    ],
  });
  await writeBatch(db, entries);
  const members = await seal(
    platform.keys,
    { table: "token_config_documents", column: "entry_members", row: id },
    secret("{}"),
  );
  await db.client.execute({ sql: "UPDATE token_config_documents SET entry_members = ?", args: [members] });
}

async function everySealedValue(): Promise<SealedValue[]> {
  const all: SealedValue[] = [];
  for (let after = firstPlace; ; ) {
    const page = await valuesSealedOtherwise(deployment.db, { keyId: "none", after, limit: 2 });
    const last = page.at(-1);
    if (!last) return all;
    all.push(...page);
    after = last.place;
  }
}

const openAll = async () =>
  Promise.all(
    (await everySealedValue()).map(async ({ cell, value }) =>
      (await open(deployment.platform.keys, cell, value)).reveal(),
    ),
  );

async function finish(of = deployment): Promise<string[]> {
  const states: string[] = [];
  for (let step = 0; step < 20; step += 1) {
    const { kind } = await advanceKeyRotation(of.ctx, 1_000);
    states.push(kind);
    if (kind === "at-rest") break;
  }
  return states;
}

async function auditActions(): Promise<unknown[]> {
  const { rows } = await deployment.db.client.execute(
    "SELECT action FROM audit_events WHERE action LIKE 'key-rotation%' ORDER BY id",
  );
  return rows.map(({ action }) => action);
}

test("a rotation seals every value of every sealed column with the new key, and lets the old one go", async () => {
  const cells = new Set((await everySealedValue()).map(({ cell }) => `${cell.table}.${cell.column}`));
  expect(cells.size).toBe(10);
  const before = await openAll();
  await startKeyRotation(deployment.ctx);
  expect(ids()).toEqual(["k1", "k2"]);
  expect(await finish()).toEqual(["to-promote", "to-reseal", "to-let-go", "at-rest"]);
  expect(ids()).toEqual(["k2"]);
  expect([...(await sealedValuesByKey(deployment.db)).keys()]).toEqual(["k2"]);
  expect(await openAll()).toEqual(before);
  expect((await accessTokenFor(deployment.ctx, "Mailbox")).accessToken).toMatch(/^access-/);
  expect(await auditActions()).toEqual(["key-rotation.started", "key-rotation.promoted", "key-rotation.ended"]);
});

test("a second rotation gives the next key another name; asking twice starts one", async () => {
  for (const expected of ["k2", "k3"]) {
    await startKeyRotation(deployment.ctx);
    await startKeyRotation(deployment.ctx);
    await finish();
    expect(ids()).toEqual([expected]);
  }
});

test("a value that was written while its former one was being resealed stays", async () => {
  const { db, platform } = deployment;
  const [read] = (await everySealedValue()).filter(({ cell }) => cell.column === "refresh_token");
  if (!read) throw new Error("there is a refresh token");
  await requestToken(deployment.ctx, "Mailbox", "refresh_token"); // rotates it
  const late = await seal(platform.keys, read.cell, await open(platform.keys, read.cell, read.value));
  await writeBatch(db, [replaceSealed(read, late)]);
  expect((await everySealedValue()).map(({ value }) => value)).not.toContain(late);
});

test("a new key seals only once every host opens with it", async () => {
  const { db, ctx, platform } = deployment;
  const [former] = await heldKeys(platform.keys);
  await startKeyRotation(ctx);
  await announceHost(deployment.ctx, here);
  const elsewhere = { id: "h2", name: "elsewhere", seenAt: platform.now() };
  await announce(db, { ...elsewhere, keys: former ? [former] : [] });
  expect(await advanceKeyRotation(ctx, 1_000)).toEqual({ kind: "hosts-lack-key", keyId: "k2", hosts: ["elsewhere"] });
  expect(ids()).toEqual(["k1", "k2"]);
  expect((await getKeyRing(ctx)).says).toContain("elsewhere");

  await announce(db, { ...elsewhere, keys: await heldKeys(platform.keys) });
  expect((await advanceKeyRotation(ctx, 1_000)).kind).toBe("to-promote");
  expect(await advanceKeyRotation(ctx, 1_000)).toMatchObject({
    kind: "hosts-seal-otherwise",
    hosts: ["elsewhere", "here"],
  });
  expect([...(await sealedValuesByKey(db)).keys()]).toEqual(["k1"]);

  await announceHost(ctx, here);
  deployment.pass(200_000); // the other one was killed, and says nothing any more
  await announceHost(ctx, here);
  expect(await finish()).toEqual(["to-reseal", "to-let-go", "at-rest"]);
});

test("a key of the same name but another content is not taken for the same", async () => {
  const { db, ctx, platform } = deployment;
  await startKeyRotation(ctx);
  const impostor: RingKey = { id: "k2", key: new Uint8Array(32) };
  const keys = await heldKeys({ keys: [...platform.keys.keys.slice(0, 1), impostor] });
  await announce(db, { id: "h2", name: "elsewhere", seenAt: platform.now(), keys });
  expect((await advanceKeyRotation(ctx, 1_000)).kind).toBe("hosts-lack-key");
});

test("killed after any step, another process goes on from there", async () => {
  const before = await openAll();
  await startKeyRotation(deployment.ctx);
  let rounds = 0;
  for (let kind = ""; kind !== "at-rest"; rounds += 1) {
    const born = deployment.anotherHost();
    ({ kind } = await advanceKeyRotation(born.ctx, 2)); // and dies before the walk is through
    expect(await openAll()).toEqual(before);
  }
  expect(rounds).toBeGreaterThan(6);
  expect(ids()).toEqual(["k2"]);
});

test("killed between letting the old key go and noting it, the rotation still ends", async () => {
  const { ctx, platform } = deployment;
  await startKeyRotation(ctx);
  await advanceKeyRotation(ctx, 1_000);
  await reseal(ctx, 1_000);
  platform.keyRingFile?.write(platform.keys.keys.slice(0, 1));
  expect(await finish()).toEqual(["to-let-go", "at-rest"]);
  expect(await openKeyRotation(deployment.db)).toBeUndefined();
});

test("killed before its key reached the ring, a rotation is given up by the next one", async () => {
  const { ctx, db, platform } = deployment;
  const lost = { id: "r1", keyId: "k2", fingerprint: "unknown", startedAt: platform.now(), startedBy: "someone" };
  await writeBatch(db, insertKeyRotation(lost));
  expect((await getKeyRing(ctx)).state).toBe("key-not-here");
  await startKeyRotation(ctx);
  expect(ids()).toEqual(["k1", "k3"]);
  await finish();
  expect(ids()).toEqual(["k3"]);
});

test("hosts that take the same step at once note it once", async () => {
  await startKeyRotation(deployment.ctx);
  const two = [deployment, deployment.anotherHost()];
  for (let round = 0; round < 4; round += 1) await Promise.all(two.map(({ ctx }) => advanceKeyRotation(ctx, 1_000)));
  expect(ids()).toEqual(["k2"]);
  expect(await auditActions()).toEqual(["key-rotation.started", "key-rotation.promoted", "key-rotation.ended"]);
});

test("a value that no longer opens is told, and its key is kept", async () => {
  const { db, ctx } = deployment;
  await db.client.execute("UPDATE client_secrets SET secret = substr(secret, 1, 30) || 'AAAA' || substr(secret, 35)");
  await startKeyRotation(ctx);
  await finish();
  expect(ids()).toEqual(["k2", "k1"]);
  expect(deployment.log.join("\n")).toMatch(/value-does-not-open.*client_secrets\/secret/);
});

test("a ring from the environment is rotated in steps, each of which is told", async () => {
  const { ctx, platform } = deployment;
  const [k1] = platform.keys.keys;
  if (!k1) throw new Error("there is a key");
  const k2: RingKey = { id: "k2", key: new Uint8Array(32).fill(7) };
  const restarted = (keys: readonly RingKey[]) => ({
    ...ctx,
    platform: { ...platform, keyRingFile: null, keys: { keys, cipher: platform.keys.cipher } },
  });
  const told = async (keys: readonly RingKey[]) => (await getKeyRing(restarted(keys))).says;
  await expect(startKeyRotation(restarted([k1]))).rejects.toMatchObject({ slug: "key-ring-in-environment" });
  expect(await told([k1])).toContain("openssl rand -base64 32");
  expect(await told([k1, k2])).toContain("put it first in GRANTRY_KEYS");
  expect(await told([k2, k1])).toMatch(/^\d+ values are still to be sealed with k2/);
  await advanceKeyRotation(restarted([k2, k1]), 1_000);
  expect(await told([k2, k1])).toContain("Nothing is sealed with k1");
  expect(await told([k2])).toContain("holds the one key");
  expect(await told([k1])).toContain("Put it back");
});

test("who reads the key ring sees names and numbers, never a key", async () => {
  await startKeyRotation(deployment.ctx);
  await announceHost(deployment.ctx, here);
  const shown = JSON.stringify(await getKeyRing(deployment.ctx));
  expect(shown).toContain('"k2"');
  for (const { key } of deployment.platform.keys.keys) {
    expect(shown).not.toContain(Buffer.from(key).toString("base64").slice(0, 20));
    expect(shown).not.toContain(Buffer.from(key).toString("base64url").slice(0, 20));
  }
});
