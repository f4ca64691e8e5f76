import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import pg from "pg";
import { envOf } from "#lib/env.ts";
import {
  migrationsPath,
  noFilters,
  readMigrations,
  schemaPath,
  snapshotPath,
  withSchemaEngine,
} from "./schema-engine.ts";

/** Any number will do, as long as nothing else of this portal locks on it. */
const lockKey = 7_203_517;

/** Applies what is pending, one process at a time, and names what it applied. */
export async function applyMigrations(url: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url });
  await lock.connect();
  try {
    await lock.query("select pg_advisory_lock($1)", [lockKey]);
    const migrationsList = await readMigrations();
    const { appliedMigrationNames } = await withSchemaEngine(url, (engine) =>
      engine.applyMigrations({ migrationsList, filters: noFilters }),
    );
    return appliedMigrationNames;
  } finally {
    await lock.end();
  }
}

/**
 * Writes a new folder with what leads from the schema as the migrations leave it to the schema as it is now. Hand-written SQL is added
 * to its file afterwards. Returns the file, or undefined where nothing differs. The engine wants a database to talk to, but reads nothing in it.
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
  const [command, name] = process.argv.slice(2);
  const url = envOf("DATABASE_URL").DATABASE_URL;
  if (command === undefined) {
    const applied = await applyMigrations(url);
    console.log(applied.length === 0 ? "Nothing to apply." : applied.map((one) => `Applied ${one}.`).join("\n"));
  } else if (command === "create" && name !== undefined) {
    console.log((await createMigration(url, name)) ?? "The schema and the migrations agree.");
  } else {
    console.error("Usage: node prisma/migrate.ts [create NAME]");
    process.exitCode = 2;
  }
}
