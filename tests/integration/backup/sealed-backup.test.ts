import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { SecretKey } from "#lib/secrets/key-check.ts";
import { refuseWrongKeys } from "#lib/services/operations/check-keys.ts";
import { manifestName, sealName, type TableProgress } from "#prisma/backup/manifest.ts";
import { readBackup } from "#prisma/backup/read-backup.ts";
import { writeBackup } from "#prisma/backup/write-backup.ts";
import { withClient } from "#prisma/migrate.ts";
import { ask } from "#tests/support/backup/ask.ts";
import { contentsOf } from "#tests/support/backup/catalogue.ts";
import { copyBackup, rewriteManifest } from "#tests/support/backup/copied-backup.ts";
import { forgeAdmin, forgeTable, readTable } from "#tests/support/backup/forged-backup.ts";
import { ownKey, strangeKey, written } from "#tests/support/backup/own-key.ts";
import { runCommand } from "#tests/support/backup/run-command.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { createEmptyDatabase } from "#tests/support/database/database.ts";
import { makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";

const server = inject("testServerUrl");
const ours = process.env.DATABASE_OWNER_URL ?? "";
const parent = mkdtempSync(join(tmpdir(), "portal-sealed-"));
const folder = join(parent, "backup");
const silent: TableProgress = { during: () => undefined, done: () => undefined };
const key = ownKey();
const scratch = `${new URL(ours).pathname.slice(1).slice(0, 50)}_drill`;
const databases = async () =>
  (await ask<{ datname: string }>(server, "SELECT datname FROM pg_database")).map(({ datname }) => datname);

beforeAll(async () => {
  process.env.WOLKVOX_EXTRA_HOSTS = "127.0.0.1:9";
  const team = await makeTeam({ server: "127.0.0.1:9", batchSize: 5 });
  await stage(team.supervisor, team.tenantId, makePortfolio(40));
  // As every portal does when it starts: the database knows the key.
  await refuseWrongKeys();
  await writeBackup(ours, folder, key, silent);
});
afterAll(async () => {
  await closeAll();
  rmSync(parent, { recursive: true });
});

/** The backup with one more admin in it. */
const withAnotherAdmin = (seals: SecretKey, encrypts: SecretKey) => forgeAdmin(folder, { opens: key, seals, encrypts });

test("whoever finds a backup without the keys reads nothing of anybody", async () => {
  const [record = ""] = await readTable(folder, "Record", key);
  const people = (await readTable(folder, "User", key)).flatMap((line) => line.match(/\S+@\S+/) ?? []);
  const words = [...record.matchAll(/[\w.@-]{6,}/g)]
    .map(([word]) => word)
    .filter((word) => !/^(true|false)$/.test(word));
  expect(words.length).toBeGreaterThan(5);
  expect(people.length).toBeGreaterThan(2);
  for (const file of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, file)).toString("latin1");
    const found = [...words, ...people].filter((word) => bytes.includes(word) && file !== manifestName);
    expect({ file, found }).toEqual({ file, found: [] });
    if (file.endsWith(".age")) expect(bytes.startsWith("age-encryption.org/v1\n-> X25519 ")).toBe(true);
  }
  // What stands in the open counts, and names migrations, columns and keys.
  expect(people.filter((person) => readFileSync(join(folder, manifestName), "utf8").includes(person))).toEqual([]);
});

