import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import pg from "pg";
import { envOf } from "#lib/env.ts";
import { migrateQueue } from "#lib/queue/migrate-queue.ts";
import { applyAccess } from "./access/apply-access.ts";
import { isSuperuser, passwordsIn, prepareRoles } from "./access/roles.ts";
import { applyFunctions } from "./functions.ts";
import {
  migrationsPath,
  noFilters,
  readMigrations,
  schemaPath,
  snapshotPath,
  withSchemaEngine,
} from "./schema-engine.ts";

/** Whoever changes tables holds this lock. Any number will do, as long as nothing else of this portal locks on it. */
export const lockKey = 7_203_517;

/**
 * Applies what is pending, one process at a time, and names what it applied: migrations, then the functions of prisma/functions and the
 * access of prisma/access. As the owner, on a server that has the roles (prisma/access/roles.ts). A database that a later build has
 * migrated keeps that build's functions and access.
 */
export async function applyMigrations(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [lockKey]);
    const migrationsList = await readMigrations();
    const shipped = migrationsList.migrationDirectories.map(({ path }) => path);
    const begun = await selectBegun(client);
    if (isOtherHistory(shipped, begun)) throw new Error(otherHistory);
    const { appliedMigrationNames } = await withSchemaEngine(url, (engine) =>
      engine.applyMigrations({ migrationsList, filters: noFilters }),
    );
    if (begun.some((name) => !shipped.includes(name))) return appliedMigrationNames;
    await migrateQueue(url);
    const hasNewFunctions = await applyFunctions(client);
    const hasNewAccess = await applyAccess(client);
    return [...appliedMigrationNames, ...(hasNewFunctions ? ["functions"] : []), ...(hasNewAccess ? ["access"] : [])];
  });
}

const otherHistory =
  "This database was made by another version of the portal, by migrations that this version does not have. " +
  "Nothing in it was changed. Give the portal an empty database, or start the version that made this one.";

/** Whether a database was made by other migrations than those of this build: from before they were put together into one, say. */
export async function hasOtherHistory(url: string): Promise<boolean> {
  const { migrationDirectories } = await readMigrations();
  return withClient(url, async (client) =>
    isOtherHistory(
      migrationDirectories.map(({ path }) => path),
      await selectBegun(client),
    ),
  );
}

/** Whether migrations were begun on a database, and the first one of this build is none of them. */
export function isOtherHistory([first]: readonly string[], begun: readonly string[]): boolean {
  return begun.length > 0 && first !== undefined && !begun.includes(first);
}

/** Every migration that was ever begun on a database; none in an empty one. */
export async function selectBegun(client: pg.Client): Promise<string[]> {
  const { rows: tables } = await client.query(
    `SELECT FROM to_regclass('"_prisma_migrations"') AS t WHERE t IS NOT NULL`,
  );
  if (tables.length === 0) return [];
  const { rows } = await client.query<{ name: string }>(`SELECT migration_name AS name FROM "_prisma_migrations"`);
  return rows.map(({ name }) => name);
}

/** Runs `work` on a connection of its own. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Writes a new folder with what leads from the schema as the migrations leave it to the schema as it is now. Hand-written SQL is added
 * to its file afterwards, but for functions and triggers: their text is in prisma/functions. Returns the file, or undefined where nothing differs. The engine wants a database to talk to, but reads nothing in it.
 *
 * The earlier schema is a copy kept beside the migrations: the engine's other ways need a shadow database, which this adapter cannot
 * give it, or read a live one, which fails on the type "char" (7.10.0).
 */
export async function createMigration(url: string, name: string): Promise<string | undefined> {
  const before = await readFile(snapshotPath, "utf8").catch(() => "");
  const after = await readFile(schemaPath, "utf8");
  const { stdout: script } = await withSchemaEngine(url, (engine) =>
    engine.diff({
      from:
        before === "" ? { tag: "empty" } : { tag: "schemaDatamodel", files: [{ path: schemaPath, content: before }] },
      to: { tag: "schemaDatamodel", files: [{ path: schemaPath, content: after }] },
      script: true,
      exitCode: null,
      filters: noFilters,
    }),
  );
  await mkdir(migrationsPath, { recursive: true });
  await writeFile(snapshotPath, after);
  if (script === null || script.trim() === "" || script.includes("This is an empty migration")) return undefined;
  const time = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const file = join(migrationsPath, `${time}_${name}`, "migration.sql");
  await mkdir(dirname(file));
  await writeFile(file, script);
  await writeFile(join(migrationsPath, "migration_lock.toml"), 'provider = "postgresql"\n');
  return file;
}

if (import.meta.main) {
  const given = envOf("DATABASE_OWNER_URL", "DATABASE_URL", "DATABASE_WORKER_URL", "DATABASE_STAGING_URL");
  const url = given.DATABASE_OWNER_URL;
  if (url === undefined) throw new Error("DATABASE_OWNER_URL is missing");
  // Only a superuser may set another's password; else whoever made the roles has set them.
  const passwords = (await isSuperuser(url))
    ? passwordsIn({
        portal_web: given.DATABASE_URL,
        portal_worker: given.DATABASE_WORKER_URL,
        portal_staging: given.DATABASE_STAGING_URL,
      })
    : {};
  await prepareRoles(url, passwords);
  const applied = await applyMigrations(url);
  console.log(applied.length === 0 ? "Nothing to apply." : applied.map((one) => `Applied ${one}.`).join("\n"));
}
