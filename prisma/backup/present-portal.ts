import { readFile } from "node:fs/promises";
import type pg from "pg";
import { removeFunctions } from "../functions.ts";
import { schemaPath } from "../schema-engine.ts";
import { BackupRefused } from "./backup-refused.ts";

/** What a database has that a restore would delete. */
export interface Present {
  readonly tenants: number;
  readonly users: number;
  readonly uploads: number;
  readonly debtors: number;
}

interface SchemaPart {
  readonly name: string;
  readonly isEnum: boolean;
}

/**
 * What the portal in a database has; null if there is none, or an empty one. Throws if anything else is there, or if
 * somebody is connected.
 */
export async function findPresent(client: pg.Client): Promise<Present | null> {
  await refuseOthers(client);
  // A role that may not see every row is refused, in place of a portal that seems to be empty.
  await client.query("SET row_security = off");
  const tables = (await selectParts(client)).filter(({ isEnum }) => !isEnum).map(({ name }) => name);
  if (tables.length === 0) return null;
  const models = (await readFile(schemaPath, "utf8")).matchAll(/^model (\w+) \{/gm);
  const ours = new Set(["_prisma_migrations", ...[...models].map(([, name]) => name)]);
  const other = tables.find((name) => !ours.has(name));
  if (other !== undefined || !tables.includes("_prisma_migrations"))
    throw new BackupRefused(
      `There are tables of something else in this database ("${other ?? tables[0]}"). Make an empty one.`,
    );
  let hasRows = false;
  for (const table of tables.filter((name) => name !== "_prisma_migrations")) {
    const { rowCount } = await client.query(`SELECT FROM "${table}" LIMIT 1`);
    hasRows ||= rowCount !== 0;
  }
  if (!hasRows) return null;
  const { rows } = await client.query<Present>(
    `SELECT (SELECT count(*) FROM "Tenant")::int AS tenants, (SELECT count(*) FROM "User")::int AS users,
       (SELECT count(*) FROM "Upload")::int AS uploads, (SELECT count(*) FROM "Record")::int AS debtors`,
  );
  return rows[0] ?? null;
}

/** Deletes tables, types and functions of the portal, within the caller's transaction. The queue's stay: its jobs only wake. */
export async function dropPortal(client: pg.Client): Promise<void> {
  const parts = await selectParts(client);
  const listed = (isEnum: boolean) => parts.filter((part) => part.isEnum === isEnum).map(({ name }) => `"${name}"`);
  const [tables, enums] = [listed(false), listed(true)];
  if (tables.length > 0) await client.query(`DROP TABLE ${tables.join(", ")} CASCADE`);
  await removeFunctions(client);
  if (enums.length > 0) await client.query(`DROP TYPE ${enums.join(", ")}`);
}

/** Tables and enumerations of the schema that no extension put there. */
async function selectParts(client: pg.Client): Promise<SchemaPart[]> {
  const { rows } = await client.query<SchemaPart>(
    `SELECT c.relname::text AS name, false AS "isEnum" FROM pg_class c
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
     UNION ALL
     SELECT t.typname::text, true FROM pg_type t
     WHERE t.typnamespace = current_schema()::regnamespace AND t.typtype = 'e'
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
     ORDER BY name`,
  );
  return rows;
}

/** A worker that has run since before the restore would send from it without having looked whose data it is. */
async function refuseOthers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ connections: number }>(
    `SELECT count(*)::int AS connections FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL
       AND coalesce(backend_type, 'client backend') = 'client backend'`,
  );
  const { connections = 0 } = rows[0] ?? {};
  if (connections > 0)
    throw new BackupRefused(
      `This database is in use (${connections} connection${connections === 1 ? "" : "s"}). Stop every portal and worker first.`,
    );
}
