import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { BegunMigration } from "#lib/database/operations/migrations.ts";
import type { SchemaState } from "#lib/domain/views/health.ts";

let shipped: Promise<readonly string[]> | undefined;

/** The names of the migrations in this build, read once. Throws if their folder cannot be read. */
export function shippedMigrations(): Promise<readonly string[]> {
  shipped ??= readFolders().catch((error: unknown) => {
    shipped = undefined;
    throw error;
  });
  return shipped;
}

async function readFolders(): Promise<readonly string[]> {
  // Relative to the project's folder, like the thread's file in ask-staging-thread.ts.
  const folder = join(/* turbopackIgnore: true */ process.cwd(), "prisma/migrations");
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/**
 * Compares the migrations of a build with those begun on a database. A state that keeps the build from
 * working wins: `failed` before `pending` before `newer`.
 */
export function compareMigrations(ships: readonly string[], begun: readonly BegunMigration[]): SchemaState {
  // Migrations of a later build that were rolled back do not concern this one: going back to this build is
  // how such a failure is handled.
  const concerning = begun.filter(({ name, state }) => state !== "rolled_back" || ships.includes(name));
  if (concerning.some(({ state }) => state !== "applied")) return "failed";
  const applied = new Set(concerning.map(({ name }) => name));
  if (ships.some((name) => !applied.has(name))) return "pending";
  return applied.size > ships.length ? "newer" : "current";
}
