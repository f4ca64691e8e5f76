import { randomBytes } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { beatWorker } from "#lib/database/operations/worker-heartbeats.ts";
import { openSecret } from "#lib/secrets/seal-secret.ts";
import { openToken } from "#lib/secrets/seal-token.ts";
import { listKeys } from "#lib/services/operations/list-keys.ts";
import { readHealth } from "#lib/services/operations/read-health.ts";
import { resealSecrets } from "#lib/services/operations/reseal-secrets.ts";
import { testConnection } from "#lib/services/tenants/test-connection.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { planUpload } from "#lib/services/uploads/plan-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { addKey, readKeyIds, removeKey } from "#lib/up/secret-keys.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { giveFactor } from "#tests/support/people/second-factor.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { groupsOf, waitForUpload } from "#tests/support/runs/tenant-run.ts";
import { killWorkers, startWorkerProcess } from "#tests/support/runs/worker-process.ts";

const { control, staged } = await runStage({ hasWorker: false });
const given = process.env.SECRET_KEYS ?? "";
const elsewhere = "01a215d3-fe74-7432-ab70-7658a420cb77";
afterEach(async () => {
  killWorkers();
  // What a test has sealed under its own keys is sealed under the common one again.
  const mine = process.env.SECRET_KEYS ?? "";
  const [common = ""] = readKeyIds(given);
  process.env.SECRET_KEYS = `${given},${readKeyIds(mine).length > 1 ? removeCommon(mine, common) : mine}`;
  await ownerDatabase().workerHeartbeat.deleteMany();
  await resealSecrets();
  process.env.SECRET_KEYS = given;
});

/** A worker that is started with these keys, while this process, a portal, keeps its own. */
async function workerWith(keys: string) {
  const own = process.env.SECRET_KEYS;
  process.env.SECRET_KEYS = keys;
  try {
    return await startWorkerProcess();
  } finally {
    process.env.SECRET_KEYS = own;
  }
}

const removeCommon = (keys: string, common: string) =>
  keys
    .split(",")
    .filter((entry) => !entry.startsWith(`${common}:`))
    .join(",");

const tokenOf = (tenantId: string) =>
  ownerDatabase().tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: { tokenSealed: true, tokenKeyId: true, connectionVersion: true },
  });

test("everything is sealed again, under one key after another, while a worker sends", async () => {
  const { supervisor, tenantId, uploadId, token } = await staged(12, { batchSize: 1 });
  const { userId } = supervisor.actor;
  await giveFactor(userId);
  const factorOf = () => ownerDatabase().secondFactor.findUniqueOrThrow({ where: { userId } });
  const secret = openSecret(await factorOf(), userId);
  // Everything is sealed again while a call is in flight.
  const holdThird = () =>
    control.setFaults([{ match: { endpoint: "massive_collections", nthRequest: 3 }, action: { do: "hold" } }]);
  await holdThird();
  await confirmUpload(supervisor, { uploadId });
  const sealed: string[] = [];
  const loads = async () => (await control.requests()).filter(({ endpoint }) => endpoint === "massive_collections");
  const second = addKey(given, "second");
  const third = addKey(second, "third");
  const fourth = addKey(third, "fourth");
  await workerWith(fourth);
  for (const [id, keys] of Object.entries({ second, third, fourth })) {
    await expect.poll(async () => (await loads()).length).toBe(3 * (sealed.length + 1));
    process.env.SECRET_KEYS = keys;
    expect(await resealSecrets()).toBeGreaterThanOrEqual(1);
    expect(await resealSecrets()).toBe(0);
    const now = await tokenOf(tenantId);
    sealed.push(now.tokenKeyId);
    expect(openToken(now, tenantId)).toBe(token);
    const factor = await factorOf();
    expect([factor.keyId, openSecret(factor, userId)]).toEqual([id, secret]);
    await holdThird();
  }
  expect((await showUpload(supervisor, { uploadId })).state).toBe("running");
  await control.setFaults([]);
  expect(sealed).toEqual(["second", "third", "fourth"]);
  expect(groupsOf(await waitForUpload(supervisor, uploadId, ["finished"]))).toEqual([12, 0, 0, 0, 0]);
  const sent = await control.ledger();
  expect(sent.map(({ identification }) => identification)).toHaveLength(12);
  expect(new Set(sent.map((entry) => entry.token))).toEqual(new Set([token]));
  const { keys, missing } = await listKeys();
  expect(missing).toEqual([]);
  expect(keys.filter(({ secrets }) => secrets > 0).map(({ keyId }) => keyId)).toEqual(["fourth"]);
});

test("a missing key is unhealthy and named, a run waits for it and goes on", async () => {
  const { admin, supervisor, tenantId, uploadId } = await staged(6);
  const whole = addKey(given, "lost");
  process.env.SECRET_KEYS = whole;
  await resealSecrets();
  process.env.SECRET_KEYS = given;
  const worker = await workerWith(given);
  await expect
    .poll(readHealth)
    .toMatchObject({ isHealthy: false, missingKeys: ["lost"], missingKeysAtWorkers: ["lost"] });
  expect(await testConnection(admin, { tenantId })).toMatchObject({ isConnected: false, reason: "key_missing" });
  expect(await planUpload(supervisor, { uploadId })).toBeTruthy();

  await confirmUpload(supervisor, { uploadId });
  await expect.poll(async () => (await showUpload(supervisor, { uploadId })).waitReason).toBe("key_missing");
  expect(await control.ledger()).toEqual([]);
  await worker.end("SIGTERM");
  process.env.SECRET_KEYS = whole;
  // As if the seconds until it looks again were over.
  await ownerDatabase().$executeRaw`UPDATE pgboss.job SET start_after = now() WHERE state = 'created'`;
  await workerWith(whole);
  await expect.poll(readHealth).toMatchObject({ isHealthy: true, missingKeys: [], missingKeysAtWorkers: [] });
  expect(groupsOf(await waitForUpload(supervisor, uploadId, ["finished"]))).toEqual([6, 0, 0, 0, 0]);
});

test("nothing is sealed under a key that a living worker lacks", async () => {
  const { tenantId } = await staged(2);
  const before = await tokenOf(tenantId);
  await beatWorker(ownerDatabase(), elsewhere, readKeyIds(given));
  process.env.SECRET_KEYS = addKey(given, "newer");
  await expect(resealSecrets()).rejects.toThrow('lacks the key "newer"');
  expect(await tokenOf(tenantId)).toEqual(before);
  expect((await readHealth()).missingKeysAtWorkers).toEqual(["newer"]);
});

test("a key is added before the others and only one that seals nothing new goes", () => {
  const old = `old:${randomBytes(32).toString("base64")}`;
  const both = addKey(old, "new");
  expect(readKeyIds(both)).toEqual(["new", "old"]);
  expect(removeKey(both, "old")).toBe(both.slice(0, -old.length - 1));
  expect(() => removeKey(both, "new")).toThrow("is the key that seals");
  expect(() => removeKey(both, "older")).toThrow("no key");
  expect(() => addKey(both, "old")).toThrow("already");
  expect(() => addKey(both, "a,b")).toThrow("letters");
});
