import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { beatWorker } from "#lib/database/operations/worker-heartbeats.ts";
import { keyCheckOf } from "#lib/secrets/key-check.ts";
import { refuseWrongKeys, whyKeysAreRefused } from "#lib/services/operations/check-keys.ts";
import { listKeys } from "#lib/services/operations/list-keys.ts";
import { readHealth } from "#lib/services/operations/read-health.ts";
import { resealSecrets } from "#lib/services/operations/reseal-secrets.ts";
import { beat } from "#lib/services/operations/tend-workers.ts";
import { addKey } from "#lib/up/secret-keys.ts";
import { definedOnly, projectRoot } from "#lib/up/settings.ts";
import { findWrongKeys, readKeys } from "#prisma/backup/given-keys.ts";
import { compiled } from "#tests/support/backup/run-command.ts";
import { asWorker } from "#tests/support/database/as-worker.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makeTeam } from "#tests/support/factories.ts";

const given = process.env.SECRET_KEYS ?? "";
const [name = ""] = given.split(":");
const other = `${name}:${randomBytes(32).toString("base64")}`;
const refusal = `SECRET_KEYS: the key "${name}" is not the one this database knows under that name`;
const workerId = "01a215d3-fe74-7432-ab70-7658a420cb78";

process.env.WOLKVOX_EXTRA_HOSTS = "127.0.0.1:9";

beforeEach(async () => {
  await ownerDatabase().keyCheck.deleteMany();
  await beatWorker(ownerDatabase(), workerId, [name, "newer"]);
});
afterEach(async () => {
  process.env.SECRET_KEYS = given;
  await ownerDatabase().workerHeartbeat.deleteMany();
});

const noted = async () => (await ownerDatabase().keyCheck.findMany()).map((one) => [one.name, one.value]);
const right = () => {
  const [id = "", base64 = ""] = given.split(":");
  return [id, keyCheckOf({ id, key: Buffer.from(base64, "base64") }).value];
};

/** A portal or command in a process of its own, which has to end by itself. */
async function run(script: string, args: readonly string[] = [], more: Readonly<Record<string, string>> = {}) {
  const env = { ...definedOnly(process.env), ...compiled, NODE_ENV: "production" as const, PORT: "9", ...more };
  const child = spawn(process.execPath, [script, ...args], {
    cwd: projectRoot,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out, err, code };
}

const runWorker = () => run("lib/worker/main.ts", [], { DATABASE_URL: process.env.DATABASE_WORKER_URL ?? "" });

test("another key under a known name is refused at every start, and unhealthy", async () => {
  expect(await whyKeysAreRefused()).toBeNull();
  expect(await readHealth()).toMatchObject({ isHealthy: true, wrongKeys: [] });
  expect(await noted()).toEqual([right()]);

  process.env.SECRET_KEYS = other;
  expect(await whyKeysAreRefused()).toContain(refusal);
  expect(await listKeys()).toMatchObject({ wrong: [name], missing: [] });
  expect(await readHealth()).toMatchObject({ isHealthy: false, wrongKeys: [name], missingKeys: [] });
  await expect(resealSecrets()).rejects.toThrow(refusal);
  await expect(asWorker(() => beat(workerId))).rejects.toThrow(refusal);
  expect(await runWorker()).toMatchObject({ code: 1, err: expect.stringContaining(refusal) });
  const portal = await run("lib/portal/main.ts");
  expect(portal).toMatchObject({ code: 1, err: expect.stringContaining(refusal) });
  expect(portal.err).not.toContain(other.split(":")[1]);
  expect(await noted()).toEqual([right()]);
});

test("a key that is not the first one is compared, too, and keys of new names are noted", async () => {
  const both = addKey(given, "newer");
  process.env.SECRET_KEYS = both;
  await refuseWrongKeys();
  expect((await noted()).map(([one]) => one).sort()).toEqual(["newer", name].sort());
  process.env.SECRET_KEYS = `${both.split(",")[0]},${other}`;
  expect((await listKeys()).wrong).toEqual([name]);
});

test("in a database from before, a key that opens none of its tokens is not noted", async () => {
  await makeTeam({ server: "127.0.0.1:9" });
  process.env.SECRET_KEYS = other;
  expect(await whyKeysAreRefused()).toContain(refusal);
  expect(await noted()).toEqual([]);
  process.env.SECRET_KEYS = given;
  expect(await whyKeysAreRefused()).toBeNull();
  expect(await noted()).toEqual([right()]);
});

test("a worker compares and notes nothing", async () => {
  await asWorker(() => beat(workerId));
  expect(await noted()).toEqual([]);
});

test("without a database a portal starts, as it does without keys that are noted", async () => {
  await ownerDatabase().$executeRaw`ALTER TABLE "KeyCheck" RENAME TO elsewhere`;
  try {
    expect(await whyKeysAreRefused()).toBeNull();
  } finally {
    await ownerDatabase().$executeRaw`ALTER TABLE elsewhere RENAME TO "KeyCheck"`;
  }
});

test("a restore says which key is another one", async () => {
  const url = process.env.DATABASE_OWNER_URL ?? "";
  expect(await findWrongKeys(url, readKeys(other))).toEqual([]);
  await refuseWrongKeys();
  expect(await findWrongKeys(url, readKeys(given))).toEqual([]);
  expect(await findWrongKeys(url, readKeys(addKey(other, "newer")))).toEqual([name]);
});

test("npm run keys shows which key is wrong, and adds none of a name that had another", async () => {
  await refuseWrongKeys();
  await ownerDatabase().keyCheck.create({ data: { name: "retired", value: "0" } });
  expect((await run("lib/up/keys.ts", ["add", "retired"])).err).toContain("was the name of another key");
  process.env.SECRET_KEYS = other;
  expect((await run("lib/up/keys.ts")).out).toMatch(new RegExp(`^${name} .*WRONG: `, "m"));
  const person = await run("lib/up/person.ts", ["erase", "nobody", "77"]);
  expect(person).toMatchObject({ code: 1, err: expect.stringContaining(refusal) });
});
