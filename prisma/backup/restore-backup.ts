import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { type Doubted, doubtIds } from "#lib/database/operations/database-restores.ts";
import { decryptingWith } from "#lib/secrets/backup-key.ts";
import { addAccess } from "../access/apply-access.ts";
import { prepareRoles } from "../access/roles.ts";
import { addFunctions } from "../functions.ts";
import { applyMigrations, lockKey, withClient } from "../migrate.ts";
import { BackupRefused } from "./backup-refused.ts";
import { copySettings, copyStatement, fileOf, type ManifestTable, type TableProgress } from "./manifest.ts";
import { dropPortal, findPresent, type Present } from "./present-portal.ts";
import type { Backup, Migration } from "./read-backup.ts";

/** Older servers refuse a value that was added to an enumeration in the same transaction. */
const oldestServer = 170_000;

export type Restored =
  | ({ readonly kind: "restored" } & Doubted)
  /** Nothing was changed: the database has this, and nobody said that it may go. */
  | ({ readonly kind: "occupied" } & Present);

export interface RestoreOptions {
  /** Whether the portal that is there may go. */
  readonly isReplacing: boolean;
  /** Whether every table is read back and compared, which takes about as long again. */
  readonly isCompared: boolean;
  readonly progress: TableProgress;
}

/**
 * Makes the portal of a backup in the database at `url`: its tables, its rows, the migrations that came later, and what
 * nobody knows any more (doubt_restored). All of it is one transaction, so that a failure leaves the database as it was.
 */
export async function restoreBackup(
  url: string,
  backup: Backup,
  { isReplacing, isCompared, progress }: RestoreOptions,
): Promise<Restored> {
  await prepareRoles(url, {});
  const restored = await withClient(url, async (client): Promise<Restored> => {
    await client.query("SELECT pg_advisory_lock($1)", [lockKey]);
    const { rows } = await client.query<{ version: number }>(
      "SELECT current_setting('server_version_num')::int AS version",
    );
    if ((rows[0]?.version ?? 0) < oldestServer) throw new BackupRefused("A restore needs PostgreSQL 17 or newer.");
    const present = await findPresent(client);
    if (present !== null && !isReplacing) return { kind: "occupied", ...present };
    await client.query("BEGIN");
    await client.query(copySettings);
    await dropPortal(client);
    await client.query(migrationsTable);
    for (const migration of backup.its) await migrate(client, migration);
    // No trigger acts: functions and triggers come after the rows.
    for (const table of backup.manifest.tables) {
      const copied = await loadTable(client, backup, table, progress);
      if (isCompared) await compareTable(client, table, copied);
    }
    for (const migration of backup.later) await migrate(client, migration);
    await addFunctions(client);
    // What looks across tenants runs as a role of its own.
    await addAccess(client);
    const doubted = await doubt(client, new Date(backup.manifest.takenAt));
    await client.query("COMMIT");
    // A table without statistics is searched from end to end.
    await client.query("ANALYZE");
    return { kind: "restored", ...doubted };
  });
  await applyMigrations(url);
  return restored;
}

/**
 * Takes the database at `url` for one put back from a backup in another way, taken at `takenAt`; null: at the last sign
 * of life in it.
 */
export async function doubtRestoredAt(url: string, takenAt: Date | null): Promise<Doubted> {
  await prepareRoles(url, {});
  await applyMigrations(url);
  return withClient(url, async (client) => {
    await client.query("BEGIN");
    await client.query(copySettings);
    const doubted = await doubt(client, takenAt);
    // The next worker notes who the database is, in place of doubting it again.
    await client.query('DELETE FROM "DatabaseIdentity"');
    await client.query("COMMIT");
    return doubted;
  });
}

async function doubt(client: pg.Client, takenAt: Date | null): Promise<Doubted> {
  const { rows } = await client.query<Doubted>("SELECT * FROM doubt_restored($1, $2, $3)", [...doubtIds(), takenAt]);
  const [doubted] = rows;
  if (doubted === undefined) throw new Error("doubt_restored returned no row");
  return doubted;
}

/** As the engine of the migrations makes it; a test compares them. */
const migrationsTable = `CREATE TABLE "_prisma_migrations" (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/** What the engine does, in the transaction of the restore. */
async function migrate(client: pg.Client, { name, script, checksum }: Migration): Promise<void> {
  await client.query(script).catch((cause: Error) => {
    throw new Error(`${name}: ${cause.message}`, { cause });
  });
  await client.query(
    `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, applied_steps_count)
     VALUES (gen_random_uuid()::text, $1, clock_timestamp(), $2, 1)`,
    [checksum, name],
  );
}

/** Copies a table in, and returns the SHA-256 of its rows as COPY wrote them. */
async function loadTable(
  client: pg.Client,
  { folder, key }: Backup,
  table: ManifestTable,
  progress: TableProgress,
): Promise<string> {
  const target = client.query(copyFrom(copyStatement(table, "FROM STDIN")));
  const hash = createHash("sha256");
  let bytes = 0;
  await pipeline(
    createReadStream(join(folder, fileOf(table.name))),
    decryptingWith(key),
    createGunzip(),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        hash.update(chunk);
        progress.during(table.name, bytes);
        yield chunk;
      }
    },
    target,
  );
  if (target.rowCount !== table.rows)
    throw new Error(`"${table.name}" has ${target.rowCount} rows in place of ${table.rows}.`);
  progress.done(table.name, table.rows);
  return hash.digest("hex");
}

/** Throws if the rows of a table are not, byte for byte and in their order, those that were copied into it. */
async function compareTable(client: pg.Client, table: ManifestTable, copied: string): Promise<void> {
  const hash = createHash("sha256");
  for await (const chunk of client.query(copyTo(copyStatement(table, "TO STDOUT")))) hash.update(chunk);
  if (hash.digest("hex") !== copied) throw new Error(`"${table.name}" has other rows than the backup.`);
}
