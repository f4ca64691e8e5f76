import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { MigrationList } from "@prisma/schema-engine-wasm";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

// `prisma migrate` downloads a native engine, which fails offline. This package holds the same engine as WebAssembly:
// the same checksums, the same `_prisma_migrations` table, so either may be used on a database.
export const schemaPath = join(import.meta.dirname, "schema.prisma");
export const migrationsPath = join(import.meta.dirname, "migrations");
/** The schema that the migrations amount to. */
export const snapshotPath = join(migrationsPath, "schema.snapshot");
export const noFilters = { externalTables: [], externalEnums: [] };

const loading = Symbol.for("schema-engine-wasm");
/** On globalThis: a second instance would break the package, of which a process has one however often it loads this module. */
const holder: typeof globalThis & { [loading]?: Promise<void> } = globalThis;

/** The package's own entry imports the .wasm file as a module, which Node only does with a warning; so it is linked here. */
async function loadBindings(): Promise<void> {
  const folder = dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg"));
  const { instance } = await WebAssembly.instantiate(await readFile(join(folder, "schema_engine_bg.wasm")), {
    "./schema_engine_bg.js": { ...bindings },
  });
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();
}

/**
 * The adapter cuts a script at every semicolon (7.10.0), which breaks function bodies and comments and lets half a migration stay.
 * Sent whole, a script is one implicit transaction: all of it or nothing.
 */
class WholeScripts extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script);
    };
    return adapter;
  }
}

/** Runs `work` with a schema engine on the database at `url`. */
export async function withSchemaEngine<T>(
  url: string,
  work: (engine: bindings.SchemaEngine) => Promise<T>,
): Promise<T> {
  holder[loading] ??= loadBindings();
  await holder[loading];
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScripts(pool));
  const datamodels: [string, string][] = [[schemaPath, await readFile(schemaPath, "utf8")]];
  const engine = await bindings.SchemaEngine.new({ datamodels }, () => undefined, adapter);
  try {
    return await work(engine);
  } finally {
    engine.free();
    // The engine leaves its connections to the pool, and an open one would keep the database from being copied or dropped.
    await pool.end();
  }
}

/** Every folder of prisma/migrations, in order of its name. */
export async function readMigrations(): Promise<MigrationList> {
  const entries = existsSync(migrationsPath) ? await readdir(migrationsPath, { withFileTypes: true }) : [];
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const lock = join(migrationsPath, "migration_lock.toml");
  return {
    baseDir: migrationsPath,
    lockfile: { path: "migration_lock.toml", content: existsSync(lock) ? await readFile(lock, "utf8") : null },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.sort().map(async (path) => ({
        path,
        migrationFile: {
          path: "migration.sql",
          content: { tag: "ok" as const, value: await readFile(join(migrationsPath, path, "migration.sql"), "utf8") },
        },
      })),
    ),
  };
}
