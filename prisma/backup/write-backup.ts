import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { encryptingFor, signManifest } from "#lib/secrets/backup-key.ts";
import type { SecretKey } from "#lib/secrets/key-check.ts";
import { lockKey, withClient } from "../migrate.ts";
import { readMigrations } from "../schema-engine.ts";
import { BackupRefused } from "./backup-refused.ts";
import { type KeptTable, selectKeptTables } from "./kept-tables.ts";
import {
  copySettings,
  copyStatement,
  fileOf,
  type Manifest,
  type ManifestTable,
  manifestName,
  sealName,
  type TableProgress,
} from "./manifest.ts";

/** One backup of a database at a time: two would write to one folder. Another number than {@link lockKey}. */
const backupKey = 7_203_519;

/**
 * Writes a backup of the database at `url` into a new folder, as one snapshot while others go on writing. The folder has
 * its name only once all of it is on the disk. Only its owner may read it, with the key that it is sealed with.
 */
export async function writeBackup(
  url: string,
  folder: string,
  key: SecretKey,
  progress: TableProgress,
): Promise<Manifest> {
  if (await isThere(folder))
    throw new BackupRefused(`${folder} is there already: a backup is written to a new folder.`);
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ isFree: boolean }>(`SELECT pg_try_advisory_lock($1) AS "isFree"`, [
      backupKey,
    ]);
    if (rows[0]?.isFree !== true) throw new BackupRefused("Another backup of this database is under way.");
    const half = `${folder}.half`;
    // Left by a backup that was killed.
    await rm(half, { recursive: true, force: true });
    await mkdir(half, { recursive: true, mode: 0o700 });
    try {
      const manifest = await writeTables(client, half, key, progress);
      await writeManifest(half, manifest, key);
      await rename(half, folder);
      return manifest;
    } catch (error) {
      await rm(half, { recursive: true, force: true });
      throw error;
    }
  });
}

async function writeManifest(folder: string, manifest: Manifest, key: SecretKey): Promise<void> {
  const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`, "utf8");
  const create = { mode: 0o600, flag: "wx", flush: true };
  await writeFile(join(folder, manifestName), text, create);
  await writeFile(join(folder, sealName), `${key.id} ${signManifest(text, key)}\n`, create);
}

async function writeTables(
  client: pg.Client,
  folder: string,
  key: SecretKey,
  progress: TableProgress,
): Promise<Manifest> {
  // Migrations wait until the backup is over.
  await client.query("SELECT pg_advisory_lock_shared($1)", [lockKey]);
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  // A role that may not see every row is refused, in place of a backup without them.
  await client.query("SET LOCAL row_security = off");
  await client.query(copySettings);
  const { rows } = await client.query<{ takenAt: Date; postgres: string }>(
    `SELECT now() AS "takenAt", current_setting('server_version') AS postgres`,
  );
  const { takenAt = new Date(0), postgres = "" } = rows[0] ?? {};
  const migrations = await selectApplied(client);
  const shipped = (await readMigrations()).migrationDirectories.map(({ path }) => path);
  if (migrations.length === 0) throw new BackupRefused("This database has no portal in it.");
  const newer = migrations.find(({ name }) => !shipped.includes(name));
  if (newer !== undefined)
    throw new BackupRefused(`A newer portal has changed this database (${newer.name}): make the backup with that one.`);
  const { rows: keys } = await client.query<Manifest["keys"][number]>("SELECT * FROM count_sealed_secrets()");
  const tables: ManifestTable[] = [];
  for (const table of await selectKeptTables(client)) {
    const written = await writeTable(client, folder, table, key, progress);
    progress.done(table.name, written.rows);
    tables.push(written);
  }
  await client.query("COMMIT");
  return { format: 2, takenAt: takenAt.toISOString(), postgres, migrations, keys, tables };
}

async function selectApplied(client: pg.Client): Promise<Manifest["migrations"]> {
  const { rows: tables } = await client.query(
    `SELECT FROM to_regclass('"_prisma_migrations"') AS t WHERE t IS NOT NULL`,
  );
  if (tables.length === 0) return [];
  const { rows } = await client.query<Manifest["migrations"][number]>(
    `SELECT migration_name AS name, checksum FROM "_prisma_migrations"
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return rows;
}

async function writeTable(
  client: pg.Client,
  folder: string,
  { name, columns }: KeptTable,
  key: SecretKey,
  progress: TableProgress,
): Promise<ManifestTable> {
  const table = { name, columns: [...columns] };
  const source = client.query(copyTo(copyStatement(table, "TO STDOUT")));
  const hash = createHash("sha256");
  const [read, written] = [{ bytes: 0 }, { bytes: 0 }];
  await pipeline(
    source,
    counting(read, () => progress.during(name, read.bytes)),
    // Faster than the default by half, and not much larger.
    createGzip({ level: 3 }),
    encryptingFor(key),
    counting(written, (chunk) => hash.update(chunk)),
    createWriteStream(join(folder, fileOf(name)), { mode: 0o600, flags: "wx", flush: true }),
  );
  return { ...table, rows: source.rowCount, bytes: written.bytes, sha256: hash.digest("hex") };
}

function counting(total: { bytes: number }, look: (chunk: Buffer) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _, done) {
      total.bytes += chunk.length;
      look(chunk);
      done(null, chunk);
    },
  });
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
