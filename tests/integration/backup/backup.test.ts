import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { receiveChunk } from "#lib/services/uploads/receive-chunk.ts";
import { verifyChains } from "#prisma/audit/verify-chains.ts";
import { type Manifest, sealName, type TableProgress } from "#prisma/backup/manifest.ts";
import { readBackup } from "#prisma/backup/read-backup.ts";
import { doubtRestoredAt, restoreBackup } from "#prisma/backup/restore-backup.ts";
import { writeBackup } from "#prisma/backup/write-backup.ts";
import { readFunctions } from "#prisma/functions.ts";
import { withClient } from "#prisma/migrate.ts";
import { noFilters, readMigrations, withSchemaEngine } from "#prisma/schema-engine.ts";
import { ask } from "#tests/support/backup/ask.ts";
import { catalogueOf, contentsOf } from "#tests/support/backup/catalogue.ts";
import { copyBackup, flipByte, rewriteManifest } from "#tests/support/backup/copied-backup.ts";
import { ownKey } from "#tests/support/backup/own-key.ts";
import { type Command, runCommand, startCommand } from "#tests/support/backup/run-command.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from "#tests/support/database/database.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { isDeep } from "#tests/support/depth.ts";
import { beginStaging, chunksOf, makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";

const server = inject("testServerUrl");
const ours = process.env.DATABASE_OWNER_URL ?? "";
const parent = mkdtempSync(join(tmpdir(), "portal-backup-"));
const folder = join(parent, "backup");
const silent: TableProgress = { during: () => undefined, done: () => undefined };
const key = ownKey();
const opened: TestDatabase[] = [];
let manifest: Manifest;
let team: Awaited<ReturnType<typeof makeTeam>>;

async function empty(): Promise<string> {
  const made = await createEmptyDatabase(server);
  opened.push(made);
  return made.url;
}
const tablesOf = (url: string) => ask(url, "SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace");
const restoreTo = async (url: string, from = folder, isReplacing = false) =>
  restoreBackup(url, await readBackup(from, [key], silent), { isReplacing, isCompared: true, progress: silent });

beforeAll(async () => {
  process.env.WOLKVOX_EXTRA_HOSTS = "127.0.0.1:9";
  team = await makeTeam({ server: "127.0.0.1:9", batchSize: 5 });
  const nasty = ["tab\tline\nreturn\rback\\slash", "\\N", "\\.", '"quoted", {curly}', "", "👩🏽‍💻 ñ ‮", "\u0001\u007f"];
  for (const name of nasty)
    await ownerDatabase().mappingTemplate.create({
      data: {
        id: randomUUID(),
        tenantId: team.tenantId,
        fingerprint: randomUUID(),
        headers: [name, ...nasty],
        mapping: { name },
      },
    });
  await stage(team.supervisor, team.tenantId, makePortfolio(40));
  // Half an upload, with the bytes that its page has sent.
  const rows = makePortfolio(30);
  const half = await beginStaging(team.supervisor, team.tenantId, rows, { rowsPerChunk: 10 });
  for (const chunk of chunksOf(half, rows, 10).slice(0, 2)) await receiveChunk(team.supervisor, chunk);
  manifest = await writeBackup(ours, folder, key, silent);
});
afterEach(async () => {
  for (const made of opened.splice(0)) await made.drop();
});
afterAll(async () => {
  await closeAll();
  rmSync(parent, { recursive: true });
});

test("a restored database is the one of the backup, without sign-ins", async () => {
  const url = await empty();
  expect(await restoreTo(url)).toMatchObject({ kind: "restored", uploads: 0, debtors: 0 });
  const usual = await createTestDatabase(server);
  opened.push(usual);
  expect(await catalogueOf(url)).toEqual(await catalogueOf(usual.url));
  const { Session, SignInAttempt: _, AuditEntry: trail, ...before } = await contentsOf(ours);
  const { DatabaseRestore, AuditEntry, ...after } = await contentsOf(url);
  // The restore's own entry is in the chain of no tenant.
  const ends = (await verifyChains(ours)).chains;
  expect((await verifyChains(url, ends)).faults).toEqual([]);
  const chains = { AuditLink: expect.any(String), AuditHead: expect.any(String) };
  expect(after).toEqual({ ...before, ...chains });
  expect(Object.keys(after)).toEqual(expect.arrayContaining(["Chunk", "MappingTemplate", "Record", "Tenant", "User"]));
  expect(Session).toBeDefined();
  // The restore has left its own entry.
  expect([DatabaseRestore?.split(" ")[0], Number.parseInt(AuditEntry ?? "", 10)]).toEqual([
    "1",
    Number.parseInt(trail ?? "", 10) + 1,
  ]);
});

test("only its owner may read a backup, and the manifest counts what is in it", async () => {
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const files = readdirSync(folder);
  expect(files.map((file) => statSync(join(folder, file)).mode & 0o777)).toEqual(files.map(() => 0o600));
  expect(files).toHaveLength(manifest.tables.length + 2);
  for (const { name, rows } of manifest.tables)
    expect(await ask(ours, `SELECT count(*)::int AS rows FROM "${name}"`)).toEqual([{ rows }]);
  expect(manifest.keys).toEqual([{ keyId: "test", secrets: 1 }]);
  await expect(writeBackup(ours, folder, key, silent)).rejects.toThrow("there already");
});

test("a backup is of one moment, whatever is written meanwhile", async () => {
  const { supervisor, tenantId } = await makeTeam({ server: "127.0.0.1:9", batchSize: 5 });
  const uploadId = await stage(supervisor, tenantId, makePortfolio(30));
  const settle = `UPDATE "Record" SET state = 'not_sent', "settledAt" = now() WHERE ordinal % 2 = 0 AND "uploadId" = '${uploadId}'`;
  const script = `import pg from "pg"; const c = new pg.Client(process.env.DATABASE_OWNER_URL); await c.connect(); await c.query(process.argv[1]); await c.end();`;
  let isWritten = false;
  const during: TableProgress = {
    ...silent,
    done(table) {
      if (table !== "Record") return;
      execFileSync(process.execPath, ["--input-type=module", "-e", script, settle]);
      isWritten = true;
    },
  };
  const other = join(parent, "meanwhile");
  const { tables } = await writeBackup(ours, other, key, during);
  const order = tables.map(({ name }) => name);
  expect(isWritten && order.indexOf("Record") < order.indexOf("Upload")).toBe(true);
  const url = await empty();
  await restoreTo(url, other);
  const counted = (at: string) =>
    ask(
      at,
      `SELECT u."pendingDebtors" = (SELECT count(*) FROM "Record" r WHERE r."uploadId" = u.id AND r.state = 'pending') AS "addsUp",
         u."pendingDebtors" AS pending FROM "Upload" u WHERE u.id = $1`,
      [uploadId],
    );
  expect(await counted(url)).toEqual([{ addsUp: true, pending: 30 }]);
  expect(await counted(ours)).toEqual([{ addsUp: true, pending: 15 }]);
});

test("one changed byte, a cut or a missing file is found before anything is touched", async () => {
  const url = await empty();
  const damaged = copyBackup(folder);
  for (const [turn, file] of readdirSync(folder).entries()) {
    const { size } = statSync(join(folder, file));
    const places = [0, size >> 1, size];
    for (const at of isDeep ? places : places.slice(turn % 3, (turn % 3) + 1)) {
      flipByte(join(damaged, file), at);
      // The seal begins with the name of its key.
      const sentence = file === sealName && at === 0 ? "which SECRET_KEYS lacks" : "damaged";
      await expect(restoreTo(url, damaged), `${file} at ${at}`).rejects.toThrow(sentence);
      flipByte(join(damaged, file), at);
    }
  }
  const [cut, missing] = [copyBackup(folder), copyBackup(folder)];
  truncateSync(join(cut, "Record.copy.gz.age"), 100);
  rmSync(join(missing, "Batch.copy.gz.age"));
  await expect(restoreTo(url, cut)).rejects.toThrow("damaged");
  await expect(restoreTo(url, missing)).rejects.toThrow("cannot be read");
  await expect(restoreTo(url, parent)).rejects.toThrow("no whole backup");
  const command = await runCommand("restore", url, [cut]);
  expect(command).toMatchObject({ code: 1, out: "", err: expect.stringContaining("Record.copy.gz.age is damaged") });
  expect(await tablesOf(url)).toEqual([]);
});

test("a backup or restore that is killed leaves nothing, and the next one works", async () => {
  const source = await createTestDatabase(server);
  opened.push(source);
  await restoreTo(source.url);
  /** Kills the command once the server says that it waits for this, in the midst of its work. */
  const killAt = async (at: string, event: string, { child, ended }: Command, meanwhile = async () => {}) => {
    const waits = async () =>
      (
        await ask(
          server,
          "SELECT wait_event AS event FROM pg_stat_activity WHERE datname = $1 AND application_name = ''",
          [new URL(at).pathname.slice(1)],
        )
      ).map((row) => row.event);
    const early = ended.then(({ out, err }) => Promise.reject(new Error(`it did not wait: ${out}${err}`)));
    await Promise.race([expect.poll(waits).toContain(event), early]);
    early.catch(() => undefined);
    await meanwhile();
    child.kill("SIGKILL");
    await ended;
    return waits;
  };
  const killed = join(parent, "killed");
  await withClient(source.url, async (client) => {
    await client.query(`SET application_name = 'holder'`);
    await client.query(`BEGIN; LOCK TABLE "SetAsideRow"`);
    const waits = await killAt(source.url, "relation", startCommand("backup", source.url, [killed]), async () => {
      await expect(writeBackup(source.url, killed, key, silent)).rejects.toThrow("Another backup");
    });
    await client.query("ROLLBACK");
    await expect.poll(waits).toEqual([]);
  });
  expect(existsSync(killed)).toBe(false);
  await writeBackup(source.url, killed, key, silent);
  expect(readdirSync(parent)).not.toContain("killed.half");

  const url = await empty();
  // It stands still once its rows are there and its functions, and only who may see them is missing.
  await ask(
    url,
    `CREATE FUNCTION stand_still() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(3600); END $$`,
  );
  await ask(
    url,
    `CREATE EVENT TRIGGER stand_still ON ddl_command_start WHEN TAG IN ('CREATE POLICY') EXECUTE FUNCTION stand_still()`,
  );
  const name = new URL(url).pathname.slice(1);
  await ask(server, `ALTER DATABASE "${name}" SET client_connection_check_interval = 100`);
  const waits = await killAt(url, "PgSleep", startCommand("restore", url, [killed]));
  await expect.poll(waits).toEqual([]);
  await ask(url, "DROP EVENT TRIGGER stand_still");
  expect(await tablesOf(url)).toEqual([]);
  expect(await runCommand("restore", url, [killed])).toMatchObject({ code: 0, err: "" });
  expect(await ask(url, `SELECT count(*)::int AS rows FROM "Record"`)).toEqual([{ rows: 40 }]);
});

test("a database with a portal in it is replaced only on request, and never while in use", async () => {
  const url = await empty();
  await restoreTo(url);
  await ask(url, `UPDATE "Tenant" SET name = 'Another'`);
  const refused = await runCommand("restore", url, [folder]);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain("1 operation, 3 users, 2 uploads and 40 debtors");
  expect(await ask(url, `SELECT name FROM "Tenant"`)).toEqual([{ name: "Another" }]);
  await withClient(url, async () => {
    expect((await runCommand("restore", url, [folder, "--replace"])).err).toContain("in use (1 connection)");
  });
  // A failure keeps what was there.
  const copy = copyBackup(folder);
  rewriteManifest(copy, key, (old) => ({
    ...old,
    tables: manifest.tables.map((one) => ({ ...one, rows: one.rows + 1 })),
  }));
  await expect(restoreTo(url, copy, true)).rejects.toThrow("in place of");
  expect(await ask(url, `SELECT name FROM "Tenant"`)).toEqual([{ name: "Another" }]);
  expect(await runCommand("restore", url, [folder, "--replace"])).toMatchObject({ code: 0, err: "" });
  expect(await ask(url, `SELECT name FROM "Tenant"`)).toEqual([{ name: team.name }]);
});

test("tables of something else are left alone", async () => {
  const url = await empty();
  await ask(url, "CREATE TABLE ledger (id int)");
  await expect(restoreTo(url, folder, true)).rejects.toThrow('something else in this database ("ledger")');
  expect(await tablesOf(url)).toHaveLength(1);
});

test("a backup of a newer portal is refused", async () => {
  const [newer, other] = [copyBackup(folder), copyBackup(folder)];
  const named = { name: "29991231000000_later", checksum: "0".repeat(64) };
  rewriteManifest(newer, key, (old) => ({ ...old, migrations: [...manifest.migrations, named] }));
  await expect(readBackup(newer, [key], silent)).rejects.toThrow("A newer portal made this backup");
  rewriteManifest(other, key, (old) => ({
    ...old,
    migrations: manifest.migrations.map((one, index) => (index === 0 ? { ...one, checksum: named.checksum } : one)),
  }));
  await expect(readBackup(other, [key], silent)).rejects.toThrow("is not the one");
  await ask(
    ours,
    `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at) VALUES ('later', '', $1, now())`,
    [named.name],
  );
  await expect(writeBackup(ours, join(parent, "newer"), key, silent)).rejects.toThrow("A newer portal has changed");
  await ask(ours, `DELETE FROM "_prisma_migrations" WHERE id = 'later'`);
  expect(readdirSync(parent).filter((name) => name.startsWith("newer"))).toEqual([]);
});

test("a backup of an older portal is restored on its tables, then migrated", async () => {
  const old = await empty();
  const list = await readMigrations();
  const migrationsList = { ...list, migrationDirectories: list.migrationDirectories.slice(0, -1) };
  await withSchemaEngine(old, (engine) => engine.applyMigrations({ migrationsList, filters: noFilters }));
  // This build's other functions are of tables that the older portal has not.
  const { text = "" } = (await readFunctions()).find(({ name }) => name === "count_sealed_secrets") ?? {};
  await ask(old, text);
  await ask(old, `INSERT INTO "AuditEntry" (id, action, details) VALUES (gen_random_uuid(), 'signed_in', '{}')`);
  await ask(
    old,
    `INSERT INTO "User" (id, email, name, "passwordHash", role) VALUES (gen_random_uuid(), 'a@b.co', 'A', '', 'admin')`,
  );
  const older = join(parent, "older");
  expect((await writeBackup(old, older, key, silent)).migrations).toHaveLength(list.migrationDirectories.length - 1);
  const [url, usual] = [await empty(), await createTestDatabase(server)];
  opened.push(usual);
  expect(await restoreTo(url, older)).toMatchObject({ kind: "restored" });
  expect(await catalogueOf(url)).toEqual(await catalogueOf(usual.url));
  expect(await ask(url, `SELECT email FROM "User"`)).toEqual([{ email: "a@b.co" }]);
  // The entry of before the chains, and that of the restore.
  expect(await verifyChains(url)).toMatchObject({ chains: [{ entries: 2 }], faults: [] });
});

test("a copy restored by other means is doubted by a command", async () => {
  const uploadId = await stage(team.supervisor, team.tenantId, makePortfolio(20));
  await confirmUpload(team.supervisor, { uploadId });
  await closeAll();
  const command = await runCommand("restore", ours, ["--doubt", "--taken-at", "2026-05-12T10:00:00Z"]);
  expect(command).toMatchObject({ code: 0, err: "" });
  expect(command.out).toContain("20 debtors of 1 upload may");
  const upload = await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } });
  expect(upload).toMatchObject({
    state: "paused",
    stopReason: "database_restored",
    unconfirmedDebtors: 20,
    pendingDebtors: 0,
  });
  const [restore] = await ownerDatabase().databaseRestore.findMany();
  expect(restore).toMatchObject({
    takenAt: new Date("2026-05-12T10:00:00Z"),
    uploads: 1,
    debtors: 20,
    reviewedAt: null,
  });
  // Without a time: the last sign of life in it.
  const { at } = await ownerDatabase().auditEntry.findFirstOrThrow({ orderBy: { id: "desc" } });
  expect((await doubtRestoredAt(ours, null)).takenAt).toEqual(at);
});