test("a backup that somebody without the key changed is refused, whatever sums they write", async () => {
  const thief = strangeKey(key.id);
  const { url, drop } = await createEmptyDatabase(server);
  // The forgery is a good one: with the portal's own key it would be restored.
  const own = await withAnotherAdmin(key, key);
  expect((await readBackup(own, [key], silent)).manifest.tables.length).toBeGreaterThan(10);
  const forged = await withAnotherAdmin(thief, key);
  const renamed = await withAnotherAdmin(strangeKey("thief"), key);
  const [unsealed, empty, old] = [copyBackup(folder), copyBackup(folder), copyBackup(folder)];
  rmSync(join(unsealed, sealName));
  writeFileSync(join(empty, sealName), "");
  const manifest = readFileSync(join(old, manifestName));
  writeFileSync(
    join(old, "manifest.json.sha256"),
    `${createHash("sha256").update(manifest).digest("hex")}  ${manifestName}\n`,
  );
  for (const [at, sentence] of [
    [forged, "manifest.json is damaged or changed: it is not what the key"],
    [renamed, 'sealed with the key "thief", which SECRET_KEYS lacks'],
    [unsealed, "is no whole backup"],
    [empty, "manifest.json.seal is damaged"],
    [old, "of before backups were sealed"],
  ] as const) {
    await expect(readBackup(at, [key], silent), at).rejects.toThrow(sentence);
    const { code, out, err } = await runCommand("restore", url, [at]);
    expect({ code, out, err }).toEqual({ code: 1, out: "", err: expect.stringContaining(sentence) });
  }
  // The other way round: sealed with the portal's, encrypted with another.
  const unread = await withAnotherAdmin(key, thief);
  expect((await runCommand("restore", url, [unread])).code).toBe(1);
  expect(await ask(url, "SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace")).toEqual([]);
  await drop();
});

test("no backup is made without the portal's own key, and none is restored", async () => {
  const to = join(parent, "never");
  const wrong = { SECRET_KEYS: written(strangeKey(key.id)) };
  const { url, drop } = await createEmptyDatabase(server);
  expect((await runCommand("backup", ours, [to], wrong)).err).toContain("nobody could open the backup");
  expect((await runCommand("restore", url, [folder], wrong)).err).toContain(
    "Or SECRET_KEYS has another key of that name",
  );
  expect((await runCommand("restore", url, [folder], { SECRET_KEYS: written(strangeKey("other")) })).err).toContain(
    `sealed with the key "${key.id}", which SECRET_KEYS lacks`,
  );
  expect(readdirSync(parent).filter((name) => name.startsWith("never"))).toEqual([]);
  // With a new first key, one made under the older is still read.
  const keys = { SECRET_KEYS: `${written(strangeKey("newer"))},${written(key)}` };
  expect(await runCommand("restore", url, [folder], keys)).toMatchObject({ code: 0, err: "" });
  await drop();
});

test("a drill restores beside a portal in use, compares, and leaves nothing", async () => {
  const before = await contentsOf(ours);
  // Left by a drill that was killed.
  await ask(server, `CREATE DATABASE "${scratch}"`);
  const drill = await withClient(ours, () => runCommand("restore", ours, [folder, "--drill"]));
  expect(drill).toMatchObject({ code: 0, err: "" });
  expect(drill.out).toMatch(/^The backup of \S+Z is whole, [\d.]+ s old\.$/m);
  expect(drill.out).toMatch(/^Restored .* in [\d.]+ s: \d+ tables, [\d,]+ rows, every one as the backup has it\./m);
  expect(drill.out).toContain("Its audit trail is whole.");
  expect(await contentsOf(ours)).toEqual(before);
  expect(await databases()).not.toContain(scratch);
});

test("a drill of a backup that cannot be restored says so, and leaves nothing", async () => {
  const copy = copyBackup(folder);
  rewriteManifest(copy, key, (old) => ({
    ...old,
    tables: (old.tables as { rows: number }[]).map((table) => ({ ...table, rows: table.rows + 1 })),
  }));
  const { code, err } = await runCommand("restore", ours, [copy, "--drill"]);
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining("in place of") });
  expect(await databases()).not.toContain(scratch);
  for (const args of [["--drill"], [folder, "--drill", "--replace"], ["--doubt", "--drill"]])
    expect((await runCommand("restore", ours, args)).err).toContain("Usage");
});

test("a drill finds a trail that was cut in the backup", async () => {
  const own = { opens: key, seals: key, encrypts: key };
  const copy = await forgeTable(folder, "AuditLink", (lines) => lines.slice(1), own);
  const { code, err } = await runCommand("restore", ours, [copy, "--drill"]);
  expect({ code, err }).toEqual({
    code: 1,
    err: expect.stringContaining("1 chain of the audit trail in it is not whole"),
  });
});
